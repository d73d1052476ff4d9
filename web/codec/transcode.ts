// Transcoding with a module at hand: synchronous, in whichever thread calls.
import type { Format } from '../generated/formats.js';
import type { PlainMetadata } from '../metadata.js';
import type { CodecOptions } from '../options.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { TranscoderModule, ModuleStatus } from '../wasm/module.js';
import type { Sink } from './encode.js';
import { guarded, type Attempt } from './guard.js';

/** What a transcode changes. */
export interface Changes {
  readonly options: CodecOptions;
  /** What replaces the file's own of the same kinds; the others stay when `keep` is set. */
  readonly metadata: PlainMetadata & { readonly keep: boolean };
}

export function transcode(
  module: CompiledModule<TranscoderModule>,
  bytes: Uint8Array,
  format: Format,
  { options, metadata }: Changes,
  sink: Pick<Sink, 'write'>,
  signal?: AbortSignal,
): void {
  const call = (attempt: Attempt): ModuleStatus | undefined =>
    module.run((instance) =>
      instance.transcode(bytes, format, options, metadata, { write: (chunk) => attempt(() => sink.write(chunk)) }),
    );
  guarded(format, signal, call, ['maxPixels', 'metadata', 'signal']);
}
