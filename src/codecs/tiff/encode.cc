// The TIFF encoder: gray, gray + alpha, RGB and RGBA of every sample type, in strips, little endian; several frames are pages.
#include <libdeflate.h>

#include "src/codecs/tiff/file.h"
#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/metadata.h"
#include "src/codecs/tiff/strip.h"

namespace imwrite::tiff {
namespace {

constexpr std::string_view kCompressions[] = {"none", "lzw", "deflate", "packbits", "sgilog"};
constexpr uint16_t kSchemes[] = {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS, COMPRESSION_SGILOG};

constexpr std::string_view kPredictors[] = {"none", "horizontal", "float"};
constexpr uint16_t kPredictorTags[] = {PREDICTOR_NONE, PREDICTOR_HORIZONTAL, PREDICTOR_FLOATINGPOINT};

enum class ExtraSamples { kAlpha, kUnspecified };
constexpr std::string_view kExtraSamples[] = {"alpha", "unspecified"};
constexpr uint16_t kExtraSampleTags[] = {EXTRASAMPLE_UNASSALPHA, EXTRASAMPLE_UNSPECIFIED};

constexpr std::string_view kResolutionUnits[] = {"none", "inch", "centimeter"};

constexpr int kDefaultLevel = 2;

struct Options {
  Compression compression = Compression::kLzw;
  std::optional<Predictor> predictor;
  std::optional<int> compression_level;
  std::optional<uint32_t> rows_per_strip;
  std::optional<ResolutionUnit> resolution_unit;
  ExtraSamples extra_samples = ExtraSamples::kAlpha;
};

constexpr Option kOptions[] = {
    Choice<&Options::compression>("compression", kCompressions,
                                  "All are lossless but sgilog, which stores float RGB as 16-bit log luminance and 16-bit colour."),
    Choice<&Options::predictor>(
        "predictor", kPredictors,
        "Store differences between neighbours (float: of their bytes), which compress better; lzw and deflate only.",
        "float for floats and horizontal for integers, where the compression has one"),
    Integer<&Options::compression_level>("compressionLevel", 1, 12, "Higher is smaller and slower; deflate only.", "2"),
    Integer<&Options::rows_per_strip>("rowsPerStrip", 1, 4294967295.0, "Rows compressed together and held in memory.",
                                      "as many as fit in 256 KiB"),
    Choice<&Options::resolution_unit>("resolutionUnit", kResolutionUnits,
                                      "Unit the file gives the resolution in; none stores the bare numbers.",
                                      "inch when there is a resolution"),
    Choice<&Options::extra_samples>("extraSamples", kExtraSamples,
                                    "What the file calls alpha: straight alpha, which some readers multiply in, or unspecified data."),
};

constexpr Depth kDepths[] = {Depth::kU8, Depth::kU16, Depth::kF32, Depth::kS8, Depth::kS16, Depth::kU32, Depth::kS32, Depth::kF64};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "dpi", "text"};

uint32_t RowsPerStrip(const ImageInfo& info, const Options& options) {
  return std::min(options.rows_per_strip.value_or(BandRows(info)), info.height);
}

bool CanPredict(const Options& options) { return options.compression == Compression::kLzw || options.compression == Compression::kDeflate; }

Predictor ChoosePredictor(const EncodeJob& job, const Options& options) {
  if (!CanPredict(options)) return Predictor::kNone;
  const bool floats = SampleFormat(job.info.depth) == SAMPLEFORMAT_IEEEFP;
  return options.predictor.value_or(floats ? Predictor::kFloat : Predictor::kHorizontal);
}

Status BadOption(std::string_view option, std::string expected, std::string actual) {
  Status status = Mismatch(Code::kInvalidOption, "tiff option '" + std::string(option) + "'", std::move(expected), std::move(actual));
  status.option = option;
  return status;
}

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libdeflate", LIBDEFLATE_VERSION_STRING}};
  return kLibraries;
}

constexpr uint64_t kStripePixels = 1 << 20;

// A stripe is some strips.
uint32_t StripeRows(const ImageInfo& info, const void* options) {
  const uint64_t rows_per_strip = RowsPerStrip(info, *static_cast<const Options*>(options));
  const uint64_t rows = rows_per_strip * std::max<uint64_t>(1, kStripePixels / (rows_per_strip * info.width));
  return rows < info.height ? static_cast<uint32_t>(rows) : 0;
}

