// The bridge between callbacks that may throw and C++ that must never see an exception.
import { ImwriteError, shorten, type ImwriteErrorCode } from '../core/error.js';
import type { Format } from '../types/generated.js';
import type { ModuleStatus } from '../wasm/module.js';

/** Runs `action`; false asks the codec to stop. */
export type Attempt = (action: () => void) => boolean;

/**
 * Calls a codec; `others` are the options that it does not know, as the runtime handles them. What its callbacks throw, and what the signal's reason is, comes out here after C++ has returned; so
 * does a status of C++, as an ImwriteError.
 */
export function callCodec(
  format: Format,
  signal: AbortSignal | undefined,
  call: (attempt: Attempt) => ModuleStatus | undefined,
  others: readonly string[] = [],
): void {
  let thrown: { error: unknown } | undefined;
  const attempt: Attempt = (action) => {
    if (thrown) return false;
    try {
      signal?.throwIfAborted();
      action();
      return true;
    } catch (error) {
      thrown = { error };
      return false;
    }
  };

  let status: ModuleStatus | undefined;
  try {
    status = call(attempt);
  } catch (error) {
    throw thrown ? thrown.error : error;
  }
  if (thrown) throw thrown.error;
  if (status) throw errorOf(status, format, others);
}

/** Texts of the codec may hold a whole value of the caller's. */
function errorOf(
  { code, message, option, expected, actual }: ModuleStatus,
  format: Format,
  others: readonly string[],
): ImwriteError {
  let text = message;
  const brief = (value: string | undefined): string | undefined => {
    const short = value && shorten(value);
    if (value && short !== value) text = text.split(value).join(short);
    return short;
  };
  const facts = { option: brief(option), expected, actual: brief(actual) };
  if (code === 'unknown-option' && expected && others.length > 0) {
    facts.expected = [expected, ...others].join(', ');
    text = text.replace(expected, () => facts.expected!);
  }
  return new ImwriteError(code as ImwriteErrorCode, text, { format, ...facts });
}
