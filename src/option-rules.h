// Rules between options, and between options and the image: an option table declares them
// (src/described-option.h), a codec holds them in this form, and CheckRules() enforces them for all
// codecs.
#pragma once

#include "src/options.h"
#include "src/pixels.h"

namespace imwrite {

// Facts about the image that rules may test. Values of kLayout index kLayoutNames, those of
// kSampleType kSampleTypeNames. kPrecision is 0 for samples that use all bits of their type.
enum class Fact : uint8_t { kLayout, kSampleType, kExtraChannels, kAnimation, kPrecision };
inline constexpr std::string_view kLayoutNames[] = {"gray", "gray-alpha", "rgb", "rgba", "cmyk"};

enum class Test : uint8_t {
  // Always true.
  kNone,
  // The caller set the option to a value other than its default; or the fact holds.
  kSet,
  // The value's bit is set in `number`. Automatic values never match.
  kIn,
  // The value is less than `number`. Automatic values never match.
  kBelow,
};

struct Term {
  // An option's index in its table, or kFirstFact and a Fact.
  uint8_t subject = 0;
  Test test : 7 = Test::kNone;
  bool negated : 1 = false;
  uint16_t number = 0;
};
inline constexpr uint8_t kFirstFact = 128;

// If the option is set, and `own` and each `when` hold, `needs` must hold.
struct OptionRule {
  uint8_t option = 0;
  // About the option itself.
  Term own;
  Term when[2];
  Term needs;
};

// An encoder's options and rules, and the states of the options in a call.
struct RuledOptions {
  std::string_view format;
  std::span<const Option> options;
  std::span<const OptionRule> rules;
  std::span<const OptionState> states;
};

// The states of options that are not set.
std::vector<OptionState> InitialStates(std::span<const Option> options);

// Checks the options against one another and against an image of `info`. The error names the first
// violation.
Status CheckRules(const RuledOptions& ruled, const ImageInfo& info, bool is_animation);

}  // namespace imwrite
