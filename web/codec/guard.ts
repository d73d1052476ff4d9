// The bridge between callbacks that may throw and C++ that must never see an exception.
import { ImwriteError, type ImwriteErrorCode } from '../error.js';
import type { Format } from '../generated/formats.js';
import type { ModuleStatus } from '../wasm/module.js';

/** Runs `action`; false asks the codec to stop. */
export type Attempt = (action: () => void) => boolean;

/**
 * Calls a codec. What its callbacks throw, and what the signal's reason is, comes out here after C++ has returned; so
 * does a status of C++, as an ImwriteError.
 */
export function guarded(
  format: Format,
  signal: AbortSignal | undefined,
  call: (attempt: Attempt) => ModuleStatus | undefined,
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
  if (thrown) throw (thrown as { error: unknown }).error;
  if (status) {
    const { code, message, option, expected, actual } = status;
    throw new ImwriteError(code as ImwriteErrorCode, message, { format, option, expected, actual });
  }
}
