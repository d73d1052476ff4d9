#include "src/option-rules.h"

namespace imwrite {
namespace {

constexpr std::string_view kFactNouns[] = {" pixels", " samples", "extra channels", "animation",
                                           " bits of precision"};

struct Checker {
  const RuledOptions& ruled;
  const ImageInfo& info;
  bool is_animation;

  OptionState State(uint8_t subject) const {
    if (subject < kFirstFact) return ruled.states[subject];
    int value = is_animation;
    switch (static_cast<Fact>(subject - kFirstFact)) {
      case Fact::kLayout: value = info.is_cmyk ? 4 : info.channels - info.extra_channels - 1; break;
      case Fact::kSampleType: value = static_cast<int>(info.sample_type); break;
      case Fact::kExtraChannels: value = info.extra_channels; break;
      case Fact::kAnimation: break;
      case Fact::kPrecision: value = info.precision; break;
    }
    return {static_cast<double>(value), value != 0};
  }

  bool Holds(const Term& term) const {
    const auto [value, set] = State(term.subject);
    bool passes = set;
    if (term.test == Test::kNone) return true;
    if (term.test == Test::kBelow) passes = value < term.number;
    if (term.test == Test::kIn)
      passes = value >= 0 && value < 16 && (term.number >> static_cast<int>(value) & 1);
    return passes != term.negated;
  }

  void AddValue(uint8_t subject, double value, std::string* text) const {
    if (value != value) {
      *text += "automatic";
      return;
    }
    const auto index = static_cast<size_t>(value);
    if (subject >= kFirstFact && subject < kFirstFact + static_cast<int>(Fact::kPrecision)) {
      *text += subject == kFirstFact ? kLayoutNames[index] : kSampleTypeNames[index];
    } else if (subject >= kFirstFact) {
      *text += value == 0 ? "all" : std::to_string(index);
    } else if (const auto choices = ruled.options[subject].choices; !choices.empty()) {
      const char* quote = IsNumber(choices[index]) ? "" : "'";
      *text += quote;
      *text += choices[index];
      *text += quote;
    } else if (ruled.options[subject].type == OptionType::kBoolean) {
      *text += index == 0 ? "false" : "true";
    } else {
      *text += std::to_string(index);
    }
  }

  // What a term asks for, or what is there in its place.
  std::string Text(const Term& term, bool actual) const {
    const uint8_t subject = term.subject;
    const bool is_fact = subject >= kFirstFact;
    const std::string_view name =
        is_fact ? kFactNouns[subject - kFirstFact] : ruled.options[subject].name;
    std::string text;
    if (term.test == Test::kSet) {
      if (term.negated != actual) text += "no ";
      text += name;
      return text;
    }
    if (!is_fact) {
      text += name;
      text += ' ';
    }
    if (actual) {
      AddValue(subject, State(subject).value, &text);
    } else if (term.test == Test::kBelow) {
      text += term.negated ? "at least " : "below ";
      text += std::to_string(term.number);
    } else {
      if (term.negated) text += "other than ";
      const char* between = "";
      for (int bit = 0; bit < 16; ++bit) {
        if (!(term.number >> bit & 1)) continue;
        text += between;
        AddValue(subject, bit, &text);
        between = " or ";
      }
    }
    if (is_fact) text += name;
    return text;
  }

  Status Check(const OptionRule& rule) const {
    const auto [value, set] = ruled.states[rule.option];
    if (!set || Holds(rule.needs) || !Holds(rule.own) || !Holds(rule.when[0]) ||
        !Holds(rule.when[1]))
      return Ok();
    std::string expected = Text(rule.needs, false);
    if (rule.needs.subject < kFirstFact) expected += " beside it";
    if (rule.own.test == Test::kIn) {
      expected += " for ";
      AddValue(rule.option, value, &expected);
    }
    return InvalidOption(ruled.format, ruled.options[rule.option].name, std::move(expected),
                         Text(rule.needs, true));
  }
};

}  // namespace

std::vector<OptionState> InitialStates(std::span<const Option> options) {
  std::vector<OptionState> states(options.size());
  for (size_t i = 0; i < options.size(); ++i)
    states[i].value = options[i].initial().value_or(__builtin_nan(""));
  return states;
}

Status CheckRules(const RuledOptions& ruled, const ImageInfo& info, bool is_animation) {
  const Checker checker{ruled, info, is_animation};
  for (const OptionRule& rule : ruled.rules) {
    if (Status status = checker.Check(rule); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace imwrite
