// The rows of an option table. Each row is bound to a member of the codec's Options struct.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "src/described-option.h"

namespace imwrite {

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
struct Unwrapped<Explicit<T>> {
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
    for (size_t i = 0; i < value.size(); ++i)
      member[i / length][i % length] = static_cast<uint16_t>(value[i]);
  } else if constexpr (std::is_same_v<Value, Range>) {
    member = {value[0], value[1]};
  } else if constexpr (std::is_same_v<Value, Samples>) {
    member.resize(value.size());
    for (size_t i = 0; i < value.size(); ++i) member[i] = static_cast<uint16_t>(value[i]);
  } else if constexpr (std::is_floating_point_v<Value>) {
    member = value[0];
  } else if constexpr (std::is_same_v<typename Traits::Value, Explicit<Value>>) {
    member = {static_cast<Value>(static_cast<int64_t>(value[0])), true};
  } else {
    member = static_cast<Value>(static_cast<int64_t>(value[0]));
  }
}

template <auto Member>
constexpr bool kDefaultCounts = false;
template <class S, class V, Explicit<V> S::*Member>
constexpr bool kDefaultCounts<Member> = true;

template <auto Member>
std::optional<double> Initial() {
  using Traits = MemberTraits<decltype(Member)>;
  using Value = typename Traits::Value;
  const auto value = typename Traits::Struct{}.*Member;
  if constexpr (std::is_same_v<Value, Color>) {
    return value.rgb[0] * 65536.0 + value.rgb[1] * 256.0 + value.rgb[2];
  } else if constexpr (kTableLength<Value> > 0 || std::is_same_v<Value, Samples> ||
                       std::is_same_v<Value, Range>) {
    return std::nullopt;
  } else if constexpr (std::is_same_v<Value, Explicit<typename Unwrapped<Value>::type>>) {
    return static_cast<double>(value.value);
  } else if constexpr (!std::is_same_v<Value, typename Unwrapped<Value>::type>) {
    return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
  } else {
    return static_cast<double>(value);
  }
}

template <auto Member>
constexpr DescribedOption Make(std::string_view name, OptionType type, double min, double max,
                               std::span<const std::string_view> choices, std::string_view help,
                               std::string_view default_description = {}) {
  DescribedOption option{
      {name, type, min, max, choices, Assign<Member>, Initial<Member>}, help, default_description};
  option.default_counts = kDefaultCounts<Member>;
  return option;
}

}  // namespace internal

template <auto Member>
constexpr DescribedOption Integer(std::string_view name, double min, double max,
                                  std::string_view help,
                                  std::string_view default_description = {}) {
  return internal::Make<Member>(name, OptionType::kInteger, min, max, {}, help,
                                default_description);
}

// An integer, or Infinity.
template <auto Member>
constexpr DescribedOption Limit(std::string_view name, std::string_view help) {
  return internal::Make<Member>(name, OptionType::kLimit, 1, kUnlimited, {}, help);
}

// With fractions.
template <auto Member>
constexpr DescribedOption Number(std::string_view name, double min, double max,
                                 std::string_view help, std::string_view default_description) {
  return internal::Make<Member>(name, OptionType::kNumber, min, max, {}, help, default_description);
}

template <auto Member>
constexpr DescribedOption Boolean(std::string_view name, std::string_view help,
                                  std::string_view default_description = {}) {
  return internal::Make<Member>(name, OptionType::kBoolean, 0, 1, {}, help, default_description);
}

// The member is an enum whose values count from 0 in the order of `choices`.
template <auto Member>
constexpr DescribedOption Choice(std::string_view name, std::span<const std::string_view> choices,
                                 std::string_view help, std::string_view default_description = {}) {
  return internal::Make<Member>(name, OptionType::kChoice, 0, 0, choices, help,
                                default_description);
}

template <auto Member>
constexpr DescribedOption ColorOption(std::string_view name, std::string_view help) {
  return internal::Make<Member>(name, OptionType::kColor, 0, 255, {}, help);
}

// Integers; the member is a Samples.
template <auto Member>
constexpr DescribedOption SamplesOption(std::string_view name, double min, double max,
                                        std::string_view help,
                                        std::string_view default_description) {
  return internal::Make<Member>(name, OptionType::kSampleValue, min, max, {}, help,
                                default_description);
}

// The member is a Range of single-precision numbers.
template <auto Member>
constexpr DescribedOption RangeOption(std::string_view name, std::string_view help,
                                      std::string_view default_description) {
  constexpr double kMost = std::numeric_limits<float>::max();
  return internal::Make<Member>(name, OptionType::kRange, -kMost, kMost, {}, help,
                                default_description);
}

// Integers; the member is a Tables. `min_length` 0: all tables have the full length.
template <auto Member>
constexpr DescribedOption TablesOption(std::string_view name, uint32_t max_tables, double min,
                                       double max, std::string_view help,
                                       std::string_view default_description,
                                       uint32_t min_length = 0) {
  constexpr auto kLength =
      internal::kTableLength<typename internal::MemberTraits<decltype(Member)>::Value>;
  DescribedOption option = internal::Make<Member>(name, OptionType::kNumberLists, min, max, {},
                                                  help, default_description);
  option.table_length = kLength;
  option.min_table_length = min_length > 0 ? min_length : static_cast<uint32_t>(kLength);
  option.max_tables = max_tables;
  return option;
}

}  // namespace imwrite
