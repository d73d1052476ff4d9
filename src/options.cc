#include "src/options.h"

#include <cmath>

namespace imwrite {
namespace {

std::string Number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  // By hand: std::to_chars and printf for doubles would each add more to a module than all the
  // checks together.
  if (std::abs(value) >= 9e15) return value < 0 ? "below -9e15" : "above 9e15";
  const bool negative = value < 0;
  const double magnitude = std::abs(value);
  auto whole = static_cast<uint64_t>(magnitude);
  auto millionths = static_cast<uint64_t>((magnitude - static_cast<double>(whole)) * 1e6 + 0.5);
  whole += millionths / 1000000;
  millionths %= 1000000;
  std::string text = (negative ? "-" : "") + std::to_string(whole);
  if (millionths == 0) return text;
  std::string fraction = std::to_string(1000000 + millionths).substr(1);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return text + '.' + fraction;
}

std::string Join(std::span<const std::string_view> names) {
  std::string text;
  for (const auto name : names) {
    const std::string quote = IsNumber(name) ? "" : "'";
    text += (text.empty() ? "" : ", ") + quote + std::string(name) + quote;
  }
  return text;
}

// A value as the numbers Option::assign takes, or none when it is of another type or out of range.
using Numbers = std::optional<std::vector<double>>;

bool IsWhole(double number, double min, double max) {
  return number >= min && number <= max && number == std::floor(number);
}

// [red, green, blue].
Numbers ParseTriple(const Option& option, const OptionValue& value) {
  const auto* numbers = std::get_if<std::vector<double>>(&value);
  if (!numbers || numbers->size() != 3) return std::nullopt;
  for (const double n : *numbers) {
    if (!IsWhole(n, option.min, option.max)) return std::nullopt;
  }
  return *numbers;
}

Numbers ParseRange(const Option& option, const OptionValue& value) {
  const auto* numbers = std::get_if<std::vector<double>>(&value);
  if (!numbers || numbers->size() != 2 || (*numbers)[0] == (*numbers)[1]) return std::nullopt;
  for (const double n : *numbers) {
    if (!(n >= option.min && n <= option.max)) return std::nullopt;
  }
  return *numbers;
}

Numbers ParseTables(const Option& option, const OptionValue& value) {
  const auto* tables = std::get_if<std::vector<std::vector<double>>>(&value);
  if (!tables || tables->empty() || tables->size() > option.max_tables) return std::nullopt;
  std::vector<double> numbers;
  for (const auto& table : *tables) {
    if (table.size() < option.min_table_length || table.size() > option.table_length)
      return std::nullopt;
    for (const double number : table) {
      if (!IsWhole(number, option.min, option.max)) return std::nullopt;
      numbers.push_back(number);
    }
    numbers.resize(numbers.size() + option.table_length - table.size(), option.max);
  }
  return numbers;
}

Numbers Parse(const Option& option, const OptionValue& value) {
  if (option.type == OptionType::kColor) return ParseTriple(option, value);
  if (option.type == OptionType::kNumberLists) return ParseTables(option, value);
  if (option.type == OptionType::kRange) return ParseRange(option, value);
  if (option.type == OptionType::kBoolean) {
    if (const auto* flag = std::get_if<bool>(&value)) return {{*flag ? 1.0 : 0.0}};
    return std::nullopt;
  }
  const auto* number = std::get_if<double>(&value);
  if (option.type == OptionType::kNumber) {
    if (!number || !(*number >= option.min && *number <= option.max)) return std::nullopt;
    return {{*number}};
  }
  if (option.type == OptionType::kLimit && number && std::isinf(*number) && *number > 0)
    return {{kUnlimited}};
  if (option.type == OptionType::kSampleValue && !number) return ParseTriple(option, value);
  if (option.type != OptionType::kChoice) {
    if (!number || !IsWhole(*number, option.min, option.max)) return std::nullopt;
    return {{*number}};
  }
  // A choice may be a number by name: depth is 8, 16 or 32.
  std::string name;
  if (const auto* text = std::get_if<std::string>(&value)) name = *text;
  if (number) name = Number(*number);
  for (size_t i = 0; i < option.choices.size(); ++i) {
    if (name == option.choices[i]) return {{static_cast<double>(i)}};
  }
  return std::nullopt;
}

Status UnknownOption(std::string_view format, const std::string& name,
                     std::span<const OptionTarget> targets) {
  std::string names;
  for (const auto& target : targets) {
    for (const auto& option : target.table)
      names += (names.empty() ? "" : ", ") + std::string(option.name);
  }
  return MismatchOf(name, Code::kUnknownOption,
                    std::string(format) + " has no option '" + name + "'", "one of " + names, name);
}

OptionState StateOf(const Option& option, std::span<const double> numbers) {
  double value = numbers[0];
  if (option.type == OptionType::kNumberLists) {
    const size_t tables = numbers.size() / option.table_length;
    value = static_cast<double>(tables);
  }
  if (option.type == OptionType::kSampleValue) value = static_cast<double>(numbers.size());
  return {value, option.default_counts || option.initial() != value};
}

Status ApplyOne(std::string_view format, const NamedValue& named,
                std::span<const OptionTarget> targets) {
  for (const auto& target : targets) {
    for (const auto& option : target.table) {
      if (option.name != named.name) continue;
      const auto numbers = Parse(option, named.value);
      if (!numbers) return InvalidOption(format, named.name, Expected(option), ToText(named.value));
      option.assign(target.options, *numbers);
      if (target.states) target.states[&option - target.table.data()] = StateOf(option, *numbers);
      return Ok();
    }
  }
  return UnknownOption(format, named.name, targets);
}

}  // namespace

