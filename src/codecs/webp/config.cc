#include "src/codecs/webp/config.h"

#include "src/codecs/webp/format.h"
#include "src/option-table.h"

namespace imwrite::webp {
namespace {

constexpr std::string_view kPresets[] = {"default", "picture", "photo", "drawing", "icon", "text"};
constexpr std::string_view kImageHints[] = {"default", "picture", "photo", "graph"};
constexpr std::string_view kFilterTypes[] = {"simple", "strong"};
constexpr std::string_view kAlphaFilterings[] = {"none", "fast", "best"};

// Each of these is off with nearLossless as well, which implies lossless.
constexpr DescribedOption Lossy(const DescribedOption& option) {
  return option.Needs(Not(IsSet("lossless"))).Needs(Not(IsSet("nearLossless")));
}
constexpr DescribedOption ForAlpha(const DescribedOption& option) {
  return option.IdleWhen(Pixels("gray", "rgb"));
}

// What shapes a filter, which these presets leave out.
constexpr DescribedOption ForFilter(const DescribedOption& option, std::string_view without) {
  return option.Excludes(Not(IsSet("autofilter")))
      .ForOther(without)
      .When(Is("filterStrength", "0"))
      .Excludes(Not(IsSet("autofilter")))
      .ForOther(without)
      .When(Not(IsSet("filterStrength")))
      .When(Is("preset", "icon", "text"));
}

// From here on libwebp keeps its symbols in memory, and then in one partition.
constexpr uint16_t kFirstMethodWithTokens = 3;

constexpr DescribedOption kTable[] = {
    Integer<&Options::quality>("quality", 0, 100,
                               "Lossy: higher is better and larger; with targetSize or targetPsnr, "
                               "where their search begins. Lossless: "
                               "higher is smaller and slower.")
        .Common()
        // Sizes do not quite rise with the quality.
        .Size(SizeRole::kSearched, 3, 0.05)
        .ReplacedWhen(IsSet("targetSize"))
        .ReplacedWhen(IsSet("targetPsnr")),
    Boolean<&Options::lossless>("lossless", "Every pixel exactly as given.")
        .Common()
        .Slower(6)
        .Size(SizeRole::kFixes)
        .IdleWhen(IsSet("nearLossless"))
        .For("false"),
    Integer<&Options::near_lossless>(
        "nearLossless", 0, 100,
        "Lossless after small changes that help compression: 0 changes most, 100 nothing.",
        "off; a value implies lossless")
        .Common()
        .Slower(6)
        .Size(SizeRole::kFixes),
    Integer<&Options::method>("method", 0, 6,
                              "Effort: 0 is fastest, 6 is smallest. Lossless at 0 is a coder of "
                              "our own, on which quality has no effect.")
        .Common()
        .Slower(2.5),
    ForAlpha(Integer<&Options::alpha_quality>("alphaQuality", 0, 100,
                                              "Quality of the alpha plane; 100 keeps it exact."))
        .Common()
        .IdleWhen(IsSet("lossless"))
        .IdleWhen(IsSet("nearLossless")),
    ForAlpha(Boolean<&Options::exact>("exact", "Keep the colour of fully transparent pixels.",
                                      "on when lossless, off with nearLossless"))
        .Excludes(Below("nearLossless", 100))
        .For("true"),
    Lossy(Choice<&Options::preset>("preset", kPresets,
                                   "What the picture is, which sets segments, snsStrength, "
                                   "filterStrength, filterSharpness and "
                                   "preprocessing where they are not given.")),
    Choice<&Options::image_hint>(
        "imageHint", kImageHints,
        "What the picture is; libwebp plans its memory with it, the file is the same."),
    Lossy(Integer<&Options::target_size>("targetSize", 1, 2147483647,
                                         "The bytes aimed at, by a search for the quality in "
                                         "`pass` steps; of each frame of an animation.",
                                         "off"))
        .Slower(8)
        .Size(SizeRole::kRival),
    Lossy(Integer<&Options::target_psnr>(
              "targetPsnr", 1, 99,
              "The likeness in dB aimed at, by a search for the quality in `pass` steps.", "off"))
        .Slower(8)
        .Size(SizeRole::kRival)
        .Excludes("targetSize"),
    Lossy(Integer<&Options::segments>("segments", 1, 4,
                                      "How many kinds of areas may have a quality of their own.",
                                      "4, or the preset's")),
    Lossy(Integer<&Options::sns_strength>(
        "snsStrength", 0, 100,
        "How many bits go from busy areas, where errors hide, to smooth ones.",
        "50, or the preset's")),
    Lossy(Integer<&Options::filter_strength>(
        "filterStrength", 0, 100, "Smoothing of block edges; 0 is none.", "60, or the preset's")),
    ForFilter(Lossy(Integer<&Options::filter_sharpness>("filterSharpness", 0, 7,
                                                        "7 smooths the least across sharp edges.",
                                                        "0, or the preset's")),
              "0"),
    ForFilter(Lossy(Choice<&Options::filter_type>(
                  "filterType", kFilterTypes,
                  "The smoothing; simple leaves colour alone and decodes faster.")),
              "strong"),
    Lossy(Boolean<&Options::autofilter>(
              "autofilter", "Look for the best filterStrength around the given one; slow."))
        .Slower(8),
    ForAlpha(Lossy(
        Boolean<&Options::alpha_compression>("alphaCompression", "Compress the alpha plane."))),
    ForAlpha(Lossy(Choice<&Options::alpha_filtering>(
        "alphaFiltering", kAlphaFilterings, "Prediction within the alpha plane; best tries all."))),
    Lossy(Integer<&Options::pass>("pass", 1, 10,
                                  "Passes over the picture, for its statistics or the search.",
                                  "1; 6 with targetSize or targetPsnr"))
        .Slower(12),
    Lossy(Integer<&Options::preprocessing>(
              "preprocessing", 0, 3,
              "1 smooths the segments' borders, 2 dithers the colour, 3 does both.",
              "0, or the preset's"))
        .Excludes("useSharpYuv")
        .For("2", "3"),
    Lossy(Integer<&Options::partitions>(
              "partitions", 0, 3,
              "2 to this power parts, which a decoder may read at the same time."))
        .Excludes(Is("lowMemory", "false"))
        .When(Not(Below("method", kFirstMethodWithTokens))),
    Lossy(Integer<&Options::partition_limit>(
        "partitionLimit", 0, 100,
        "Quality to give up so that the modes of a large picture fit into 512 KiB.")),
    Lossy(Boolean<&Options::emulate_jpeg_size>(
        "emulateJpegSize", "Quality means about the size that a JPEG of that quality has.")),
    Lossy(Boolean<&Options::low_memory>("lowMemory",
                                        "Less memory, more time, slightly other bytes.",
                                        "off; partitions imply it from method 3 on")),
    Lossy(Boolean<&Options::use_sharp_yuv>(
              "useSharpYuv",
              "Slow conversion to YUV that keeps thin coloured lines and letters sharp."))
        .Slower(2),
    Lossy(Integer<&Options::qmin>("qmin", 0, 100, "The lowest quality allowed; at most qmax.")),
    Lossy(Integer<&Options::qmax>("qmax", 0, 100, "The highest quality allowed.")),
};
constexpr auto kOptionArray = WithoutHelp(kTable);
constexpr auto kRuleArray = RulesOf<kTable>();

}  // namespace

constexpr std::span<const Option> kOptions = kOptionArray;
constexpr std::span<const OptionRule> kRules = kRuleArray;
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
  config->low_memory = options.low_memory.value_or(options.partitions > 0 &&
                                                   options.method >= kFirstMethodWithTokens);
  config->use_sharp_yuv = options.use_sharp_yuv;
  config->qmin = options.qmin;
  config->qmax = options.qmax;
  // Two numbers, which no rule of the table compares.
  if (options.qmin > options.qmax) {
    return InvalidOption(kFormat.name, "qmin", "at most qmax, " + std::to_string(options.qmax),
                         std::to_string(options.qmin));
  }
  return WebPValidateConfig(config) ? Ok()
                                    : Error(Code::kInternal, "webp: the configuration was refused");
}

}  // namespace imwrite::webp
