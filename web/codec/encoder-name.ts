// Which module encodes: a format may have two, the usual one without a feature that few options need.
import { formats } from '../generated/formats.js';
import type { CodecName } from '../generated/modules.js';
import type { FormatRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { CodecOptions } from '../types/options.js';

type EncoderName = Extract<CodecName, `${string}-encode`>;

export function encoderName(format: Format, options: CodecOptions, animated: boolean): EncoderName {
  const { options: facts, animationModule }: FormatRules = formats[format];
  if (animated && animationModule) return `${format}-${animationModule}-encode` as EncoderName;
  const special = facts.find(({ name, module, moduleChoice, moduleFrom, default: usual }) => {
    const value = options[name];
    if (!module || value === undefined) return false;
    if (moduleFrom !== undefined) return typeof value === 'number' && value >= moduleFrom;
    return moduleChoice ? value === moduleChoice : value !== usual;
  });
  return (special ? `${format}-${special.module}-encode` : `${format}-encode`) as EncoderName;
}
