// The search for the highest quality whose file is not larger than the caller allows.
import { mismatch, show } from '../error.js';
import { formats, type Format } from '../generated/formats.js';
import type { CodecOptions } from '../options.js';

const LOWEST = 1;

/** Where quality does not set the size: the encode is made once. */
const fixesSize: Readonly<Partial<Record<Format, readonly string[]>>> = { jpeg: ['lossless'], webp: ['lossless', 'nearLossless'] };

/**
 * Halves the range of qualities with each attempt. Without a limit, or in a lossless format, there is one attempt.
 * For each `next()` that gives options, the encoded bytes go to `report()`; `best()` is the outcome.
 */
export class QualitySearch {
  readonly #format: Format;
  readonly #options: CodecOptions;
  readonly #maxBytes: number | undefined;
  /** The quality to try next; undefined where there is none to choose. */
  #quality: number | undefined;
  #fitting: number;
  #tooLarge: number;
  #attempts = 0;
  #best: { bytes: Uint8Array<ArrayBuffer>; options: CodecOptions } | undefined;
  #smallest = Infinity;

  constructor(format: Format, options: CodecOptions, maxBytes: number | undefined) {
    if (maxBytes !== undefined && !(Number.isInteger(maxBytes) && maxBytes >= 1)) {
      throw mismatch('invalid-option', "option 'maxBytes'", 'a whole number from 1', show(maxBytes), { option: 'maxBytes' });
    }
    this.#format = format;
    this.#options = options;
    this.#maxBytes = maxBytes;
    const facts = formats[format].options.find(({ name }) => name === 'quality');
    const lossless = fixesSize[format]?.some((name) => options[name] !== undefined && options[name] !== false);
    // A quality that is none is the codec's to refuse.
    const highest = options['quality'] ?? (facts && 'default' in facts ? facts.default : undefined);
    if (maxBytes !== undefined && facts && !lossless && typeof highest === 'number') this.#quality = highest;
    this.#fitting = Math.min(LOWEST, this.#quality ?? LOWEST) - 1;
    this.#tooLarge = (this.#quality ?? 0) + 1;
    if (this.#quality !== undefined) this.#checkOthers();
  }

  /** The share of the whole work that attempts before this one are, and this one with them: both rise towards 1. */
  get shares(): readonly [number, number] {
    return this.#quality === undefined ? [0, 1] : [1 - 2 ** -this.#attempts, 1 - 2 ** -(this.#attempts + 1)];
  }

  next(): CodecOptions | undefined {
    if (this.#quality === undefined) return this.#attempts === 0 ? this.#options : undefined;
    if (this.#tooLarge - this.#fitting <= 1) return undefined;
    // The highest comes first: often it fits.
    if (this.#attempts > 0) this.#quality = Math.floor((this.#fitting + this.#tooLarge) / 2);
    return { ...this.#options, quality: this.#quality };
  }

  report(bytes: Uint8Array<ArrayBuffer>): void {
    ++this.#attempts;
    this.#smallest = Math.min(this.#smallest, bytes.length);
    const fits = bytes.length <= (this.#maxBytes ?? Infinity);
    if (fits) this.#best = { bytes, options: this.#quality === undefined ? this.#options : { ...this.#options, quality: this.#quality } };
    if (this.#quality === undefined) return;
    if (fits) this.#fitting = this.#quality;
    else this.#tooLarge = this.#quality;
  }

  best(): { readonly bytes: Uint8Array<ArrayBuffer>; readonly options: CodecOptions } {
    if (this.#best) return this.#best;
    const how = this.#quality === undefined ? '' : ' at the lowest quality';
    throw mismatch('image-too-large', `${this.#format} file`, `at most ${this.#maxBytes} bytes`, `${this.#smallest} bytes${how}`, {
      format: this.#format,
      option: 'maxBytes',
    });
  }

  #checkOthers(): void {
    const other = ['lumaQuality', 'chromaQuality', 'quantTables', 'targetSize', 'targetPsnr'].find((name) => this.#options[name] !== undefined);
    if (other === undefined) return;
    throw mismatch('invalid-option', "option 'maxBytes'", 'quality as the only one to choose', `${other} beside it`, {
      format: this.#format,
      option: 'maxBytes',
    });
  }
}
