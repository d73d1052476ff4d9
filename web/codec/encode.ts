// Encoding with a module at hand: synchronous, in whichever thread calls.
import type { Format } from '../generated/formats.js';
import type { CallOptions, CodecOptions } from '../options.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { EncoderModule, Pixels } from '../wasm/module.js';
import { guarded } from './guard.js';

/** Where encoded bytes go. A chunk is only valid during the call. */
export interface Sink {
  write(chunk: Uint8Array): void;
  /** Replaces bytes written before; only formats that are not `streaming` do. */
  patch(offset: number, chunk: Uint8Array): void;
}

export function encode(
  module: CompiledModule<EncoderModule>,
  image: Pixels,
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
  guarded(format, signal, (attempt) =>
    module.run((instance) =>
      instance.imwrite(image, format, options, {
        write: (chunk) => attempt(() => sink.write(chunk)),
        patch: (offset, chunk) => attempt(() => sink.patch(offset, chunk)),
        progress: (fraction) => attempt(() => report(fraction)),
      }),
    ),
  );
  report(1);
}
