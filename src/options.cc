#include "src/options.h"

#include <cmath>

namespace imwrite {
namespace {

std::string Number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  // By hand: std::to_chars and printf for doubles would each add more to a module than all the checks together.
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

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<Color> ParseColor(const OptionValue& value) {
  Color color;
  if (const auto* numbers = std::get_if<std::vector<double>>(&value)) {
    if (numbers->size() != 3) return std::nullopt;
    for (size_t i = 0; i < 3; ++i) {
      const double n = (*numbers)[i];
      if (!(n >= 0 && n <= 255) || n != std::floor(n)) return std::nullopt;
      color.rgb[i] = static_cast<uint8_t>(n);
    }
    return color;
  }
  const auto* text = std::get_if<std::string>(&value);
  if (!text || (text->size() != 4 && text->size() != 7) || (*text)[0] != '#') return std::nullopt;
  const size_t digits = (text->size() - 1) / 3;
  for (size_t i = 0; i < 3; ++i) {
    const int high = HexDigit((*text)[1 + i * digits]);
    const int low = HexDigit((*text)[i * digits + digits]);
    if (high < 0 || low < 0) return std::nullopt;
    color.rgb[i] = static_cast<uint8_t>(high * 16 + low);
  }
  return color;
}

// The value as the number Option::assign takes, or nullopt when it is of another type or out of range.
std::optional<double> ParseNumber(const Option& option, const OptionValue& value) {
  if (option.type == OptionType::kBoolean) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
    return std::nullopt;
  }
  if (option.type == OptionType::kInteger) {
    const auto* number = std::get_if<double>(&value);
    if (!number || !(*number >= option.min && *number <= option.max) || *number != std::floor(*number)) return std::nullopt;
    return *number;
  }
  // A choice may be a number by name: depth is 8, 16 or 32.
  std::string name;
  if (const auto* text = std::get_if<std::string>(&value)) name = *text;
  if (const auto* number = std::get_if<double>(&value)) name = Number(*number);
  for (size_t i = 0; i < option.choices.size(); ++i) {
    if (name == option.choices[i]) return static_cast<double>(i);
  }
  return std::nullopt;
}

Status UnknownOption(std::string_view format, const std::string& name, std::span<const OptionTarget> targets) {
  std::string names;
  for (const auto& target : targets) {
    for (const auto& option : target.table) names += (names.empty() ? "" : ", ") + std::string(option.name);
  }
  Status status = Mismatch(Code::kUnknownOption, std::string(format) + " has no option '" + name + "'", "one of " + names, name);
  status.option = name;
  return status;
}

Status ApplyOne(std::string_view format, const NamedValue& named, std::span<const OptionTarget> targets) {
  for (const auto& target : targets) {
    for (const auto& option : target.table) {
      if (option.name != named.name) continue;
      if (option.type == OptionType::kColor) {
        if (const auto color = ParseColor(named.value)) return option.assign(target.options, 0, *color), Ok();
      } else if (const auto number = ParseNumber(option, named.value)) {
        return option.assign(target.options, *number, {}), Ok();
      }
      Status status =
          Mismatch(Code::kInvalidOption, std::string(format) + " option '" + named.name + "'", Expected(option), ToText(named.value));
      status.option = named.name;
      return status;
    }
  }
  return UnknownOption(format, named.name, targets);
}

}  // namespace

Status ApplyOptions(std::string_view format, std::span<const NamedValue> values, std::span<const OptionTarget> targets) {
  for (const auto& value : values) {
    if (Status status = ApplyOne(format, value, targets); !status.ok()) return status;
  }
  return Ok();
}

bool IsNumber(std::string_view choice) { return choice.find_first_not_of("0123456789") == std::string_view::npos; }

std::string Expected(const Option& option) {
  switch (option.type) {
    case OptionType::kInteger: return "an integer from " + Number(option.min) + " to " + Number(option.max);
    case OptionType::kBoolean: return "true or false";
    case OptionType::kChoice: return "one of " + Join(option.choices);
    case OptionType::kColor: return "'#rgb', '#rrggbb' or [r, g, b] with integers from 0 to 255";
  }
  return {};
}

std::string ToText(const OptionValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return Number(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "'" + *text + "'";
  if (const auto* numbers = std::get_if<std::vector<double>>(&value)) {
    std::string text = "[";
    for (const double number : *numbers) text += (text.size() == 1 ? "" : ", ") + Number(number);
    return text + "]";
  }
  return "a value of another type";
}

}  // namespace imwrite
