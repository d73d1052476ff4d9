// The search for the highest quality, or the most colors, whose file is not larger than the caller allows.
import { mismatch, formatValue } from '../core/error.js';
import { formats } from '../generated/formats.js';
import type { OptionRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { CodecOptions } from '../types/options.js';

/**
 * Sizes may not quite rise with the value (`dips`). Beyond the first value that is too large, the search goes on for `reach`
 * more, and for as long as sizes stay near the limit.
 */
const NEAR_BYTES = 32;
const MOST_BEYOND = 16;

/**
 * Halves the range of values with each attempt, and then looks a little beyond. Without a limit, or where the file is
 * lossless, there is one attempt. For each `next()` that gives options, the encoded bytes go to `report()`; `best()` is the
 * outcome.
 */
export class QualitySearch {
  readonly #format: Format;
  readonly #options: CodecOptions;
  readonly #maxBytes: number;
  /** The option that is searched, of formats that have one. */
  readonly #searched: OptionRules | undefined;
  /** The value to try first; undefined where there is none to choose. */
  readonly #highest: number | undefined;
  /** The value of the attempt under way. */
  #value: number | undefined;
  #fitting: number;
  #tooLarge: number;
  readonly #sizes = new Map<number | undefined, number>();
  #beyond = 0;
  #best: { bytes: Uint8Array<ArrayBuffer>; options: CodecOptions } | undefined;

  constructor(format: Format, options: CodecOptions, maxBytes: number | undefined) {
    if (maxBytes !== undefined && !(Number.isInteger(maxBytes) && maxBytes >= 1)) {
      throw mismatch('invalid-option', "option 'maxBytes'", 'a whole number from 1', formatValue(maxBytes), {
        option: 'maxBytes',
      });
    }
    this.#format = format;
    this.#options = options;
    this.#maxBytes = maxBytes ?? Infinity;
    const table: readonly OptionRules[] = formats[format].options;
    const searched = (this.#searched = table.find(({ size }) => size === 'searched'));
    const fixed = table.some(
      ({ name, size, default: usual }) => size === 'fixes' && (options[name] ?? usual) !== usual,
    );
    // A value that is none is the codec's to refuse.
    const highest = searched && (options[searched.name] ?? searched.default);
    if (maxBytes !== undefined && !fixed && typeof highest === 'number') this.#highest = highest;
    this.#fitting = (searched?.min ?? 0) - 1;
    this.#tooLarge = (this.#highest ?? 0) + 1;
    if (this.#highest !== undefined) this.#checkRivals(table);
  }

  /** The share of the whole work that attempts before this one are, and this one with them: both rise towards 1. */
  get shares(): readonly [number, number] {
    const attempts = this.#sizes.size;
    return this.#highest === undefined ? [0, 1] : [1 - 2 ** -attempts, 1 - 2 ** -(attempts + 1)];
  }

  next(): CodecOptions | undefined {
    // The highest comes first: often it fits.
    if (this.#sizes.size === 0) this.#value = this.#highest;
    else if (this.#highest === undefined) return undefined;
    else if (this.#tooLarge - this.#fitting > 1) this.#value = Math.floor((this.#fitting + this.#tooLarge) / 2);
    else if ((this.#value = this.#nextBeyond()) === undefined) return undefined;
    return this.#optionsWith(this.#value);
  }

  report(bytes: Uint8Array<ArrayBuffer>): void {
    const value = this.#value;
    this.#sizes.set(value, bytes.length);
    if (bytes.length > this.#maxBytes) {
      this.#tooLarge = Math.min(this.#tooLarge, value ?? 0);
      return;
    }
    this.#fitting = value ?? 0;
    this.#best = { bytes, options: this.#optionsWith(value) };
  }

  #optionsWith(value: number | undefined): CodecOptions {
    return value === undefined ? this.#options : { ...this.#options, [this.#searched!.name]: value };
  }

  #nextBeyond(): number | undefined {
    const { reach, near } = this.#searched?.dips ?? { reach: 0, near: 0 };
    const far = this.#maxBytes * (1 + near) + NEAR_BYTES;
    for (let value = this.#fitting + 1; value < this.#highest!; ++value) {
      const size = this.#sizes.get(value);
      if (size === undefined) return this.#beyond++ < MOST_BEYOND ? value : undefined;
      if (size > far && value - this.#fitting > reach) return undefined;
    }
    return undefined;
  }

  best(): { readonly bytes: Uint8Array<ArrayBuffer>; readonly options: CodecOptions } {
    if (this.#best) return this.#best;
    const how = this.#highest === undefined ? '' : ` with ${this.#searched!.name} ${this.#searched!.min}`;
    throw mismatch(
      'image-too-large',
      `${this.#format} file`,
      `at most ${this.#maxBytes} bytes`,
      `${Math.min(...this.#sizes.values())} bytes${how}`,
      {
        format: this.#format,
        option: 'maxBytes',
      },
    );
  }

  #checkRivals(table: readonly OptionRules[]): void {
    const rival = table.find(({ name, size }) => size === 'rival' && this.#options[name] !== undefined);
    if (rival === undefined) return;
    const expected = `${this.#searched!.name} as the only one to choose`;
    throw mismatch('invalid-option', "option 'maxBytes'", expected, `${rival.name} beside it`, {
      format: this.#format,
      option: 'maxBytes',
    });
  }
}
