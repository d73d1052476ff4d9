// The TIFF encoder: gray, gray + alpha, RGB and RGBA of every sample type, or indices of colors,
// in strips or tiles, little endian; several frames are pages, each of which may have levels of
// fewer pixels.
#include <libdeflate.h>

#include "src/codecs/tiff/file.h"
#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/metadata.h"
#include "src/codecs/tiff/options.h"
#include "src/codecs/tiff/page.h"
#include "src/codecs/tiff/pyramid.h"
#include "src/codecs/tiff/tags.h"
#include "src/exif.h"
#include "src/option-table.h"

namespace imwrite::tiff {
namespace {

constexpr std::string_view kPredictors[] = {"none", "horizontal", "float"};
constexpr std::string_view kPlanars[] = {"chunky", "planar"};
constexpr std::string_view kSubsamplings[] = {"4:4:4", "4:2:0"};
constexpr std::string_view kBitDepths[] = {"1", "2", "4"};
constexpr std::string_view kExtraSamples[] = {"alpha", "unspecified", "premultiplied", "none"};
constexpr std::string_view kResolutionUnits[] = {"none", "inch", "centimeter"};

// One sample a pixel, of a byte.
constexpr DescribedOption ForBytesOfGray(const DescribedOption& option) {
  return option.Needs(Pixels("gray")).Needs(HasSampleType("uint8")).Needs(Not(HasExtraChannels()));
}

constexpr Condition kFax = Is("compression", "ccitt-g3", "ccitt-g4");

constexpr DescribedOption kTable[] = {
    Choice<&Options::compression>(
        "compression", kCompressions,
        "Compression. Lossless, except jpeg, for 8-bit gray and RGB, and sgilog, which stores "
        "float RGB as 16-bit log luminance and 16-bit color. The fax codecs, ccitt-g3 and "
        "ccitt-g4, store one bit per pixel.")
        .Common()
        .InModule("jpeg", "jpeg")
        .Excludes(Not(HasSampleType("float32")))
        .For("sgilog")
        .Excludes(Not(Pixels("rgb")))
        .For("sgilog")
        .Excludes(HasExtraChannels())
        .For("sgilog")
        .Excludes(Not(HasSampleType("uint8")))
        .For("ccitt-g3", "ccitt-g4")
        .Excludes(Not(Pixels("gray")))
        .For("ccitt-g3", "ccitt-g4")
        .Excludes(HasExtraChannels())
        .For("ccitt-g3", "ccitt-g4"),
    Choice<&Options::predictor>(
        "predictor", kPredictors,
        "Stores differences between neighboring samples (float: between their bytes), which "
        "compress better.",
        "horizontal for 8- and 16-bit integers, except indices, if the compression has predictors; "
        "none for other samples, which ImageJ misreads")
        .Excludes(Not(Is("compression", "lzw", "deflate")))
        .ForOther("none")
        .Excludes("bitDepth")
        .ForOther("none")
        .Excludes(Not(HasSampleType("float32", "float64")))
        .For("float"),
    Integer<&Options::compression_level>("compressionLevel", 1, 12, "Higher is smaller and slower.",
                                         "2")
        .Common()
        .Slower(15)
        .Needs(Is("compression", "deflate")),
    Integer<&Options::quality>("quality", 0, 100,
                               "Quality of JPEG compression: higher is better and larger.", "95")
        .Common()
        .Needs(Is("compression", "jpeg")),
    Choice<&Options::chroma_subsampling>(
        "chromaSubsampling", kSubsamplings,
        "Resolution of chroma against luma: full (4:4:4), or half the width and height (4:2:0).",
        "4:2:0")
        .Needs(Is("compression", "jpeg"))
        .IdleWhen(Pixels("gray")),
    Integer<&Options::rows_per_strip>("rowsPerStrip", 1, 4294967295.0,
                                      "Rows per strip, which is compressed as a unit and held in "
                                      "memory; a multiple of 16 for JPEG.",
                                      "as many as fit in 256 KiB")
        .Excludes("tileWidth")
        .Excludes("tileHeight"),
    Integer<&Options::tile_width>("tileWidth", 16, 16384,
                                  "Width of tiles, instead of strips; a multiple of 16.",
                                  "256 if tileHeight is set"),
    Integer<&Options::tile_height>("tileHeight", 16, 16384,
                                   "Height of tiles, which are held in memory; a multiple of 16.",
                                   "256 if tileWidth is set"),
    Choice<&Options::planar>(
        "planarConfiguration", kPlanars,
        "Stores the samples of a pixel together, or each channel as a separate plane.")
        .Excludes(Is("compression", "jpeg", "sgilog"))
        .For("planar"),
    ForBytesOfGray(
        Choice<&Options::bit_depth>("bitDepth", kBitDepths,
                                    "Stores 8-bit gray in fewer bits per pixel. 1: 0 is black, "
                                    "everything else white; 2 and 4 are exact, samples must be "
                                    "multiples of 85 or 17. With a colorTable, the bits per index.",
                                    "1 for ccitt-g3 and ccitt-g4, otherwise as in the image"))
        .Excludes(Is("compression", "jpeg", "sgilog"))
        .Excludes(kFax)
        .ForOther("1"),
    ForBytesOfGray(
        TablesOption<&Options::color_table>("colorTable", 256, 0, 255,
                                            "Palette, [r, g, b] per color, for 8-bit images of one "
                                            "channel whose samples are indices into it.",
                                            "none"))
        .Excludes(Is("compression", "jpeg", "sgilog", "ccitt-g3", "ccitt-g4")),
    Boolean<&Options::big_tiff>(
        "bigTiff",
        "Writes BigTIFF, which may be larger than 4 GiB, but which some readers do not support.",
        "true if the file might become too large otherwise, or tags need it"),
    Choice<&Options::resolution_unit>(
        "resolutionUnit", kResolutionUnits,
        "Unit of the stored resolution; none stores numbers without a unit.",
        "inch if there is a resolution"),
    Choice<&Options::extra_samples>("extraSamples", kExtraSamples,
                                    "How alpha is labeled: straight, which some readers multiply "
                                    "in; unspecified data; premultiplied, which multiplies and "
                                    "rounds colors; or not at all (none), as in OpenCV's files.")
        .Excludes(HasSampleType("int8", "int16", "int32"))
        .For("premultiplied")
        .When(Pixels("gray-alpha", "rgba"))
        .IdleWhen(Not(Pixels("gray-alpha", "rgba"))),
    Boolean<&Options::pyramid>(
        "pyramid",
        "Adds reduced-resolution levels (SubIFDs) to each page, each half the size of the one "
        "before, down to one tile, for viewers of large images. Stored in tiles unless "
        "rowsPerStrip is set. Disables multi-worker encoding.")
        .Common()
        .InModule("jpeg")
        .Slower(1.6)
        .Excludes("colorTable")
        .Excludes("bitDepth")
        .Excludes(Is("compression", "ccitt-g3", "ccitt-g4", "sgilog")),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kU8,  SampleType::kU16, SampleType::kF32,
                                       SampleType::kS8,  SampleType::kS16, SampleType::kU32,
                                       SampleType::kS32, SampleType::kF64};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
// JPEG has 8 bits and no alpha.
constexpr SampleType kJpegSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kJpegChannels[] = {1, 3};

std::span<const SampleType> SampleTypesFor(const void* options) {
  return IsJpeg(*static_cast<const Options*>(options))
             ? std::span<const SampleType>(kJpegSampleTypes)
             : kSampleTypes;
}

std::span<const uint8_t> ChannelsFor(const void* options) {
  return IsJpeg(*static_cast<const Options*>(options)) ? std::span<const uint8_t>(kJpegChannels)
                                                       : kChannels;
}

constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "iptc", "dpi", "text", "tags"};
constexpr std::string_view kOpenCvExtensions[] = {"tiff", "tif"};

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libdeflate", LIBDEFLATE_VERSION_STRING}};
  return kLibraries;
}

