// A row of an option table: the option, its rules and its texts. Codecs link the options and the
// rules to check; only describe() links everything.
#pragma once

#include "src/option-condition.h"

namespace imwrite {

enum class RuleKind : uint8_t {
  // Setting the option is an error unless `condition` holds; then it has no effect by default.
  kNeeds,
  // Also an error, for contradictions: the default keeps its effect.
  kExcludes,
  // If `condition` holds, the option has no effect.
  kIdle,
  // If `condition` holds, another option replaces this one, which may still have an effect, such as
  // starting a search.
  kReplaced,
  // The option removes the format's own field for a resolution; EXIF's remains.
  kDisplacesDpi,
};

struct DescribedRule {
  RuleKind kind = RuleKind::kNeeds;
  Condition condition;
  // The rule applies to these values of the option only, and only if these conditions hold.
  Condition own;
  std::array<Condition, 2> when{};
};

// The role of an option in the search for maxBytes.
enum class SizeRole : uint8_t {
  kNone,
  // The option whose value is searched, upward from the lowest.
  kSearched,
  // It controls the size by itself, so it excludes maxBytes.
  kRival,
  // It leaves nothing to search: one attempt is made.
  kFixes,
};

// An option's rules and texts. Each method returns a copy with one addition.
struct DescribedOption : Option {
  std::string_view help;
  // The default in words, if it is not a fixed value.
  std::string_view default_description;
  // How many times as long encoding takes with the largest number, or with a value other than the
  // default.
  double slower = 1;
  // One of the few options that most callers need.
  bool common = false;
  SizeRole size_role = SizeRole::kNone;
  // For sizes that do not quite rise with the value: how many values a search looks beyond the
  // first file that is too large, while files exceed the limit by less than this share.
  uint32_t reach = 0;
  double near = 0;
  std::array<DescribedRule, 8> rules{};
  size_t rule_count = 0;

  constexpr DescribedOption Slower(double factor) const {
    DescribedOption option = *this;
    option.slower = factor;
    return option;
  }
  constexpr DescribedOption Common() const {
    DescribedOption option = *this;
    option.common = true;
    return option;
  }
  // Values other than the default, or one choice alone, need the encoder with that feature.
  constexpr DescribedOption InModule(std::string_view feature,
                                     std::string_view for_choice = "") const {
    DescribedOption option = *this;
    option.module_feature = feature;
    option.module_choice = for_choice;
    return option;
  }
  // Numbers from that one on need it; the option has no other default.
  constexpr DescribedOption InModuleFrom(std::string_view feature, double from) const {
    DescribedOption option = InModule(feature);
    option.module_from = from;
    return option;
  }
  constexpr DescribedOption Size(SizeRole role, uint32_t search_reach = 0,
                                 double search_near = 0) const {
    DescribedOption option = *this;
    option.size_role = role;
    option.reach = search_reach;
    option.near = search_near;
    return option;
  }

  constexpr DescribedOption Needs(const Condition& condition) const {
    return With({RuleKind::kNeeds, condition, {}});
  }
  constexpr DescribedOption IdleWhen(const Condition& condition) const {
    return With({RuleKind::kIdle, condition, {}});
  }
  constexpr DescribedOption ReplacedWhen(const Condition& condition) const {
    return With({RuleKind::kReplaced, condition, {}});
  }
  constexpr DescribedOption DisplacesDpi() const { return With({RuleKind::kDisplacesDpi, {}, {}}); }
  // Another option's name, or a condition that must not hold.
  constexpr DescribedOption Excludes(const Condition& condition) const {
    return With({RuleKind::kExcludes, Not(condition), {}});
  }
  constexpr DescribedOption Excludes(std::string_view other) const {
    return Excludes(IsSet(other));
  }

