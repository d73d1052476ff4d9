// formats: what each format is and takes, with the texts that the runtime itself does not need.
import type { FormatFacts, OptionFacts, OptionRules } from './format.js';
import { defaultLimits, formats as rules, type Format, type Limits } from './generated/formats.js';
import { optionTexts } from './generated/option-texts.js';

/** What each format is and takes: names, limits, and the table of its options. */
export const formats: Readonly<Record<Format, FormatFacts>> = /* @__PURE__ */ withTexts();

function withTexts(): Record<Format, FormatFacts> {
  const described = (list: readonly OptionRules[], texts: (typeof optionTexts)[string] | undefined): OptionFacts[] =>
    list.map((option) => ({ ...option, ...texts![option.name]! }));
  const facts = Object.values(rules).map((format) => {
    const options = described(format.options, optionTexts[format.name]);
    return [format.name, { ...format, options, commonOptions: described(format.commonOptions, optionTexts['common']) }];
  });
  return Object.fromEntries(facts);
}

/** How much a file may ask for when it is read. */
export interface LimitFacts {
  readonly name: keyof Limits;
  readonly default: number;
  readonly help: string;
}

/** What `limits`, as an option and in `configure`, may hold. */
export const limits: readonly LimitFacts[] = /* @__PURE__ */ limitsWithTexts();

function limitsWithTexts(): LimitFacts[] {
  return Object.entries(defaultLimits).map(([name, usual]) => ({ name: name as keyof Limits, default: usual, help: optionTexts['limits']![name]!.help }));
}
