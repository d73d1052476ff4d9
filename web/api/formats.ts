// formats: what each format is and takes, with the texts that the runtime itself does not need.
import { formats as rules } from '../generated/formats.js';
import { optionTexts } from '../generated/option-texts.js';
import { isRead } from '../input/encoded.js';
import type { FormatFacts, OptionFacts, OptionRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';

/** What each format is and takes: names, limits, and the table of its options. */
export const formats: Readonly<Record<Format, FormatFacts>> = /* @__PURE__ */ withTexts();

function withTexts(): Record<Format, FormatFacts> {
  const described = (list: readonly OptionRules[], texts: (typeof optionTexts)[string] | undefined): OptionFacts[] =>
    list.map((option) => ({ ...option, ...texts![option.name]! }));
  const facts = Object.values(rules).map((format) => {
    const options = described(format.options, optionTexts[format.name]);
    const commonOptions = described(format.commonOptions, optionTexts['common']);
    return [format.name, { ...format, readable: isRead(format.name), options, commonOptions }];
  });
  return Object.fromEntries(facts);
}
