// Options, declared once: a codec's Options struct holds the defaults, a constexpr table beside it
// gives each member its name, range or choices, rules and one line of help (src/option-table.h).
// The table drives validation, describe(), the generated types and the docs.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/status.h"

namespace imwrite {

enum class OptionType {
  kInteger,
  kNumber,
  kBoolean,
  kChoice,
  kColor,
  kSampleValue,
  kNumberLists,
  kRange,
  kLimit
};

// Stands for no limit. JavaScript's integers are exact up to 2^53.
inline constexpr double kUnlimited = 9007199254740991;

// 8-bit sRGB.
struct Color {
  std::array<uint8_t, 3> rgb{};
};

// A value with a default that remembers whether the caller set it, for options that exclude one
// another.
template <class T>
struct Explicit {
  T value;
  bool given = false;
};

// One or three samples, one per color channel; none: automatic.
using Samples = std::vector<uint16_t>;

// Tables of at most `Length` numbers each; none: automatic.
template <size_t Length>
using Tables = std::vector<std::array<uint16_t, Length>>;

// Two different values; equal values: automatic.
struct Range {
  double from = 0;
  double to = 0;

  bool given() const { return from != to; }
};

// A value as the caller passes it. monostate is "automatic" as a default, and a value of an
// unsupported type otherwise.
using OptionValue = std::variant<std::monostate, bool, double, std::string, std::vector<double>,
                                 std::vector<std::vector<double>>>;

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
  // Sets the member to a checked value: a number (a choice's index), a color's three, samples, or
  // the numbers of all tables.
  void (*assign)(void* options, std::span<const double> value);
  // The member's initializer as a number (a choice's index, a color as 0xRRGGBB); none: automatic.
  std::optional<double> (*initial)();
  // The length of a table, its least length (missing entries become `max`), and the most tables.
  uint32_t table_length = 0;
  uint32_t min_table_length = 0;
  uint32_t max_tables = 0;
  // The feature whose encoder, <format>-<feature>-encode, the option needs (cmake/codecs.cmake):
  // for that choice, for numbers from that one on, or without these for any value but the default.
  std::string_view module_feature;
  std::string_view module_choice;
  double module_from = 0;
  // Whether setting the default explicitly counts as setting the option: the member is an Explicit.
  bool default_counts = false;
};

// The state of an option in a call: its value as a number (a choice's index, the number of tables
// or samples; NaN: automatic), and whether the caller set it to something other than the default.
struct OptionState {
  double value;
  bool set;
};

// A table and the struct its members belong to.
struct OptionTarget {
  std::span<const Option> table;
  void* options;
  // Null, or one for each option.
  OptionState* states = nullptr;
};

// Checks every value and sets it in the first target whose table knows its name.
Status ApplyOptions(std::string_view format, std::span<const NamedValue> values,
                    std::span<const OptionTarget> targets);

// The error for an option that does not fit the image or another option.
Status InvalidOption(std::string_view format, std::string_view option, std::string expected,
                     std::string actual);

// The error for metadata, such as exif, that the format cannot store.
Status InvalidMetadata(std::string_view format, std::string_view kind, std::string expected,
                       std::string actual);

// The values of an option in words: "an integer from 0 to 100".
std::string Expected(const Option& option);

// Whether callers write this choice as a number, as in depth: 16.
bool IsNumber(std::string_view choice);

// A value as text, for messages.
std::string ToText(const OptionValue& value);

}  // namespace imwrite
