// Transcoding with a module at hand: synchronous, in whichever thread calls.
import type { Format } from '../types/generated.js';
import type { Sink } from '../types/sink.js';
import type { Changes } from '../types/transcode.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { ModuleStatus, TranscoderModule } from '../wasm/module.js';
import { callCodec, type Attempt } from './guard.js';

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
  callCodec(format, signal, call, ['maxPixels', 'metadata', 'signal']);
}
