// Which modules decode: a format may have two, the usual one without a feature that few files need.
import { ImwriteError } from '../core/error.js';
import { secondDecoders, type CodecName, type ReadFormat } from '../generated/modules.js';

type DecoderName = Extract<CodecName, `${string}-decode`>;

/** Calls `decodeWith` with the usual decoder's name, and again with the other one's when the usual one says that the file needs it. */
export async function withDecoder<T>(format: ReadFormat, decodeWith: (name: DecoderName) => Promise<T>): Promise<T> {
  try {
    return await decodeWith(`${format}-decode`);
  } catch (error) {
    if (!needsSecond(error)) throw error;
    return decodeWith(secondDecoder(format));
  }
}

/** The same at once. */
export function withDecoderSync<T>(format: ReadFormat, decodeWith: (name: DecoderName) => T): T {
  try {
    return decodeWith(`${format}-decode`);
  } catch (error) {
    if (!needsSecond(error)) throw error;
    return decodeWith(secondDecoder(format));
  }
}

/** Only a decoder's own status names the format. */
const needsSecond = (error: unknown): boolean =>
  error instanceof ImwriteError && error.code === 'not-loaded' && error.format !== undefined;

const secondDecoder = (format: ReadFormat): DecoderName =>
  (secondDecoders as Partial<Record<ReadFormat, DecoderName>>)[format]!;
