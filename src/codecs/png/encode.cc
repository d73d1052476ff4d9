// The PNG encoder: 8- and 16-bit gray, gray + alpha, RGB and RGBA.
#include <bit>

#include "src/codecs/png/format.h"
#include "src/guarded.h"

namespace imwrite::png {
namespace {

enum class Filter { kNone, kSub, kUp, kAverage, kPaeth, kAdaptive };
constexpr std::string_view kFilters[] = {"none", "sub", "up", "average", "paeth", "adaptive"};
constexpr int kLibpngFilters[] = {PNG_FILTER_NONE, PNG_FILTER_SUB, PNG_FILTER_UP, PNG_FILTER_AVG, PNG_FILTER_PAETH, PNG_ALL_FILTERS};

struct Options {
  int compression_level = 6;
  Filter filter = Filter::kAdaptive;
  bool interlaced = false;
};

constexpr Option kOptions[] = {
    Integer<&Options::compression_level>("compressionLevel", 0, 9, "Deflate level: 0 stores, 1 is fastest, 9 is smallest."),
    Choice<&Options::filter>("filter", kFilters, "Row filter; adaptive chooses one for each row."),
    Boolean<&Options::interlaced>("interlaced", "Adam7: coarse to fine in seven passes, at some cost in size."),
};

constexpr Depth kDepths[] = {Depth::kU8, Depth::kU16};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr int kColorTypes[] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};

void WriteData(png_structp png, png_bytep data, png_size_t size) {
  auto* job = static_cast<const EncodeJob*>(png_get_io_ptr(png));
  if (job->sink.Write(data, size)) return;
  *static_cast<Status*>(png_get_error_ptr(png)) = Aborted();
  png_error(png, "sink");
}

struct Writer {
  Writer(const EncodeJob& job, Status* status) {
    png = png_create_write_struct(PNG_LIBPNG_VER_STRING, status, OnEncodeError, OnWarning);
    if (png) info = png_create_info_struct(png);
    if (info) png_set_write_fn(png, const_cast<EncodeJob*>(&job), WriteData, [](png_structp) {});
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
  png_set_IHDR(writer->png, writer->info, job.info.width, job.info.height, Bits(job.info.depth), kColorTypes[job.info.channels],
               options.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(writer->png, options.compression_level);
  png_set_compression_buffer_size(writer->png, 32768);
  png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, kLibpngFilters[static_cast<int>(options.filter)]);
  png_write_info(writer->png, writer->info);
  if (job.info.depth == Depth::kU16 && std::endian::native == std::endian::little) png_set_swap(writer->png);
}

Status EncodePng(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  Status status;
  Writer writer(job, &status);
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

}  // namespace

extern const Encoder kEncoder = {
    kFormat, kDepths, kChannels, true, Sequence::kNone, {}, kOptions, MakeOptions<Options>, Libraries, EncodePng,
};

}  // namespace imwrite::png
