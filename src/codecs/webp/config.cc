#include "src/codecs/webp/config.h"
#include "src/option-table.h"

namespace imwrite::webp {
namespace {

constexpr std::string_view kPresets[] = {"default", "picture", "photo", "drawing", "icon", "text"};
constexpr std::string_view kImageHints[] = {"default", "picture", "photo", "graph"};
constexpr std::string_view kFilterTypes[] = {"simple", "strong"};
constexpr std::string_view kAlphaFilterings[] = {"none", "fast", "best"};

constexpr DescribedOption kTable[] = {
    Integer<&Options::quality>("quality", 0, 100, "Lossy: higher is better and larger. Lossless: higher is smaller and slower."),
    Slower(6, Boolean<&Options::lossless>("lossless", "Every pixel exactly as given.")),
    Slower(6, Integer<&Options::near_lossless>("nearLossless", 0, 100,
                                               "Lossless after small changes that help compression: 0 changes most, 100 nothing.",
                                               "off; a value implies lossless")),
    Slower(2.5, Integer<&Options::method>(
                    "method", 0, 6,
                    "Effort: 0 is fastest, 6 is smallest. Lossless at 0 is a coder of our own, on which quality has no effect.")),
    Integer<&Options::alpha_quality>("alphaQuality", 0, 100, "Lossy: quality of the alpha plane; 100 keeps it exact."),
    Boolean<&Options::exact>("exact", "Keep the colour of fully transparent pixels.", "on when lossless, off with nearLossless"),
    Choice<&Options::preset>("preset", kPresets,
                             "Lossy: what the picture is, which sets segments, snsStrength, filterStrength, filterSharpness and "
                             "preprocessing where they are not given."),
    Choice<&Options::image_hint>("imageHint", kImageHints, "What the picture is; libwebp plans its memory with it, the file is the same."),
    Slower(8, Integer<&Options::target_size>(
                  "targetSize", 1, 2147483647,
                  "Lossy: the bytes aimed at, by a search for the quality in `pass` steps; of each frame of an animation.", "off")),
    Slower(8, Integer<&Options::target_psnr>("targetPsnr", 1, 99,
                                             "Lossy: the likeness in dB aimed at, by a search for the quality in `pass` steps.", "off")),
    Integer<&Options::segments>("segments", 1, 4, "Lossy: how many kinds of areas may have a quality of their own.", "4, or the preset's"),
    Integer<&Options::sns_strength>("snsStrength", 0, 100, "Lossy: how many bits go from busy areas, where errors hide, to smooth ones.",
                                    "50, or the preset's"),
    Integer<&Options::filter_strength>("filterStrength", 0, 100, "Lossy: smoothing of block edges; 0 is none.", "60, or the preset's"),
    Integer<&Options::filter_sharpness>("filterSharpness", 0, 7, "Lossy: 7 smooths the least across sharp edges.", "0, or the preset's"),
    Choice<&Options::filter_type>("filterType", kFilterTypes, "Lossy: the smoothing; simple leaves colour alone and decodes faster."),
    Slower(8, Boolean<&Options::autofilter>("autofilter", "Lossy: look for the best filterStrength around the given one; slow.")),
    Boolean<&Options::alpha_compression>("alphaCompression", "Lossy: compress the alpha plane."),
    Choice<&Options::alpha_filtering>("alphaFiltering", kAlphaFilterings, "Lossy: prediction within the alpha plane; best tries all."),
    Slower(12, Integer<&Options::pass>("pass", 1, 10, "Lossy: passes over the picture, for its statistics or the search.",
                                       "1; 6 with targetSize or targetPsnr")),
    Integer<&Options::preprocessing>("preprocessing", 0, 3, "Lossy: 1 smooths the segments' borders, 2 dithers the colour, 3 does both.",
                                     "0, or the preset's"),
    Integer<&Options::partitions>("partitions", 0, 3, "Lossy: 2 to this power parts, which a decoder may read at the same time."),
    Integer<&Options::partition_limit>("partitionLimit", 0, 100,
                                       "Lossy: quality to give up so that the modes of a large picture fit into 512 KiB."),
    Boolean<&Options::emulate_jpeg_size>("emulateJpegSize", "Lossy: quality means about the size that a JPEG of that quality has."),
    Boolean<&Options::low_memory>("lowMemory", "Lossy: less memory, more time, slightly other bytes.",
                                  "off; partitions imply it from method 3 on"),
    Slower(2, Boolean<&Options::use_sharp_yuv>("useSharpYuv",
                                               "Lossy: slow conversion to YUV that keeps thin coloured lines and letters sharp.")),
    Integer<&Options::qmin>("qmin", 0, 100, "Lossy: the lowest quality allowed."),
    Integer<&Options::qmax>("qmax", 0, 100, "Lossy: the highest quality allowed."),
};
constexpr auto kChecked = WithoutHelp(kTable);

Status Refuse(std::string_view option, std::string_view expected, std::string_view actual) {
  Status status = Mismatch(Code::kInvalidOption, "webp option '" + std::string(option) + "'", std::string(expected), std::string(actual));
  status.option = option;
  return status;
}

// The first option for lossy files alone that asks for something; empty when there is none.
std::string_view FirstLossy(const Options& options) {
  const Options initial;
  const std::pair<std::string_view, bool> asked[] = {
      {"preset", options.preset != initial.preset},
      {"targetSize", options.target_size.has_value()},
      {"targetPsnr", options.target_psnr.has_value()},
      {"segments", options.segments.has_value()},
      {"snsStrength", options.sns_strength.has_value()},
      {"filterStrength", options.filter_strength.has_value()},
      {"filterSharpness", options.filter_sharpness.has_value()},
      {"filterType", options.filter_type != initial.filter_type},
      {"autofilter", options.autofilter},
      {"alphaCompression", !options.alpha_compression},
      {"alphaFiltering", options.alpha_filtering != initial.alpha_filtering},
      {"pass", options.pass.has_value()},
      {"preprocessing", options.preprocessing.has_value()},
      {"partitions", options.partitions > 0},
      {"partitionLimit", options.partition_limit > 0},
      {"emulateJpegSize", options.emulate_jpeg_size},
      {"lowMemory", options.low_memory.has_value()},
      {"useSharpYuv", options.use_sharp_yuv},
      {"qmin", options.qmin != initial.qmin},
      {"qmax", options.qmax != initial.qmax},
  };
  for (const auto& [name, is_asked] : asked) {
    if (is_asked) return name;
  }
  return {};
}

// From here on libwebp keeps its symbols in memory, and then in one partition.
constexpr int kFirstMethodWithTokens = 3;

Status Check(const Options& options, const WebPConfig& config) {
  if (config.exact && config.near_lossless < 100) return Refuse("exact", "false together with nearLossless", "true");
  if (config.lossless) {
    const std::string_view name = FirstLossy(options);
    return name.empty() ? Ok() : Refuse(name, "a lossy file", "a lossless one");
  }
  if (options.target_size && options.target_psnr) return Refuse("targetPsnr", "no targetSize beside it", "both");
  if (options.qmin > options.qmax) return Refuse("qmin", "at most qmax, " + std::to_string(options.qmax), std::to_string(options.qmin));
  if (options.use_sharp_yuv && options.preprocessing.value_or(0) & 2)
    return Refuse("preprocessing", "no dithering together with useSharpYuv", std::to_string(*options.preprocessing));
  if (options.partitions > 0 && config.method >= kFirstMethodWithTokens && !config.low_memory)
    return Refuse("partitions", "0 without lowMemory and from method 3 on", std::to_string(options.partitions));
  const bool filters = config.filter_strength > 0 || config.autofilter;
  if (!filters && options.filter_sharpness.value_or(0) > 0)
    return Refuse("filterSharpness", "0 without filterStrength", std::to_string(*options.filter_sharpness));
  if (!filters && options.filter_type != FilterType::kStrong) return Refuse("filterType", "'strong' without filterStrength", "'simple'");
  return Ok();
}

}  // namespace

constexpr std::span<const Option> kOptions = kChecked;
extern const OptionTable kEncoderTable = kTable;

Status MakeConfig(const Options& options, WebPConfig* config) {
  if (!WebPConfigPreset(config, options.preset, static_cast<float>(options.quality))) {
    return Error(Code::kInternal, "webp: the configuration was refused");
  }
  config->method = options.method;
  config->alpha_quality = options.alpha_quality;
  config->lossless = options.lossless || options.near_lossless;
  config->near_lossless = options.near_lossless.value_or(100);
  config->exact = options.exact.value_or(config->lossless && config->near_lossless == 100);
  config->image_hint = options.image_hint;
  config->target_size = options.target_size.value_or(0);
  config->target_PSNR = static_cast<float>(options.target_psnr.value_or(0));
  config->segments = options.segments.value_or(config->segments);
  config->sns_strength = options.sns_strength.value_or(config->sns_strength);
  config->filter_strength = options.filter_strength.value_or(config->filter_strength);
  config->filter_sharpness = options.filter_sharpness.value_or(config->filter_sharpness);
  config->filter_type = static_cast<int>(options.filter_type);
  config->autofilter = options.autofilter;
  config->alpha_compression = options.alpha_compression;
  config->alpha_filtering = static_cast<int>(options.alpha_filtering);
  config->pass = options.pass.value_or(options.target_size || options.target_psnr ? 6 : 1);
  config->preprocessing = options.preprocessing.value_or(config->preprocessing);
  config->partitions = options.partitions;
  config->partition_limit = options.partition_limit;
  config->emulate_jpeg_size = options.emulate_jpeg_size;
  config->low_memory = options.low_memory.value_or(options.partitions > 0 && options.method >= kFirstMethodWithTokens);
  config->use_sharp_yuv = options.use_sharp_yuv;
  config->qmin = options.qmin;
  config->qmax = options.qmax;
  if (Status status = Check(options, *config); !status.ok()) return status;
  return WebPValidateConfig(config) ? Ok() : Error(Code::kInternal, "webp: the configuration was refused");
}

}  // namespace imwrite::webp