// Whether the options go together, and with a page of job.info.
Status Check(const EncodeJob& job, const Options& options) {
  const std::string compression = "compression '" + std::string(kCompressions[static_cast<int>(options.compression)]) + "'";
  const std::string samples = std::string(Name(job.info.depth)) + " samples";
  if (options.predictor.value_or(Predictor::kNone) != Predictor::kNone && !CanPredict(options)) {
    return BadOption("predictor", "compression 'lzw' or 'deflate'", compression);
  }
  if (ChoosePredictor(job, options) == Predictor::kFloat && SampleFormat(job.info.depth) != SAMPLEFORMAT_IEEEFP) {
    return BadOption("predictor", "float32 or float64 samples for 'float'", samples);
  }
  if (options.compression_level && options.compression != Compression::kDeflate) {
    return BadOption("compressionLevel", "compression 'deflate'", compression);
  }
  if (options.compression == Compression::kSgiLog && (job.info.depth != Depth::kF32 || job.info.channels != 3)) {
    return BadOption("compression", "3 channels of float32 samples for 'sgilog'", std::to_string(job.info.channels) + " of " + samples);
  }
  const uint64_t strip_bytes = job.info.row_bytes() * RowsPerStrip(job.info, options);
  if (strip_bytes > 0x7fffffff) {
    return BadOption("rowsPerStrip", "strips of at most 2147483647 bytes", std::to_string(strip_bytes) + " bytes");
  }
  // Offsets have 32 bits. Compressed strips may be larger than the pixels, so the check comes again while writing.
  constexpr uint64_t kMaxBytes = 0xffffffff;
  if (options.compression == Compression::kNone && job.info.image_bytes() > kMaxBytes - (1 << 20)) {
    return Mismatch(Code::kImageTooLarge, "tiff file", "less than 4 GiB of pixels", std::to_string(job.info.image_bytes()) + " bytes");
  }
  return Ok();
}

// The tags that say how the pixels are stored.
Directory LayoutOf(const EncodeJob& job, const Options& options) {
  const ImageInfo& info = job.info;
  const bool log = options.compression == Compression::kSgiLog;
  const int colors = info.color_channels() == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB;
  // Of LogLuv it is the luminance that has these.
  const std::vector<uint16_t> bits(info.channels, log ? 16 : Bits(info.depth));
  const std::vector<uint16_t> formats(info.channels, log ? SAMPLEFORMAT_INT : SampleFormat(info.depth));
  Directory page = {
      Long(TIFFTAG_IMAGEWIDTH, info.width),
      Long(TIFFTAG_IMAGELENGTH, info.height),
      Shorts(TIFFTAG_BITSPERSAMPLE, bits),
      Short(TIFFTAG_COMPRESSION, kSchemes[static_cast<int>(options.compression)]),
      Short(TIFFTAG_PHOTOMETRIC, static_cast<uint16_t>(log ? PHOTOMETRIC_LOGLUV : colors)),
      Short(TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT),
      Short(TIFFTAG_SAMPLESPERPIXEL, info.channels),
      Long(TIFFTAG_ROWSPERSTRIP, RowsPerStrip(job.info, options)),
      Short(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG),
      Shorts(TIFFTAG_SAMPLEFORMAT, formats),
  };
  if (info.has_alpha()) page.push_back(Short(TIFFTAG_EXTRASAMPLES, kExtraSampleTags[static_cast<int>(options.extra_samples)]));
  if (CanPredict(options)) page.push_back(Short(TIFFTAG_PREDICTOR, kPredictorTags[static_cast<int>(ChoosePredictor(job, options))]));
  return page;
}

void AddPageNumber(const EncodeJob& job, uint32_t number, Directory* page) {
  if (job.frame_count == 1) return;
  page->push_back(Long(TIFFTAG_SUBFILETYPE, FILETYPE_PAGE));
  // The tag has 16 bits for each of its numbers; a number of pages that is 0 is not known there either.
  constexpr uint32_t kMax = 0xffff;
  if (number > kMax) return;
  const uint32_t count = job.frame_count <= kMax ? job.frame_count : 0;
  const uint16_t numbers[] = {static_cast<uint16_t>(number), static_cast<uint16_t>(count)};
  page->push_back(Shorts(TIFFTAG_PAGENUMBER, numbers));
}

// The share of the work that is done before this page; where nobody knows how much it is, it still rises.
double ShareBefore(const EncodeJob& job, uint32_t page) {
  return job.frame_count == 0 ? 1 - 1 / (1.0 + page) : static_cast<double>(page) / job.frame_count;
}

