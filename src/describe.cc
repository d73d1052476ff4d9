#include "src/describe.h"

#include <algorithm>
#include <iterator>

#include "src/decode.h"
#include "src/encode.h"

namespace imwrite {
namespace {

std::string Quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + '"';
}

std::string Number(double value) { return ToText(value); }

template <class Items, class ToJson>
std::string List(const Items& items, ToJson&& to_json) {
  std::string json = "[";
  for (const auto& item : items) json += (json.size() == 1 ? "" : ",") + to_json(item);
  return json + ']';
}

std::string Strings(std::span<const std::string_view> names) { return List(names, Quoted); }

std::string ChoiceJson(std::string_view choice) {
  return IsNumber(choice) ? std::string(choice) : Quoted(choice);
}

std::string Default(const Option& option) {
  const auto initial = option.initial();
  if (!initial) return "null";
  if (option.type == OptionType::kBoolean) return *initial ? "true" : "false";
  if (option.type == OptionType::kChoice)
    return ChoiceJson(option.choices[static_cast<size_t>(*initial)]);
  if (option.type != OptionType::kColor) return Number(*initial);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex = "#";
  for (int shift = 20; shift >= 0; shift -= 4)
    hex += kDigits[static_cast<uint32_t>(*initial) >> shift & 15];
  return Quoted(hex);
}

// A value of a rule as the option or the fact has it.
std::string ValueJson(const Option* option, std::string_view value) {
  if (!option) return IsNumber(value) ? std::string(value) : Quoted(value);
  return option->type == OptionType::kChoice ? ChoiceJson(value) : std::string(value);
}

std::string TestJson(OptionTable table, const Condition& condition) {
  const bool negated = condition.negated;
  if (condition.test == Test::kSet) return negated ? "false" : "true";
  if (condition.test == Test::kBelow)
    return (negated ? "{\"notBelow\":" : "{\"below\":") + std::to_string(condition.bound) + '}';
  const auto option = std::ranges::find(table, condition.option, &Option::name);
  std::string values;
  for (const std::string_view value : std::span(condition.values).first(condition.value_count)) {
    values +=
        (values.empty() ? "" : ",") + ValueJson(option == table.end() ? nullptr : &*option, value);
  }
  return (negated ? "{\"notIn\":[" : "{\"in\":[") + values + "]}";
}

std::string_view SubjectOf(const Condition& condition) {
  constexpr std::string_view kFacts[] = {"image.layout", "image.samples", "image.extraChannels",
                                         "image.animation", "image.precision"};
  return condition.option.empty() ? kFacts[static_cast<int>(condition.fact)] : condition.option;
}

// `name`: and what has to hold, all of it; nothing when nothing has to.
std::string ConditionsJson(OptionTable table, std::string_view name,
                           std::span<const Condition> conditions) {
  std::string json;
  for (const Condition& condition : conditions) {
    if (condition.test == Test::kNone) continue;
    json +=
        (json.empty() ? "" : ",") + Quoted(SubjectOf(condition)) + ':' + TestJson(table, condition);
  }
  return json.empty() ? json : ',' + Quoted(name) + ":{" + json + '}';
}

std::string RuleJson(OptionTable table, const DescribedRule& rule) {
  constexpr std::string_view kKinds[] = {"needs", "excludes", "idle", "replaced", "displacesDpi"};
  std::string json = "{\"kind\":" + Quoted(kKinds[static_cast<int>(rule.kind)]);
  if (rule.own.test != Test::kNone) json += ",\"for\":" + TestJson(table, rule.own);
  if (rule.kind == RuleKind::kIdle || rule.kind == RuleKind::kReplaced) {
    const Condition all[] = {rule.condition, rule.when[0], rule.when[1]};
    return json + ConditionsJson(table, "when", all) + '}';
  }
  return json + ConditionsJson(table, "when", rule.when) +
         ConditionsJson(table, "must", std::span(&rule.condition, 1)) + '}';
}

// What the search of maxBytes has to know.
std::string SizeJson(const DescribedOption& option) {
  constexpr std::string_view kRoles[] = {"", "searched", "rival", "fixes"};
  if (option.size_role == SizeRole::kNone) return {};
  const std::string json = ",\"size\":" + Quoted(kRoles[static_cast<int>(option.size_role)]);
  return option.reach == 0 ? json
                           : json + ",\"dips\":{\"reach\":" + Number(option.reach) +
                                 ",\"near\":" + Number(option.near) + '}';
}

std::string ToJson(OptionTable table, const DescribedOption& option) {
  constexpr std::string_view kTypes[] = {"integer", "number", "boolean", "choice", "color",
                                         "samples", "tables", "range",   "limit"};
  std::string json = "{\"name\":" + Quoted(option.name) +
                     ",\"type\":" + Quoted(kTypes[static_cast<int>(option.type)]);
  constexpr OptionType kWithoutRange[] = {OptionType::kBoolean, OptionType::kChoice,
                                          OptionType::kColor, OptionType::kRange,
                                          OptionType::kLimit};
  const bool ranged = std::ranges::find(kWithoutRange, option.type) == std::end(kWithoutRange);
  if (option.type == OptionType::kNumberLists) {
    json += ",\"length\":" + Number(option.table_length) +
            ",\"maxTables\":" + Number(option.max_tables);
    if (option.min_table_length < option.table_length)
      json += ",\"minLength\":" + Number(option.min_table_length);
  }
  if (ranged) json += ",\"min\":" + Number(option.min) + ",\"max\":" + Number(option.max);
  if (option.type == OptionType::kChoice)
    json += ",\"choices\":" + List(option.choices, ChoiceJson);
  json += ",\"default\":" + Default(option);
  if (!option.module_feature.empty()) json += ",\"module\":" + Quoted(option.module_feature);
  if (!option.module_choice.empty())
    json += ",\"moduleChoice\":" + ChoiceJson(option.module_choice);
  if (option.module_from > 0) json += ",\"moduleFrom\":" + Number(option.module_from);
  if (option.slower != 1) json += ",\"slower\":" + Number(option.slower);
  json += SizeJson(option);
  json += option.common ? ",\"level\":\"common\"" : ",\"level\":\"advanced\"";
  if (option.default_counts) json += ",\"defaultCounts\":true";
  const std::span<const DescribedRule> rules(option.rules.data(), option.rule_count);
  if (!rules.empty())
    json += ",\"rules\":" +
            List(rules, [&](const DescribedRule& rule) { return RuleJson(table, rule); });
  if (!option.default_description.empty())
    json += ",\"automatic\":" + Quoted(option.default_description);
  return json + ",\"help\":" + Quoted(option.help) + '}';
}

std::string Options(OptionTable table) {
  return List(table, [&](const DescribedOption& option) { return ToJson(table, option); });
}

std::string Facts(const Format& format, std::span<const Library> (*libraries_of)()) {
  const std::span<const Library> libraries =
      libraries_of ? libraries_of() : std::span<const Library>();
  std::string json = "\"name\":" + Quoted(format.name) + ",\"title\":" + Quoted(format.title) +
                     ",\"mimeType\":" + Quoted(format.mime_type) +
                     ",\"extensions\":" + Strings(format.extensions) +
                     ",\"signatures\":" + Strings(format.signatures) + ",\"libraries\":{";
  for (const Library& library : libraries) {
    json += (&library == libraries.data() ? "" : ",") + Quoted(library.name) + ':' +
            Quoted(library.version);
  }
  return json + '}';
}

std::string ExtensionOptionsJson(const Format& format) {
  std::string json;
  for (const auto& [extension, option] : format.extension_options)
    json += (json.empty() ? "" : ",") + Quoted(extension) + ':' + Quoted(option);
  return json.empty() ? json : ",\"extensionOptions\":{" + json + '}';
}

std::string Numbers(std::span<const uint8_t> numbers) {
  return List(numbers, [](uint8_t number) { return std::to_string(number); });
}

std::string PlacesJson(const MetadataPlaces& places) {
  std::string json = "{\"dpi\":[" + Number(places.min_dpi) + ',' + Number(places.max_dpi) + ']';
  if (!places.keywords.empty()) json += ",\"keywords\":" + Strings(places.keywords);
  if (places.max_exif_bytes < UINT32_MAX)
    json += ",\"maxExifBytes\":" + Number(places.max_exif_bytes);
  if (places.max_text_bytes < UINT32_MAX)
    json += ",\"maxTextBytes\":" + Number(places.max_text_bytes);
  if (!places.cicp_primaries.empty())
    json += ",\"cicpPrimaries\":" + Numbers(places.cicp_primaries);
  if (!places.cicp_transfers.empty())
    json += ",\"cicpTransfers\":" + Numbers(places.cicp_transfers);
  return json + (places.moves_exif ? ",\"movesExif\":true}" : "}");
}

// The depths that the option `depth` takes.
std::vector<SampleType> ConvertibleSampleTypes(const Encoder& encoder) {
  std::vector<SampleType> sample_types;
  for (const SampleType sample_type : encoder.sample_types) {
    if (IsConvertible(sample_type)) sample_types.push_back(sample_type);
  }
  return sample_types;
}

std::string_view SequenceName(Sequence sequence) {
  constexpr std::string_view kNames[] = {"none", "pages", "animation"};
  return kNames[static_cast<int>(sequence)];
}

}  // namespace