Status ApplyOptions(std::string_view format, std::span<const NamedValue> values,
                    std::span<const OptionTarget> targets) {
  for (const auto& value : values) {
    if (Status status = ApplyOne(format, value, targets); !status.ok()) return status;
  }
  return Ok();
}

Status InvalidOption(std::string_view format, std::string_view option, std::string expected,
                     std::string actual) {
  const std::string what = std::string(format) + " option '" + std::string(option) + '\'';
  return MismatchOf(option, Code::kInvalidOption, what, std::move(expected), std::move(actual));
}

Status InvalidMetadata(std::string_view format, std::string_view kind, std::string expected,
                       std::string actual) {
  const std::string what = std::string(format) + " metadata '" + std::string(kind) + '\'';
  return MismatchOf("metadata", Code::kInvalidOption, what, std::move(expected), std::move(actual));
}

bool IsNumber(std::string_view choice) {
  return choice.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string Expected(const Option& option) {
  const std::string range = " from " + Number(option.min) + " to " + Number(option.max);
  switch (option.type) {
    case OptionType::kInteger: return "an integer" + range;
    case OptionType::kNumber: return "a number" + range;
    case OptionType::kLimit: return "a whole number from 1, or Infinity";
    case OptionType::kBoolean: return "true or false";
    case OptionType::kChoice: return "one of " + Join(option.choices);
    case OptionType::kColor: return "[r, g, b] with integers" + range;
    case OptionType::kSampleValue: return "an integer" + range + ", or [r, g, b] with such";
    case OptionType::kRange: return "[from, to], two different numbers";
    case OptionType::kNumberLists: {
      const std::string shortest = option.min_table_length < option.table_length
                                       ? Number(option.min_table_length) + " to "
                                       : "";
      return "a list of 1 to " + Number(option.max_tables) + " lists of " + shortest +
             Number(option.table_length) + " integers" + range;
    }
  }
  return {};
}

namespace {

template <class Items>
std::string ListText(const Items& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "[" : ", ") + ToText(item);
  return text.empty() ? "[]" : text + ']';
}

}  // namespace

std::string ToText(const OptionValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return Number(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "'" + *text + "'";
  if (const auto* numbers = std::get_if<std::vector<double>>(&value)) return ListText(*numbers);
  if (const auto* lists = std::get_if<std::vector<std::vector<double>>>(&value))
    return ListText(*lists);
  return "a value of another type";
}

}  // namespace imwrite