// The strips of the job's rows.
Status WriteStrips(const EncodeJob& job, const Options& options, uint32_t number, FileWriter* file) {
  const uint32_t rows_per_strip = RowsPerStrip(job.info, options);
  StripCoder coder;
  Status status = coder.Start(job.info, rows_per_strip, options.compression, ChoosePredictor(job, options),
                              options.compression_level.value_or(kDefaultLevel));
  if (!status.ok()) return status;
  const uint32_t rows = job.stripe ? job.stripe->end - job.stripe->begin : job.info.height;
  status = file->BeginPage(rows / rows_per_strip + (rows % rows_per_strip != 0));
  if (!status.ok()) return status;
  return ForEachBand(job, rows_per_strip, ShareBefore(job, number), ShareBefore(job, number + 1),
                     [&](uint32_t, uint32_t count, const uint8_t* band) { return file->WriteStrip(coder.Compress(band, count)); });
}

Status WriteDirectory(const EncodeJob& job, const Options& options, const Directory& exif, uint32_t number, FileWriter* file) {
  Directory page = LayoutOf(job, options);
  AddPageNumber(job, number, &page);
  AddPageMetadata(job.metadata, options.resolution_unit, &page);
  if (number == 0) AddFileMetadata(job.metadata, exif, &page);
  return file->EndPage(std::move(page));
}

// `job` is that of one page.
Status WritePage(const EncodeJob& job, const Options& options, const Directory& exif, uint32_t number, FileWriter* file) {
  if (Status status = WriteStrips(job, options, number, file); !status.ok()) return status;
  return WriteDirectory(job, options, exif, number, file);
}

// The strips of a stripe, or behind all of them the directory.
Status WriteStripe(const EncodeJob& job, const Options& options, const Directory& exif, FileWriter* file) {
  if (job.stripe->is_end()) {
    if (Status status = file->Resume(job.stripe->summaries); !status.ok()) return status;
    return WriteDirectory(job, options, exif, 0, file);
  }
  if (job.stripe->begin == 0) {
    if (Status status = file->WriteHeader(); !status.ok()) return status;
  }
  if (Status status = WriteStrips(job, options, 0, file); !status.ok()) return status;
  job.stripe->summary.assign(file->sizes().begin(), file->sizes().end());
  return Ok();
}

Status CheckPageCount(const EncodeJob& job, uint32_t page, bool more) {
  // libtiff reads no more.
  constexpr uint32_t kMaxPages = 1 << 20;
  const std::string pages = job.frame_count == 0 ? "at most " + std::to_string(kMaxPages) : std::to_string(job.frame_count);
  const bool right = job.frame_count == 0 ? page < kMaxPages || !more : more == (page < job.frame_count);
  if (right && job.frame_count <= kMaxPages) return Ok();
  return Mismatch(Code::kInvalidImage, "tiff pages", pages, (more ? "more than " : "") + std::to_string(page));
}

Status EncodeTiff(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  Directory exif;
  if (Status status = ReadExif(job.metadata, &exif); !status.ok()) return status;
  if (Status status = CheckTexts(job.metadata); !status.ok()) return status;
  if (Status status = Check(job, options); !status.ok()) return status;
  FileWriter file(job.sink);
  if (job.stripe) return WriteStripe(job, options, exif, &file);
  if (Status status = file.WriteHeader(); !status.ok()) return status;
  if (Status status = WritePage(job, options, exif, 0, &file); !status.ok()) return status;
  for (uint32_t page = 1;; ++page) {
    Frame frame;
    if (Status status = job.following.Next(&frame); !status.ok()) return status;
    if (Status status = CheckPageCount(job, page, frame.rows != nullptr); !status.ok()) return status;
    if (!frame.rows) break;
    const EncodeJob next{frame.info, *frame.rows,  0,           job.following, job.frame_count,
                         nullptr,    job.metadata, job.options, job.sink,      job.progress};
    if (Status status = Check(next, options); !status.ok()) return status;
    if (Status status = WritePage(next, options, exif, page, &file); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace

extern const Encoder kEncoder = {
    kFormat, kDepths, kChannels, false, Sequence::kPages, kMetadata, kOptions, MakeOptions<Options>, Libraries, EncodeTiff, StripeRows,
};

}  // namespace imwrite::tiff
