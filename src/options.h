// Options, declared once: a codec's Options struct holds the defaults, a constexpr table beside it gives each member its
// name, range or choices and one line of help. The table drives validation, describe(), the generated types and the docs.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "src/status.h"

namespace imwrite {

enum class OptionType { kInteger, kNumber, kBoolean, kChoice, kColor, kSamples, kTables };

// 8-bit sRGB.
struct Color {
  std::array<uint8_t, 3> rgb{};
};

// A value with a default, which also tells whether the caller gave it: some values exclude one another.
template <class T>
struct Given {
  T value;
  bool given = false;
};

// A sample for each colour channel, one or three; none: automatic.
using Samples = std::vector<uint16_t>;

// Tables of at most so many numbers each; none: automatic.
template <size_t Length>
using Tables = std::vector<std::array<uint16_t, Length>>;

// What a caller may pass. monostate stands for "automatic" as a default and for a type no option takes as a value.
using OptionValue = std::variant<std::monostate, bool, double, std::string, std::vector<double>, std::vector<std::vector<double>>>;

struct NamedValue {
  std::string name;
  OptionValue value;
};

struct Option {
  std::string_view name;
  OptionType type;
  double min = 0;
  double max = 0;
  std::span<const std::string_view> choices;
  // Sets the member to a value already checked: a number (a choice's index), a colour's three, samples, or those of all tables.
  void (*assign)(void* options, std::span<const double> value);
  // The member's initialiser as a number (a choice's index, a colour as 0xRRGGBB); nullopt when automatic.
  std::optional<double> (*initial)();
  // How many numbers a table has, the fewest that may be given (`max` takes the place of others), and how many tables there may be.
  uint32_t table_length = 0;
  uint32_t min_table_length = 0;
  uint32_t max_tables = 0;
};

// An option, and what people are told of it: only describe() links these texts, the codecs do without.
struct DescribedOption : Option {
  std::string_view help;
  // What an unset option does, when its default is not a plain value.
  std::string_view automatic;
};
using OptionTable = std::span<const DescribedOption>;

template <size_t Size>
constexpr std::array<Option, Size> WithoutHelp(const DescribedOption (&table)[Size]) {
  std::array<Option, Size> options{};
  std::ranges::copy(table, options.begin());
  return options;
}

namespace internal {

template <class T>
struct MemberTraits;
template <class S, class V>
struct MemberTraits<V S::*> {
  using Struct = S;
  using Value = V;
};
template <class T>
struct Unwrapped {
  using type = T;
};
template <class T>
struct Unwrapped<std::optional<T>> {
  using type = T;
};
template <class T>
struct Unwrapped<Given<T>> {
  using type = T;
};
template <class T>
inline constexpr size_t kTableLength = 0;
template <size_t Length>
inline constexpr size_t kTableLength<Tables<Length>> = Length;

template <auto Member>
void Assign(void* options, std::span<const double> value) {
  using Traits = MemberTraits<decltype(Member)>;
  using Value = typename Unwrapped<typename Traits::Value>::type;
  auto& member = static_cast<typename Traits::Struct*>(options)->*Member;
  if constexpr (std::is_same_v<Value, Color>) {
    std::ranges::copy(value, member.rgb.begin());
  } else if constexpr (constexpr size_t length = kTableLength<Value>; length > 0) {
    member.resize(value.size() / length);
    for (size_t i = 0; i < value.size(); ++i) member[i / length][i % length] = static_cast<uint16_t>(value[i]);
  } else if constexpr (std::is_same_v<Value, Samples>) {
    member.resize(value.size());
    for (size_t i = 0; i < value.size(); ++i) member[i] = static_cast<uint16_t>(value[i]);
  } else if constexpr (std::is_floating_point_v<Value>) {
    member = value[0];
  } else if constexpr (std::is_same_v<typename Traits::Value, Given<Value>>) {
    member = {static_cast<Value>(static_cast<int64_t>(value[0])), true};
  } else {
    member = static_cast<Value>(static_cast<int64_t>(value[0]));
  }
}

template <auto Member>
std::optional<double> Initial() {
  using Traits = MemberTraits<decltype(Member)>;
  using Value = typename Traits::Value;
  const auto value = typename Traits::Struct{}.*Member;
  if constexpr (std::is_same_v<Value, Color>) {
    return value.rgb[0] * 65536.0 + value.rgb[1] * 256.0 + value.rgb[2];
  } else if constexpr (kTableLength<Value> > 0 || std::is_same_v<Value, Samples>) {
    return std::nullopt;
  } else if constexpr (std::is_same_v<Value, Given<typename Unwrapped<Value>::type>>) {
    return static_cast<double>(value.value);
  } else if constexpr (!std::is_same_v<Value, typename Unwrapped<Value>::type>) {
    return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
  } else {
    return static_cast<double>(value);
  }
}

}  // namespace internal

template <auto Member>
constexpr DescribedOption Integer(std::string_view name, double min, double max, std::string_view help, std::string_view automatic = {}) {
  return {{name, OptionType::kInteger, min, max, {}, internal::Assign<Member>, internal::Initial<Member>}, help, automatic};
}

// With fractions.
template <auto Member>
constexpr DescribedOption Number(std::string_view name, double min, double max, std::string_view help, std::string_view automatic) {
  return {{name, OptionType::kNumber, min, max, {}, internal::Assign<Member>, internal::Initial<Member>}, help, automatic};
}

template <auto Member>
constexpr DescribedOption Boolean(std::string_view name, std::string_view help, std::string_view automatic = {}) {
  return {{name, OptionType::kBoolean, 0, 1, {}, internal::Assign<Member>, internal::Initial<Member>}, help, automatic};
}

// The member is an enum whose values count from 0 in the order of `choices`.
template <auto Member>
constexpr DescribedOption Choice(std::string_view name, std::span<const std::string_view> choices, std::string_view help,
                                 std::string_view automatic = {}) {
  return {{name, OptionType::kChoice, 0, 0, choices, internal::Assign<Member>, internal::Initial<Member>}, help, automatic};
}

template <auto Member>
constexpr DescribedOption ColorOption(std::string_view name, std::string_view help) {
  return {{name, OptionType::kColor, 0, 255, {}, internal::Assign<Member>, internal::Initial<Member>}, help, {}};
}

// Whole numbers; the member is a Samples.
template <auto Member>
constexpr DescribedOption SamplesOption(std::string_view name, double min, double max, std::string_view help, std::string_view automatic) {
  return {{name, OptionType::kSamples, min, max, {}, internal::Assign<Member>, internal::Initial<Member>}, help, automatic};
}

// Whole numbers; the member is a Tables. `min_length` 0: no shorter ones.
template <auto Member>
constexpr DescribedOption TablesOption(std::string_view name, uint32_t max_tables, double min, double max, std::string_view help,
                                       std::string_view automatic, uint32_t min_length = 0) {
  constexpr auto kLength = internal::kTableLength<typename internal::MemberTraits<decltype(Member)>::Value>;
  return {{name,
           OptionType::kTables,
           min,
           max,
           {},
           internal::Assign<Member>,
           internal::Initial<Member>,
           kLength,
           min_length > 0 ? min_length : static_cast<uint32_t>(kLength),
           max_tables},
          help,
          automatic};
}

// A table and the struct its members belong to.
struct OptionTarget {
  std::span<const Option> table;
  void* options;
};

// Checks every value and sets it in the first target whose table knows its name.
Status ApplyOptions(std::string_view format, std::span<const NamedValue> values, std::span<const OptionTarget> targets);

// The values an option takes, in words: "an integer from 0 to 100".
std::string Expected(const Option& option);

// Whether callers write this choice as a number, as in depth: 16.
bool IsNumber(std::string_view choice);

// A value as a person would write it, for messages.
std::string ToText(const OptionValue& value);

}  // namespace imwrite
