// One encode as one attempt among several.
import type { QualitySearch } from '../codec/quality-search.js';
import type { CallOptions } from '../types/options.js';

export type Encode = ReturnType<QualitySearch['best']>;

/** The call, its progress being that of one attempt. @internal */
export function partOf(call: CallOptions, { shares: [from, to] }: QualitySearch): CallOptions {
  const { onProgress } = call;
  return onProgress && to < 1 ? { ...call, onProgress: (fraction) => onProgress(from + (to - from) * fraction) } : call;
}

/** The best of the attempts. @internal */
export function finish(search: QualitySearch, { onProgress }: CallOptions): Encode {
  const best = search.best();
  if (search.shares[1] < 1) onProgress?.(1);
  return best;
}
