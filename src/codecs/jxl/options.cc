#include "src/codecs/jxl/options.h"

#include "src/option-table.h"

namespace imwrite::jxl {
namespace {

constexpr int kLossyEffort = 3;

constexpr DescribedOption kTable[] = {
    Integer<&Options::effort>(
        "effort", 1, 9,
        "1 is fastest, 9 smallest and slowest. With loss up to 5: 3 is best for photographs, 4 and "
        "5 for drawings and screenshots.",
        "3 with quality, distance, progressive or decodingSpeed, otherwise 1")
        .Common()
        .InModuleFrom("extended", 2)
        .Slower(100)
        .Excludes(Below("quality", 100))
        .For("6", "7", "8", "9")
        .Excludes(IsSet("distance"))
        .For("6", "7", "8", "9"),
    Integer<&Options::quality>(
        "quality", 1, 100,
        "Lossy below 100: higher is better and larger. 90 is distance 1, where hardly anybody sees "
        "a difference.",
        "lossless")
        .Common()
        .InModule("extended")
        .Slower(2.5)
        .Size(SizeRole::kSearched, 2, 0.05)
        .Excludes("distance"),
    Number<&Options::distance>(
        "distance", 0, 25,
        "Lossy above 0, by libjxl's measure of the loss that is seen: 1 is just none, 0.5 to 3 is "
        "usual.",
        "lossless")
        .InModule("extended")
        .Slower(2.5)
        .Size(SizeRole::kRival),
    Boolean<&Options::progressive>(
        "progressive",
        "Viewers can show the picture coarsely before all of it is there. Without loss files are "
        "much larger for it.")
        .Common()
        .InModule("extended")
        .Slower(3)
        .Excludes(Is("effort", "1")),
    Integer<&Options::decoding_speed>(
        "decodingSpeed", 0, 4, "Higher values decode faster, at some cost in size or quality.")
        .InModule("extended")
        .Slower(3)
        .Excludes(Is("effort", "1")),
};
constexpr auto kOptionArray = WithoutHelp(kTable);
constexpr auto kRuleArray = RulesOf<kTable>();

// As cjxl and OpenCV have it.
float DistanceOf(int quality) {
  if (quality >= 100) return 0;
  const double q = quality;
  return static_cast<float>(q >= 30 ? 0.1 + (100 - q) * 0.09
                                    : 53.0 / 3000 * q * q - 23.0 / 20 * q + 25);
}

}  // namespace

constexpr std::span<const Option> kOptions = kOptionArray;
constexpr std::span<const OptionRule> kRules = kRuleArray;
extern const OptionTable kEncoderTable = kTable;

Settings SettingsOf(const Options& options) {
  // Smaller distances are taken for this one.
  constexpr float kLeastLoss = 0.01f;
  Settings settings{.effort = options.effort.value_or(1),
                    .distance = 0,
                    .progressive = options.progressive,
                    .decoding_speed = options.decoding_speed};
  if (options.quality) settings.distance = DistanceOf(*options.quality);
  if (options.distance) settings.distance = static_cast<float>(*options.distance);
  if (settings.distance > 0) settings.distance = std::max(settings.distance, kLeastLoss);
  const bool asks = settings.distance > 0 || options.progressive || options.decoding_speed > 0;
  if (!options.effort && asks) settings.effort = kLossyEffort;
  return settings;
}

std::span<const SampleType> SampleTypesFor(const void* options) {
  static constexpr SampleType kAll[] = {SampleType::kU8, SampleType::kU16, SampleType::kF32};
  const std::span<const SampleType> all(kAll);
  // The fast coder has no floats.
  return SettingsOf(*static_cast<const Options*>(options)).fast() ? all.first(2) : all;
}

}  // namespace imwrite::jxl
