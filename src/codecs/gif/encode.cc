// The GIF encoder: at most 256 colors per image, selected for it; pixels are opaque or transparent.
#include "src/codecs/gif/animation.h"
#include "src/option-table.h"

namespace imwrite::gif {
namespace {

constexpr DescribedOption kTable[] = {
    Integer<&Options::colors>("colors", 2, 256,
                              "At most this many colors per image. Exact if the image has no more.")
        .Common()
        .Size(SizeRole::kSearched),
    Number<&Options::error_diffusion>(
        "errorDiffusion", 0, 1, "Strength of Floyd–Steinberg error diffusion; 0 turns it off.", "1")
        .Common(),
    Integer<&Options::alpha_threshold>(
        "alphaThreshold", 0, 255,
        "Pixels with alpha below this become transparent, all others opaque.")
        .Common(),
    Boolean<&Options::global_palette>(
        "globalPalette", "All frames of an animation share the palette of the first one."),
    Boolean<&Options::interlaced>("interlaced", "Rows in four passes, coarse to fine."),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {3, 4};
// Viewers heed no profile.
constexpr std::string_view kMetadata[] = {"xmp", "text"};
constexpr std::string_view kKeywords[] = {"Comment"};
constexpr std::string_view kOpenCvExtensions[] = {"gif"};

// Reads the image twice: for its colors, and for its pixels.
Status EncodeStill(const EncodeJob& job, const Options& options) {
  const ImageInfo& info = job.info;
  std::vector<Rgba> row(info.width);
  const uint32_t band_rows = BandRows(info);
  const uint8_t* band = nullptr;
  const ColorRow rows = [&](uint32_t y, const Rgba** colors) {
    if (y % band_rows == 0) {
      const uint32_t count = std::min(band_rows, info.height - y);
      if (Status status = job.rows.Read(y, count, &band); !status.ok()) return status;
    }
    quantizer::ToColors(band + y % band_rows * info.row_bytes(), info.width, info.channels,
                        row.data());
    for (Rgba& color : row) color = WithoutTranslucency(color, options.alpha_threshold);
    *colors = row.data();
    return Ok();
  };
  Palette palette;
  if (Status status = SelectColors(rows, info.width, info.height, options, false, &palette);
      !status.ok())
    return status;
  if (!WriteHead(job, palette.colors())) return Aborted();
  const ImageHead head = {.area = {0, 0, info.width, info.height},
                          .transparent_index = TransparentIndex(palette.colors()),
                          .interlaced = options.interlaced};
  if (Status status = WriteImage(rows, head, palette, options, job.sink, job.progress);
      !status.ok())
    return status;
  return WriteTrailer(job.sink) ? Ok() : Aborted();
}

Status EncodeGif(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  if (!job.animation) return EncodeStill(job, options);
  if (job.animation->loop_count > kMaxLoops) {
    return MismatchOf("loop", Code::kInvalidOption, "gif animation, option 'loop'",
                      "at most " + std::to_string(kMaxLoops),
                      std::to_string(job.animation->loop_count));
  }
  return EncodeAnimation(job, options);
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kAnimation,
    .metadata = {.kinds = kMetadata, .keywords = kKeywords},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .encode = EncodeGif,
    .opencv_extensions = kOpenCvExtensions,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::gif
