// Conditions of option rules, by the names of options or of facts about the image.
#pragma once

#include <array>

#include "src/option-rules.h"

namespace imwrite {

// A condition on an option or a fact. The functions below make them.
struct Condition {
  std::string_view option;
  Fact fact = Fact::kLayout;
  Test test = Test::kNone;
  bool negated = false;
  std::array<std::string_view, 6> values{};
  uint8_t value_count = 0;
  uint16_t bound = 0;
};

constexpr Condition IsSet(std::string_view option) { return {option, {}, Test::kSet}; }
// Choices by name, small integers by their digits.
template <class... Values>
constexpr Condition Is(std::string_view option, Values... values) {
  return {option, {}, Test::kIn, false, {values...}, sizeof...(values)};
}
constexpr Condition Below(std::string_view option, uint16_t bound) {
  return {option, {}, Test::kBelow, false, {}, 0, bound};
}
// By kLayoutNames.
template <class... Values>
constexpr Condition Pixels(Values... values) {
  return {{}, Fact::kLayout, Test::kIn, false, {values...}, sizeof...(values)};
}
// By kSampleTypeNames.
template <class... Values>
constexpr Condition HasSampleType(Values... values) {
  return {{}, Fact::kSampleType, Test::kIn, false, {values...}, sizeof...(values)};
}
constexpr Condition HasExtraChannels() { return {{}, Fact::kExtraChannels, Test::kSet}; }
// In bits, of samples that have fewer than their type.
template <class... Values>
constexpr Condition HasPrecision(Values... values) {
  return {{}, Fact::kPrecision, Test::kIn, false, {values...}, sizeof...(values)};
}
constexpr Condition IsAnimation() { return {{}, Fact::kAnimation, Test::kSet}; }
constexpr Condition Not(Condition condition) {
  condition.negated = !condition.negated;
  return condition;
}

}  // namespace imwrite
