// The JPEG XL encoder: gray, gray + alpha, RGB and RGBA; without loss by a coder of its own where
// it has to be fast, with loss and smaller by all of libjxl's encoder, which is in a module of its
// own.
#include "src/cicp.h"
#include "src/codecs/jxl/color.h"
#include "src/codecs/jxl/extended.h"
#include "src/codecs/jxl/fast.h"
#include "src/codecs/jxl/format.h"
#include "src/codecs/jxl/options.h"
#include "src/exif.h"
#include "src/precision.h"

namespace imwrite::jxl {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8, SampleType::kU16};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "cicp"};
constexpr std::string_view kOpenCvExtensions[] = {"jxl"};

Status EncodeJxl(const EncodeJob& job) {
  if (Status status = CheckCicp(kFormat, job.metadata, kCicpPrimaries, kCicpTransfers);
      !status.ok())
    return status;
  Settings settings = SettingsOf(*static_cast<const Options*>(job.options));
  // The fast coder has no frames: all of libjxl's lowest effort is the next one.
  if (job.animation && settings.fast()) settings.effort = 2;
  return settings.fast() ? EncodeFast(job) : EncodeExtended(job, settings);
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = false,
    .sequence = Sequence::kAnimation,
    .metadata = {.kinds = kMetadata,
                 .min_dpi = kMinExifDpi,
                 .max_dpi = kMaxExifDpi,
                 .cicp_primaries = kCicpPrimaries,
                 .cicp_transfers = kCicpTransfers},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodeJxl,
    .stores_opaque_alpha = true,
    .animation_feature = "extended",
    .opencv_extensions = kOpenCvExtensions,
    .option_sample_types = SampleTypesFor,
    .precision = AnyPrecision,
};

}  // namespace imwrite::jxl
