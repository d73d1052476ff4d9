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

// A limit that is no limit. JavaScript counts exactly up to 2^53.
inline constexpr double kUnlimited = 9007199254740991;

// 8-bit sRGB.
struct Color {
  std::array<uint8_t, 3> rgb{};
};

// A value with a default, which also tells whether the caller gave it: some values exclude one
// another.
template <class T>
struct Explicit {
  T value;
  bool given = false;
};

// A sample for each color channel, one or three; none: automatic.
using Samples = std::vector<uint16_t>;

// Tables of at most so many numbers each; none: automatic.
template <size_t Length>
using Tables = std::vector<std::array<uint16_t, Length>>;

// From one value to another, which differs; the same: automatic.
struct Range {
  double from = 0;
  double to = 0;

  bool given() const { return from != to; }
};

// What a caller may pass. monostate stands for "automatic" as a default and for a type no option
// takes as a value.
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
  // Sets the member to a value already checked: a number (a choice's index), a color's three,
  // samples, or those of all tables.
  void (*assign)(void* options, std::span<const double> value);
  // The member's initializer as a number (a choice's index, a color as 0xRRGGBB); nullopt when
  // automatic.
  std::optional<double> (*initial)();
  // How many numbers a table has, the fewest that may be given (`max` takes the place of others),
  // and how many tables there may be.
  uint32_t table_length = 0;
  uint32_t min_table_length = 0;
  uint32_t max_tables = 0;
  // The feature whose encoder, <format>-<feature>-encode, it needs (cmake/codecs.cmake): when it is
  // that choice, or where there is none, when it is not its default.
  std::string_view module_feature;
  std::string_view module_choice;
  // Whether its default, when the caller gives it, is a wish like any other: the member is a
  // Explicit.
  bool default_counts = false;
};

// What became of an option: its value, the default where none was given, as a number (a choice's
// index, how many tables or samples; NaN: automatic); and whether the caller gave one that is not
// the default.
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

// An option whose value does not go with the image, or with another option.
Status InvalidOption(std::string_view format, std::string_view option, std::string expected,
                     std::string actual);

// Metadata of a kind, such as exif, that the format cannot store.
Status InvalidMetadata(std::string_view format, std::string_view kind, std::string expected,
                       std::string actual);

// The values an option takes, in words: "an integer from 0 to 100".
std::string Expected(const Option& option);

// Whether callers write this choice as a number, as in depth: 16.
bool IsNumber(std::string_view choice);

// A value as a person would write it, for messages.
std::string ToText(const OptionValue& value);

}  // namespace imwrite