std::string Describe(const Encoder& encoder, OptionTable options) {
  const Format& format = encoder.format;
  return '{' + Facts(format, encoder.libraries) + ",\"maxWidth\":" + Number(format.max_width) +
         ",\"maxHeight\":" + Number(format.max_height) +
         ",\"nanosecondsPerPixel\":{\"encode\":" + Number(format.encode_ns) +
         ",\"decode\":" + Number(format.decode_ns) + '}' + ",\"depths\":" +
         List(ConvertibleSampleTypes(encoder),
              [](SampleType sample_type) { return std::to_string(Bits(sample_type)); }) +
         ",\"sampleTypes\":" +
         List(encoder.sample_types,
              [](SampleType sample_type) { return Quoted(Name(sample_type)); }) +
         ",\"channels\":" + Numbers(encoder.channels) +
         ",\"streaming\":" + (encoder.streaming ? "true" : "false") +
         ",\"sequence\":" + Quoted(SequenceName(encoder.sequence)) +
         ",\"animationModule\":" + Quoted(encoder.animation_feature) +
         ",\"storesOpaqueAlpha\":" + (encoder.stores_opaque_alpha ? "true" : "false") +
         ",\"opencvExtensions\":" + Strings(encoder.opencv_extensions) +
         ExtensionOptionsJson(format) + ",\"metadata\":" + Strings(encoder.metadata.kinds) +
         ",\"places\":" + PlacesJson(encoder.metadata) + ",\"options\":" + Options(options) +
         ",\"commonOptions\":" + Options(PixelOptionTable()) + '}';
}

std::string Describe(const Decoder& decoder) {
  return '{' + Facts(decoder.format, decoder.libraries) +
         ",\"options\":" + Options(DecodeOptionTable()) + ",\"limits\":" + Options(LimitTable()) +
         '}';
}

std::string Describe(const Transcoder& transcoder, OptionTable options) {
  return '{' + Facts(transcoder.format, transcoder.libraries) +
         ",\"packs\":" + Quoted(transcoder.packs) + ",\"options\":" + Options(options) + '}';
}

}  // namespace imwrite
