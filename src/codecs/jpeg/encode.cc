// The JPEG encoder: gray, RGB or CMYK in; JFIF out, or Adobe's JPEG for RGB and CMYK components. By
// libjpeg-turbo, or by jpegli in a module of its own.
#include <jversion.h>

#include "src/codecs/jpeg/jpegli.h"
#include "src/codecs/jpeg/metadata.h"
#include "src/codecs/jpeg/options.h"
#include "src/codecs/jpeg/turbo.h"

namespace imwrite::jpeg {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {1, 3};
constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "iptc", "dpi", "text"};
constexpr std::string_view kKeywords[] = {kCommentKeyword};
constexpr std::string_view kOpenCvExtensions[] = {"jpeg", "jpg", "jpe"};

std::span<const Library> EncoderLibraries() {
  static const Library kLibraries[] = {Libraries()[0], {"jpegli", JPEGLI_VERSION}};
  return kLibraries;
}

Status EncodeJpeg(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  if (Status status = CheckOptions(job.info, options); !status.ok()) return status;
  // When lossless, libjpeg chooses the header itself.
  const ColorSpace space = ColorSpaceOf(job.info, options);
  Status status = CheckMetadata(
      job.metadata, options.lossless ? space == ColorSpace::kGray : space != ColorSpace::kRgb);
  if (!status.ok() || (job.stripe && job.stripe->is_trailer())) return status;
  return options.encoder == EncoderKind::kJpegli ? EncodeJpegli(job, options)
                                                 : EncodeTurbo(job, options);
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kNone,
    .metadata = {.kinds = kMetadata,
                 .min_dpi = 0.5,
                 .max_dpi = 65535,
                 .keywords = kKeywords,
                 .max_exif_bytes = kMaxExif,
                 .max_text_bytes = kMaxSegment},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = EncoderLibraries,
    .encode = EncodeJpeg,
    .opencv_extensions = kOpenCvExtensions,
    .stripes = StripesOf,
    .takes_cmyk = true,
    .option_sample_types = SampleTypesFor,
    .precision = PrecisionTaken,
};

}  // namespace imwrite::jpeg
