// The AVIF encoder: 8-, 10- and 12-bit gray, RGB and both with alpha, as one AV1 key frame each. It
// holds the whole picture.
#include "src/codecs/avif/av1.h"
#include "src/codecs/avif/container.h"
#include "src/codecs/avif/format.h"
#include "src/codecs/avif/options.h"
#include "src/exif.h"

namespace imwrite::avif {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8, SampleType::kU16};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libaom", AomVersion()}};
  return kLibraries;
}

// sRGB, unless the caller says otherwise; a profile says what these codes leave open.
Status ChooseColor(const EncodeJob& job, const Layout& layout, ColorCodes* color) {
  constexpr uint8_t kUnspecified = 2, kBt709 = 1, kSrgb = 13, kBt601 = 6, kBt2020 = 9;
  *color = job.metadata.icc.empty() ? ColorCodes{kBt709, kSrgb, kBt601}
                                    : ColorCodes{kUnspecified, kUnspecified, kBt601};
  if (job.metadata.cicp) {
    const auto& [primaries, transfer, matrix, full_range] = *job.metadata.cicp;
    *color = {primaries, transfer, matrix};
    if (full_range != 1)
      return InvalidMetadata(kFormat.name, "cicp", "full range (1)", std::to_string(full_range));
    // 0 says that the samples are red, green and blue, which they are before the encoder takes
    // them.
    if (matrix == 0 || matrix == kUnspecified)
      color->matrix = primaries == kBt2020 ? kBt2020 : kBt601;
  }
  if (layout.identity) color->matrix = 0;
  if (!WeightsOf(color->matrix))
    return InvalidMetadata(kFormat.name, "cicp", "a matrix of 0, 1, 2, 5, 6 or 9",
                           std::to_string(color->matrix));
  return Ok();
}

// A picture of 12 megapixels took 17 bytes a sample at 4:2:0, 25 with 10 bits, and less at 4:4:4;
// what needs more than WebAssembly has fails before it is worked on.
Status CheckMemory(const ImageInfo& info, const Layout& layout) {
  const uint64_t sample_bytes = layout.bits > 8 ? 28 : 20;
  const uint64_t pixels = uint64_t{info.width} * info.height;
  const uint64_t halves = layout.gray ? 3 : layout.shift_y ? 3 : layout.shift_x ? 4 : 6;
  const uint64_t bytes = pixels * halves / 2 * sample_bytes;
  constexpr uint64_t kMost = uint64_t{4} << 30;
  if (bytes <= kMost) return Ok();
  return Mismatch(
      Code::kImageTooLarge, "avif picture",
      "at most " + std::to_string(kMost * pixels / bytes / 1'000'000) + " megapixels of this kind",
      std::to_string(info.width) + " × " + std::to_string(info.height));
}

Status EncodeAvif(const EncodeJob& job) {
  // How far the progress has come when the rows are in.
  constexpr double kReadShare = 0.1;
  constexpr double kColorShare = 0.8;
  const Options& options = *static_cast<const Options*>(job.options);
  const Layout layout = LayoutOf(job.info, options);
  File file{.info = job.info,
            .layout = layout,
            .color = {},
            .picture = {},
            .alpha = {},
            .metadata = job.metadata,
            .max_content_light = options.max_content_light,
            .max_average_light = options.max_average_light};
  if (Status status = ChooseColor(job, layout, &file.color); !status.ok()) return status;
  if (Status status = CheckMemory(job.info, layout); !status.ok()) return status;

  PictureParts parts;
  if (Status status = ReadPlanes(job, layout, *WeightsOf(file.color.matrix), kReadShare, &parts);
      !status.ok())
    return status;
  Av1Settings settings{.quality = options.lossless ? std::nullopt : std::optional(options.quality),
                       .speed = options.speed,
                       .tune = options.lossless ? Tune::kPsnr : options.tune,
                       .tile_columns = options.tile_columns,
                       .tile_rows = options.tile_rows,
                       .primaries = file.color.primaries,
                       .transfer = file.color.transfer,
                       .matrix = file.color.matrix};
  if (Status status = EncodeAv1(parts.color.image(), layout, settings, &file.picture.frame,
                                &file.picture.header);
      !status.ok())
    return status;
  if (job.progress && !job.progress(kColorShare)) return Aborted();
  if (parts.has_alpha) {
    const bool exact = options.lossless || options.alpha_quality == 100;
    settings.quality = exact ? std::nullopt : std::optional(options.alpha_quality);
    // The others are about what is seen.
    settings.tune = Tune::kPsnr;
    settings.primaries = settings.transfer = settings.matrix = 2;
    if (Status status = EncodeAv1(parts.alpha.image(), AlphaLayout(layout.bits), settings,
                                  &file.alpha.frame, &file.alpha.header);
        !status.ok())
      return status;
  }
  return WriteFile(file, job.sink);
}

constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "cicp"};
constexpr std::string_view kOpenCvExtensions[] = {"avif"};

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .metadata = {.kinds = kMetadata, .min_dpi = kMinExifDpi, .max_dpi = kMaxExifDpi},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodeAvif,
    .opencv_extensions = kOpenCvExtensions,
    .precision = PrecisionTaken,
};

}  // namespace imwrite::avif
