// An encoder's options at their edges, each with what its rules ask for beside it, and the pictures
// that the rules allow.
#pragma once

#include <algorithm>
#include <bit>

#include "src/fit.h"
#include "src/option-rules.h"
#include "tests/native/images.h"

namespace imwrite::testing {

inline bool Has(const Values& options, std::string_view name, const OptionValue& value) {
  return std::ranges::any_of(options, [&](const NamedValue& option) {
    return option.name == name && option.value == value;
  });
}

inline bool HasName(const Values& options, std::string_view name) {
  return std::ranges::any_of(options,
                             [&](const NamedValue& option) { return option.name == name; });
}

inline std::string Text(const Values& options) {
  std::string text;
  for (const auto& option : options) text += option.name + '=' + ToText(option.value) + ' ';
  return text;
}

// A value as a caller writes it: a choice by its name, else a number or a flag.
inline OptionValue ValueOf(const Option& option, double value) {
  if (option.type == OptionType::kBoolean) return value != 0;
  if (option.type == OptionType::kChoice)
    return std::string(option.choices[static_cast<size_t>(value)]);
  return value;
}

// Both ends of a range, both booleans, every choice, tables of one number.
inline std::vector<OptionValue> EdgesOf(const Option& option) {
  std::vector<OptionValue> values;
  for (const auto choice : option.choices) values.push_back(std::string(choice));
  if (option.type == OptionType::kNumberLists) {
    for (const double number : {option.min, option.max}) {
      values.push_back(std::vector<std::vector<double>>(
          option.max_tables, std::vector<double>(option.table_length, number)));
    }
  } else if (option.type != OptionType::kChoice && option.type != OptionType::kSampleValue &&
             option.type != OptionType::kRange) {
    values.insert(values.end(), {ValueOf(option, option.min), ValueOf(option, option.max)});
  }
  return values;
}

// What an encoder says to options with a picture, and which rule it is about.
class RuleBook {
 public:
  explicit RuleBook(const Encoder& encoder) : encoder_(encoder) {}

  // False where a rule, or the format, does not take the picture with the options.
  bool Takes(const Values& options, const ImageInfo& info) const {
    std::vector<OptionState> states = InitialStates(encoder_.options);
    PixelOptions pixel_options;
    const auto codec_options = Apply(options, states.data());
    ImageInfo fitted;
    return codec_options &&
           ConvertedInfo({encoder_, codec_options.get()}, pixel_options, info, &fitted).ok() &&
           CheckRules({encoder_.format.name, encoder_.options, encoder_.rules, states}, fitted,
                      false)
               .ok();
  }

  // The options, and for each that needs another option, that one.
  Values WithCompanions(Values options) const {
    for (const OptionRule& rule : encoder_.rules) {
      if (!HasName(options, encoder_.options[rule.option].name) ||
          rule.needs.subject >= kFirstFact || rule.needs.negated)
        continue;
      const Option& other = encoder_.options[rule.needs.subject];
      if (HasName(options, other.name) || !Infos(options).empty()) continue;
      // Any value that is set does, or the first of those that are asked for.
      const double value =
          rule.needs.test == Test::kIn ? std::countr_zero(rule.needs.number) : other.max;
      options.push_back({std::string(other.name), ValueOf(other, value)});
    }
    return options;
  }

  // Pictures of 45 × 67 pixels that go with the options: all such layouts of the first sample type
  // that does.
  std::vector<Image> Pictures(const Values& options) const {
    std::vector<Image> pictures;
    for (const ImageInfo& info : Infos(options)) {
      pictures.push_back(info.is_cmyk
                             ? MakeCmyk(info.width, info.height)
                             : MakeImage(info.width, info.height, info.channels, info.sample_type));
    }
    return pictures;
  }

 private:
  std::vector<ImageInfo> Infos(const Values& options) const {
    std::vector<ImageInfo> infos;
    for (const SampleType sample_type : encoder_.sample_types) {
      for (const uint16_t channels : {1, 3, 4}) infos.push_back({45, 67, channels, sample_type});
      if (encoder_.takes_cmyk) infos.push_back({45, 67, 4, sample_type, true});
      std::erase_if(infos, [&](const ImageInfo& info) { return !Takes(options, info); });
      if (!infos.empty()) break;
    }
    return infos;
  }

  std::shared_ptr<void> Apply(const Values& options, OptionState* states) const {
    auto codec_options = encoder_.make_options ? encoder_.make_options() : std::make_shared<int>();
    const OptionTarget target{encoder_.options, codec_options.get(), states};
    Values own;
    for (const auto& option : options) {
      if (std::ranges::find(encoder_.options, option.name, &Option::name) != encoder_.options.end())
        own.push_back(option);
    }
    return ApplyOptions(encoder_.format.name, own, std::span(&target, 1)).ok() ? codec_options
                                                                               : nullptr;
  }

  const Encoder& encoder_;
};

}  // namespace imwrite::testing