  // Narrows the rule before it to some values of the option.
  template <class... Values>
  constexpr DescribedOption For(Values... values) const {
    DescribedOption option = *this;
    option.rules[rule_count - 1].own = Is(name, values...);
    return option;
  }
  template <class... Values>
  constexpr DescribedOption ForOther(Values... values) const {
    DescribedOption option = *this;
    option.rules[rule_count - 1].own = Not(Is(name, values...));
    return option;
  }
  // Narrows the rule before it to where the condition holds.
  constexpr DescribedOption When(const Condition& condition) const {
    DescribedOption option = *this;
    auto& when = option.rules[rule_count - 1].when;
    (when[0].test == Test::kNone ? when[0] : when[1]) = condition;
    return option;
  }

 private:
  constexpr DescribedOption With(const DescribedRule& rule) const {
    DescribedOption option = *this;
    option.rules[option.rule_count++] = rule;
    return option;
  }
};
using OptionTable = std::span<const DescribedOption>;

template <size_t Size>
constexpr std::array<Option, Size> WithoutHelp(const DescribedOption (&table)[Size]) {
  std::array<Option, Size> options{};
  std::ranges::copy(table, options.begin());
  return options;
}

namespace internal {

// Not constexpr, so that a rule with an unknown name does not compile.
void NoSuchOptionOrValue();

constexpr uint32_t IndexOf(std::string_view name, std::span<const std::string_view> names) {
  for (uint32_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  NoSuchOptionOrValue();
  return 0;
}

constexpr uint32_t SmallNumber(std::string_view digits) {
  uint32_t number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<uint32_t>(digit - '0');
  if (number > 15) NoSuchOptionOrValue();
  return number;
}

constexpr uint8_t OptionIndex(OptionTable table, std::string_view name) {
  for (size_t i = 0; i < table.size(); ++i) {
    if (table[i].name == name) return static_cast<uint8_t>(i);
  }
  NoSuchOptionOrValue();
  return 0;
}

constexpr Term Resolve(OptionTable table, const Condition& condition) {
  const bool is_fact = condition.option.empty();
  Term term{0, condition.test, condition.negated, condition.bound};
  if (condition.test == Test::kNone) return term;
  term.subject = is_fact ? static_cast<uint8_t>(kFirstFact + static_cast<int>(condition.fact))
                         : OptionIndex(table, condition.option);
  std::span<const std::string_view> names;
  if (is_fact && condition.fact == Fact::kLayout) names = kLayoutNames;
  if (is_fact && condition.fact == Fact::kSampleType) names = kSampleTypeNames;
  if (!is_fact) names = table[term.subject].choices;
  constexpr std::string_view kFlags[] = {"false", "true"};
  if (!is_fact && table[term.subject].type == OptionType::kBoolean) names = kFlags;
  for (size_t i = 0; i < condition.value_count; ++i) {
    const std::string_view value = condition.values[i];
    term.number |=
        static_cast<uint16_t>(1u << (names.empty() ? SmallNumber(value) : IndexOf(value, names)));
  }
  return term;
}

constexpr bool IsChecked(RuleKind kind) {
  return kind == RuleKind::kNeeds || kind == RuleKind::kExcludes;
}

constexpr size_t CountChecked(OptionTable table) {
  size_t count = 0;
  for (const DescribedOption& option : table) {
    for (size_t i = 0; i < option.rule_count; ++i) count += IsChecked(option.rules[i].kind);
  }
  return count;
}

}  // namespace internal

// The rules of a table whose violation is an error. The others are resolved, too, to check their
// names.
template <const auto& Table>
consteval auto RulesOf() {
  std::array<OptionRule, internal::CountChecked(Table)> rules{};
  size_t count = 0;
  const OptionTable table = Table;
  for (size_t i = 0; i < table.size(); ++i) {
    for (size_t j = 0; j < table[i].rule_count; ++j) {
      const auto& [kind, condition, own, when] = table[i].rules[j];
      const auto resolve = [&](const Condition& part) { return internal::Resolve(table, part); };
      const OptionRule rule{static_cast<uint8_t>(i),
                            resolve(own),
                            {resolve(when[0]), resolve(when[1])},
                            resolve(condition)};
      if (internal::IsChecked(kind)) rules[count++] = rule;
    }
  }
  return rules;
}

}  // namespace imwrite