constexpr uint64_t kStripePixels = 1 << 20;

// A stripe is some strips, or rows of tiles. A level's rows are made of those of several.
Stripes StripesOf(const ImageInfo& info, const void* given) {
  const auto& options = *static_cast<const Options*>(given);
  if (HasLevels(options)) return {};
  const uint64_t band_rows = MakeSegmentGrid(info, options).rows;
  const uint64_t rows = band_rows * std::max<uint64_t>(1, kStripePixels / (band_rows * info.width));
  return {rows < info.height ? static_cast<uint32_t>(rows) : 0};
}

// The segments of the job's rows.
Status WriteSegments(const EncodeJob& job, const Options& options, uint32_t number,
                     Pyramid* pyramid, FileWriter* file) {
  const uint32_t rows = job.stripe ? job.stripe->end - job.stripe->begin : job.info.height;
  if (Status status = pyramid->Start(job.info, options, rows); !status.ok()) return status;
  return ForEachBand(job, pyramid->writer(0).grid().rows, ShareOf(number, job.frame_count),
                     ShareOf(number + 1.0, job.frame_count),
                     [&](uint32_t y, uint32_t count, const uint8_t* band) {
                       return pyramid->Write(y, count, band, file);
                     });
}

Status MakePage(const EncodeJob& job, const Options& options, const Directory& exif,
                uint32_t number, Directory* page) {
  *page = LayoutOf(job.info, options);
  AddPageNumber(job, number, page);
  AddPageMetadata(job.metadata, options.resolution_unit, page);
  if (number == 0) AddFileMetadata(job.metadata, exif, page);
  AddTags(job.metadata, number, page);
  return AddJpegTables(job.info, options, page);
}

