// limits: what each limit is, and what it is for.
import { defaultLimits } from '../generated/formats.js';
import { optionTexts } from '../generated/option-texts.js';
import type { Limits } from '../types/generated.js';

/** How much a file may ask for when it is read. */
export interface LimitFacts {
  readonly name: keyof Limits;
  readonly default: number;
  readonly help: string;
}

/** What `limits`, as an option and in `configure`, may hold. */
export const limits: readonly LimitFacts[] = /* @__PURE__ */ limitsWithTexts();

function limitsWithTexts(): LimitFacts[] {
  return Object.entries(defaultLimits).map(([name, usual]) => ({
    name: name as keyof Limits,
    default: usual,
    help: optionTexts['limits']![name]!.help,
  }));
}
