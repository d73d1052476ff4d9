// The PNG encoder: 8- and 16-bit gray, gray + alpha, RGB and RGBA, 1-bit gray, and animations (APNG).
#include <zlib.h>

#include <bit>

#include "src/canvas.h"
#include "src/codecs/png/assembler.h"
#include "src/codecs/png/format.h"
#include "src/guarded.h"

namespace imwrite::png {
namespace {

enum class Filter { kNone, kSub, kUp, kAverage, kPaeth, kFast, kAdaptive };
constexpr std::string_view kFilters[] = {"none", "sub", "up", "average", "paeth", "fast", "adaptive"};
constexpr int kLibpngFilters[] = {PNG_FILTER_NONE,  PNG_FILTER_SUB,   PNG_FILTER_UP,  PNG_FILTER_AVG,
                                  PNG_FILTER_PAETH, PNG_FAST_FILTERS, PNG_ALL_FILTERS};

enum class Strategy { kDefault, kFiltered, kHuffman, kRle, kFixed };
constexpr std::string_view kStrategies[] = {"default", "filtered", "huffman", "rle", "fixed"};
constexpr int kZlibStrategies[] = {Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED};

enum class BitDepth { k1 };
constexpr std::string_view kBitDepths[] = {"1"};

struct Options {
  int compression_level = 6;
  std::optional<Strategy> strategy;
  Filter filter = Filter::kAdaptive;
  std::optional<BitDepth> bit_depth;
  bool interlaced = false;
};

constexpr Option kOptions[] = {
    Integer<&Options::compression_level>("compressionLevel", 0, 9, "Deflate level: 0 stores, 1 is fastest, 9 is smallest."),
    Choice<&Options::strategy>("strategy", kStrategies, "Where deflate looks for matches; rle and huffman are fast, fixed has no tables.",
                               "filtered where rows are filtered, else default"),
    Choice<&Options::filter>("filter", kFilters, "Row filter; fast chooses among none, sub and up for each row, adaptive among all."),
    Choice<&Options::bit_depth>("bitDepth", kBitDepths, "8-bit gray as one bit a pixel: 0 is black, all else white.",
                                "the image's own depth"),
    Boolean<&Options::interlaced>("interlaced", "Adam7: coarse to fine in seven passes, at some cost in size."),
};

constexpr Depth kDepths[] = {Depth::kU8, Depth::kU16};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr int kColorTypes[] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};

void WriteData(png_structp png, png_bytep data, png_size_t size) {
  if (static_cast<ByteSink*>(png_get_io_ptr(png))->Write(data, size)) return;
  *static_cast<Status*>(png_get_error_ptr(png)) = Aborted();
  png_error(png, "sink");
}

struct Writer {
  Writer(ByteSink* sink, Status* status) {
    png = png_create_write_struct(PNG_LIBPNG_VER_STRING, status, OnEncodeError, OnWarning);
    if (png) info = png_create_info_struct(png);
    if (info) png_set_write_fn(png, sink, WriteData, [](png_structp) {});
  }
  ~Writer() { png_destroy_write_struct(&png, &info); }

  template <class Work>
  bool Guarded(Work&& work) {
    return imwrite::Guarded(png_jmpbuf(png), work);
  }

  png_structp png = nullptr;
  png_infop info = nullptr;
};

void Start(const EncodeJob& job, const Options& options, Writer* writer) {
  // libpng's own limit of a million columns protects readers; here the caller chose the size.
  png_set_user_limits(writer->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_IHDR(writer->png, writer->info, job.info.width, job.info.height, options.bit_depth ? 1 : Bits(job.info.depth),
               kColorTypes[job.info.channels], options.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(writer->png, options.compression_level);
  if (options.strategy) png_set_compression_strategy(writer->png, kZlibStrategies[static_cast<int>(*options.strategy)]);
  png_set_compression_buffer_size(writer->png, 32768);
  png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, kLibpngFilters[static_cast<int>(options.filter)]);
  png_write_info(writer->png, writer->info);
  if (options.bit_depth) png_set_packing(writer->png);
  if (job.info.depth == Depth::kU16 && std::endian::native == std::endian::little) png_set_swap(writer->png);
}

// Writes the job's first picture as a PNG file of its own.
Status WritePicture(const EncodeJob& job, ByteSink* sink) {
  const auto& options = *static_cast<const Options*>(job.options);
  Status status;
  Writer writer(sink, &status);
  if (!writer.info) return OutOfMemory(0);
  if (!writer.Guarded([&] { Start(job, options, &writer); })) return status;

  const int passes = png_set_interlace_handling(writer.png);
  const size_t row_bytes = static_cast<size_t>(job.info.row_bytes());
  for (int pass = 0; pass < passes; ++pass) {
    Status bands = ForEachBand(job, BandRows(job.info), pass * 1.0 / passes, (pass + 1.0) / passes,
                               [&](uint32_t, uint32_t count, const uint8_t* rows) {
                                 writer.Guarded([&] {
                                   for (uint32_t i = 0; i < count; ++i) png_write_row(writer.png, rows + i * row_bytes);
                                 });
                                 return status;
                               });
    if (!bands.ok()) return bands;
  }
  writer.Guarded([&] { png_write_end(writer.png, nullptr); });
  return status;
}

Status CheckBitDepth(const Options& options, const ImageInfo& info) {
  if (!options.bit_depth || (info.channels == 1 && info.depth == Depth::kU8)) return Ok();
  Status status = Mismatch(Code::kInvalidOption, "png option 'bitDepth' of 1", "1 channel of uint8 samples",
                           std::to_string(info.channels) + " of " + std::string(Name(info.depth)));
  status.option = "bitDepth";
  return status;
}

Status EncodePng(const EncodeJob& job) {
  if (Status status = CheckBitDepth(*static_cast<const Options*>(job.options), job.info); !status.ok()) return status;
  Assembler assembler(job);
  if (Status status = assembler.Prepare(); !status.ok()) return status;
  Status written = job.animation ? EncodeChanges(job, 1,
                                                 [&](const EncodeJob& part, const Rect& area) {
                                                   Status status = assembler.BeginFrame(area, part.duration);
                                                   return status.ok() ? WritePicture(part, &assembler) : status;
                                                 })
                                 : WritePicture(job, &assembler);
  return written.ok() ? assembler.Finish() : written;
}

constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "dpi"};

}  // namespace

extern const Encoder kEncoder = {
    kFormat, kDepths, kChannels, true, Sequence::kAnimation, kMetadata, kOptions, MakeOptions<Options>, Libraries, EncodePng,
};

}  // namespace imwrite::png
