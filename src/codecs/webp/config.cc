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
                               "the start of the search. Lossless: higher is smaller and slower.")
        .Common()
        // Sizes do not quite rise with the quality.
        .Size(SizeRole::kSearched, 3, 0.05)
        .ReplacedWhen(IsSet("targetSize"))
        .ReplacedWhen(IsSet("targetPsnr")),
    Boolean<&Options::lossless>("lossless", "Stores every pixel exactly.")
        .Common()
        .Slower(6)
        .Size(SizeRole::kFixes)
        .IdleWhen(IsSet("nearLossless"))
        .For("false"),
    Integer<&Options::near_lossless>("nearLossless", 0, 100,
                                     "Lossless coding after small changes that help compression: 0 "
                                     "changes the most, 100 nothing.",
                                     "off; a value implies lossless")
        .Common()
        .Slower(6)
        .Size(SizeRole::kFixes),
    Integer<&Options::method>("method", 0, 6,
                              "Effort: 0 is fastest, 6 is smallest. Lossless at 0 uses imwrite's "
                              "own fast coder, on which quality has no effect.")
        .Common()
        .Slower(2.5),
    ForAlpha(Integer<&Options::alpha_quality>("alphaQuality", 0, 100,
                                              "Quality of the alpha plane; 100 is exact."))
        .Common()
        .IdleWhen(IsSet("lossless"))
        .IdleWhen(IsSet("nearLossless")),
    ForAlpha(Boolean<&Options::exact>("exact", "Keeps the color of fully transparent pixels.",
                                      "on if lossless, off with nearLossless"))
        .Excludes(Below("nearLossless", 100))
        .For("true"),
    Lossy(
        Choice<&Options::preset>("preset", kPresets,
                                 "Kind of image, which sets the defaults of segments, snsStrength, "
                                 "filterStrength, filterSharpness and preprocessing.")),
    Choice<&Options::image_hint>(
        "imageHint", kImageHints,
        "Kind of image. libwebp plans its memory by it; the file is the same."),
    Lossy(Integer<&Options::target_size>("targetSize", 1, 2147483647,
                                         "Target size in bytes, of each frame of an animation; the "
                                         "quality is searched in `pass` steps.",
                                         "off"))
        .Slower(8)
        .Size(SizeRole::kRival),
    Lossy(Integer<&Options::target_psnr>(
              "targetPsnr", 1, 99, "Target PSNR in dB; the quality is searched in `pass` steps.",
              "off"))
        .Slower(8)
        .Size(SizeRole::kRival)
        .Excludes("targetSize"),
    Lossy(Integer<&Options::segments>("segments", 1, 4,
                                      "Segments, which may each have a quality of their own.",
                                      "4, or the preset's")),
    Lossy(Integer<&Options::sns_strength>("snsStrength", 0, 100,
                                          "Spatial noise shaping: how strongly bits move from busy "
                                          "areas, which hide errors, to smooth ones.",
                                          "50, or the preset's")),
    Lossy(Integer<&Options::filter_strength>("filterStrength", 0, 100,
                                             "Strength of the deblocking filter; 0 turns it off.",
                                             "60, or the preset's")),
    ForFilter(Lossy(Integer<&Options::filter_sharpness>(
                  "filterSharpness", 0, 7,
                  "Sharpness of the deblocking filter; 7 keeps the most of sharp edges.",
                  "0, or the preset's")),
              "0"),
    ForFilter(Lossy(Choice<&Options::filter_type>(
                  "filterType", kFilterTypes,
                  "Deblocking filter; simple skips chroma and decodes faster.")),
              "strong"),
    Lossy(Boolean<&Options::autofilter>(
              "autofilter", "Searches for the best filterStrength near the given one; slow."))
        .Slower(8),
    ForAlpha(Lossy(
        Boolean<&Options::alpha_compression>("alphaCompression", "Compresses the alpha plane."))),
    ForAlpha(Lossy(Choice<&Options::alpha_filtering>(
        "alphaFiltering", kAlphaFilterings,
        "Predictive filter of the alpha plane; best tries all."))),
    Lossy(Integer<&Options::pass>("pass", 1, 10,
                                  "Passes over the image, for statistics or the search.",
                                  "1; 6 with targetSize or targetPsnr"))
        .Slower(12),
    Lossy(Integer<&Options::preprocessing>(
              "preprocessing", 0, 3, "1 smooths segment borders, 2 dithers colors, 3 does both.",
              "0, or the preset's"))
        .Excludes("useSharpYuv")
        .For("2", "3"),
    Lossy(Integer<&Options::partitions>(
              "partitions", 0, 3,
              "log2 of the number of token partitions, which decoders may read in parallel."))
        .Excludes(Is("lowMemory", "false"))
        .When(Not(Below("method", kFirstMethodWithTokens))),
    Lossy(Integer<&Options::partition_limit>(
        "partitionLimit", 0, 100,
        "Quality to give up so that the prediction modes of a large image fit into 512 KiB.")),
    Lossy(Boolean<&Options::emulate_jpeg_size>(
        "emulateJpegSize", "Makes a quality give about the size of a JPEG of that quality.")),
    Lossy(Boolean<&Options::low_memory>(
        "lowMemory", "Uses less memory and more time; the bytes differ slightly.",
        "off; partitions imply it from method 3 on")),
    Lossy(Boolean<&Options::use_sharp_yuv>(
              "useSharpYuv",
              "Slower conversion to YUV that keeps thin colored lines and text sharp."))
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
