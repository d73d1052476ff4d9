// ImwriteError: the one error this package throws, with what a program needs to react to it.
import type { Format } from '../types/generated.js';

/** What went wrong, as a stable word. */
export type ImwriteErrorCode =
  | 'unknown-format'
  | 'unknown-option'
  | 'invalid-option'
  | 'invalid-image'
  | 'unsupported-image'
  | 'image-too-large'
  | 'corrupt-data'
  | 'unsupported-data'
  | 'out-of-memory'
  | 'write-failed'
  | 'read-failed'
  | 'load-failed'
  | 'unsupported-engine'
  | 'not-loaded'
  | 'internal';

/** The facts an {@link ImwriteError} carries beside its code and message. */
export interface ImwriteErrorDetails {
  /** The format that was being written or read. */
  format?: Format | undefined;
  /** The option or image property at fault. */
  option?: string | undefined;
  /** What would have been accepted, in words. */
  expected?: string | undefined;
  /** What was given, in words. */
  actual?: string | undefined;
  /** The error underneath, if there was one. */
  cause?: unknown;
}

/**
 * Every failure of this package, except an abort (which rejects with `signal.reason`) and an exception that your own
 * `onProgress` threw (which is passed on as it is).
 */
export class ImwriteError extends Error {
  override readonly name = 'ImwriteError';
  readonly code: ImwriteErrorCode;
  readonly format?: Format | undefined;
  readonly option?: string | undefined;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;

  constructor(code: ImwriteErrorCode, message: string, details: ImwriteErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.format = details.format;
    this.option = details.option;
    this.expected = details.expected;
    this.actual = details.actual;
  }
}

/** An error whose message ends in "expected …, got …". @internal */
export function mismatch(
  code: ImwriteErrorCode,
  what: string,
  expected: string,
  actual: string,
  details: ImwriteErrorDetails = {},
): ImwriteError {
  return new ImwriteError(code, `${what}: expected ${expected}, got ${actual}`, { ...details, expected, actual });
}

/** How much of a value a message holds, in characters. */
const SHOWN = 80;
const SHOWN_END = 29;

/** A text of any length for a message: of a long one its begin and end. @internal */
export function shorten(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - SHOWN_END - 1)}…${text.slice(-SHOWN_END)}`;
}

/** The message of whatever was thrown. @internal */
export function messageOf(error: unknown): string {
  // Words of such a length are addresses, paths or data.
  if (error instanceof Error) return systemReason(error).replace(/\S{81,}/g, shorten);
  // Emscripten's FS throws objects that carry nothing but a number.
  const { errno } = Object(error) as { errno?: number };
  if (errno === undefined) return shorten(textOf(error));
  const meaning = errnoMeanings[errno];
  return meaning ? `${meaning} (errno ${errno})` : `errno ${errno}`;
}

/** Node's system errors repeat the path, which the message around them has already: "ENOENT: no such file or directory, open 'a.png'". */
function systemReason({ message, code }: Error & { code?: unknown }): string {
  const reason = typeof code === 'string' && message.startsWith(`${code}: `) ? /^[^,]+/.exec(message)?.[0] : undefined;
  return reason ?? message;
}

/** A value as a text, also if it cannot be one. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** The numbers of Emscripten's FS that writing and reading files meets. */
const errnoMeanings: Readonly<Record<number, string>> = {
  2: 'permission denied',
  20: 'it exists already',
  31: 'it is a folder',
  44: 'no such file or folder',
  51: 'no space left',
  54: 'a part of the path is no folder',
};

/** A value as a person would write it, for messages: `1.5`, `'jpg'`, `Array`, `undefined`. @internal */
export function formatValue(value: unknown): string {
  if (typeof value === 'string')
    return value.length <= SHOWN ? `'${value}'` : `'${shorten(value)}' (${value.length} characters)`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return shorten(String(value));
  return shorten(Object.prototype.toString.call(value).slice(8, -1));
}