// `job` is that of one page.
Status WritePage(const EncodeJob& job, const Options& options, const Directory& exif,
                 uint32_t number, FileWriter* file) {
  Pyramid pyramid;
  if (Status status = WriteSegments(job, options, number, &pyramid, file); !status.ok())
    return status;
  Directory page;
  if (Status status = MakePage(job, options, exif, number, &page); !status.ok()) return status;
  for (size_t level = 1; level < pyramid.size(); ++level) {
    LevelWriter& writer = pyramid.writer(level);
    Status status = file->EndLevel(LevelLayoutOf(pyramid.info(level), options, page), writer.grid(),
                                   &writer.segments());
    if (!status.ok()) return status;
  }
  return file->EndPage(std::move(page), pyramid.writer(0).grid(), &pyramid.writer(0).segments());
}

// The segments of a stripe, or behind all of them the directory.
Status WriteStripe(const EncodeJob& job, const Options& options, const Directory& exif,
                   FileWriter* file) {
  if (job.stripe->is_trailer()) {
    SegmentTable segments;
    if (Status status = file->Resume(job.stripe->summaries, &segments); !status.ok()) return status;
    Directory page;
    if (Status status = MakePage(job, options, exif, 0, &page); !status.ok()) return status;
    return file->EndPage(std::move(page), MakeSegmentGrid(job.info, options), &segments);
  }
  if (job.stripe->begin == 0) {
    if (Status status = file->WriteHeader(); !status.ok()) return status;
  }
  Pyramid page;
  if (Status status = WriteSegments(job, options, 0, &page, file); !status.ok()) return status;
  const auto sizes = page.writer(0).segments().sizes();
  job.stripe->summary.assign(sizes.begin(), sizes.end());
  return Ok();
}

Status EncodeTiff(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  Directory exif;
  if (Status status = ReadExif(job.metadata, &exif); !status.ok()) return status;
  if (Status status = Check(job.info, options); !status.ok()) return status;
  const bool big = IsBig(job, options);
  if (Status status = CheckTags(job, big); !status.ok()) return status;
  FileWriter file(job.sink, big);
  if (job.stripe) return WriteStripe(job, options, exif, &file);
  if (Status status = file.WriteHeader(); !status.ok()) return status;
  if (Status status = WritePage(job, options, exif, 0, &file); !status.ok()) return status;
  for (uint32_t page = 1;; ++page) {
    Frame frame;
    if (Status status = job.following.Next(&frame); !status.ok()) return status;
    if (Status status = CheckPageCount(job, page, frame.rows != nullptr); !status.ok())
      return status;
    if (!frame.rows) break;
    const EncodeJob next{frame.info, *frame.rows,  0,           job.following, job.frame_count,
                         nullptr,    job.metadata, job.options, job.sink,      job.progress};
    if (Status status = Check(next.info, options); !status.ok()) return status;
    if (Status status = WritePage(next, options, exif, page, &file); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = false,
    .sequence = Sequence::kPages,
    .metadata = {.kinds = kMetadata,
                 .min_dpi = kMinExifDpi,
                 .max_dpi = kMaxExifDpi,
                 .keywords = kKeywords,
                 .moves_exif = true},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodeTiff,
    .stores_opaque_alpha = true,
    .opencv_extensions = kOpenCvExtensions,
    .stripes = StripesOf,
    .takes_extra_channels = true,
    .option_sample_types = SampleTypesFor,
    .option_channels = ChannelsFor,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::tiff
