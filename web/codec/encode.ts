// Encoding with a module at hand: synchronous, in whichever thread calls.
import { mismatch } from '../core/error.js';
import type { Format } from '../types/generated.js';
import type { CallOptions, CodecOptions } from '../types/options.js';
import type { Picture } from '../types/picture.js';
import type { Pixels } from '../types/pixels.js';
import type { Sink } from '../types/sink.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { EncoderModule, ModuleStatus } from '../wasm/module.js';
import { callCodec, type Attempt } from './guard.js';

/** Gray or RGB, with or without alpha. */
export const colorChannels = ({ channels, extraChannels = 0 }: Pick<Pixels, 'channels' | 'extraChannels'>): number =>
  channels - extraChannels;

export function encode(
  module: CompiledModule<EncoderModule>,
  { frames, count, animation, metadata, stripe }: Picture,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  { signal, onProgress }: CallOptions,
): void {
  let reported = 0;
  const report = (fraction: number): void => {
    if (!onProgress || fraction <= reported) return;
    reported = fraction;
    onProgress(fraction);
  };
  const iterator = frames[Symbol.iterator]();
  const call = (attempt: Attempt): ModuleStatus | undefined => {
    const next = (): Pixels | undefined | null => {
      let frame: Pixels | undefined;
      return attempt(() => void (frame = attached(iterator.next().value, format))) ? frame : null;
    };
    return module.run((instance) =>
      instance.imwrite({ next, count, animation, metadata, stripe }, format, options, {
        write: (chunk) => attempt(() => sink.write(chunk)),
        patch: (offset, chunk) => attempt(() => sink.patch(offset, chunk)),
        progress: (fraction) => attempt(() => report(fraction)),
      }),
    );
  };
  try {
    callCodec(format, signal, call);
  } finally {
    iterator.return?.(); // where not all were asked for, a generator ends here
  }
  report(1);
}

/** The frame, or an error when its buffer was detached while the call was waiting. */
export function attached<P extends Pixels | undefined>(frame: P, format: Format): P {
  if (frame?.bytes.byteLength !== 0) return frame;
  const expected = 'a buffer that stays until the call is done';
  throw mismatch('invalid-image', 'image data', expected, 'one that was detached meanwhile', { format });
}
