// Rules between options, and between options and the image: an option table declares them
// (src/described-option.h), a codec holds them in this form, and CheckRules() enforces them for all
// codecs.
#pragma once

#include "src/options.h"
#include "src/pixels.h"

namespace imwrite {

// What a rule may ask of the image that is written. A value of kLayout counts in kLayoutNames, one
// of kSampleValue in kDepthNames.
enum class Fact : uint8_t { kLayout, kSampleValue, kExtraChannels, kAnimation };
inline constexpr std::string_view kLayoutNames[] = {"gray", "gray-alpha", "rgb", "rgba", "cmyk"};

enum class Test : uint8_t {
  // Always true.
  kNone,
  // The caller gave the option, and not as its default; or the fact holds.
  kSet,
  // The value is one of those whose bits are set in `number`. An automatic value is none of them.
  kIn,
  // The value is less than `number`. An automatic value is not.
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

// Where the option is set, and `own` and each `when` hold, `needs` has to hold.
struct OptionRule {
  uint8_t option = 0;
  // About the option itself.
  Term own;
  Term when[2];
  Term needs;
};

// An encoder's options, its rules, and what the caller made of them.
struct RuledOptions {
  std::string_view format;
  std::span<const Option> options;
  std::span<const OptionRule> rules;
  std::span<const OptionState> states;
};

// The states of options before any is given.
std::vector<OptionState> InitialStates(std::span<const Option> options);

// Whether the options go with one another and with an image of `info`; the error tells of the first
// that does not.
Status CheckRules(const RuledOptions& ruled, const ImageInfo& info, bool is_animation);

}  // namespace imwrite
