// Encoding in the calling thread or in a worker. What goes beside the pixels is loaded where there is such.
import { encodeCost } from '../codec/cost.js';
import { encode } from '../codec/encode.js';
import { encoderName } from '../codec/encoder-name.js';
import { bare, isPixelsAlone, optionsFor, warnOfSamples, writtenPicture } from '../codec/picture.js';
import { abortable } from '../core/abort.js';
import { runLater } from '../core/steps.js';
import type { Format } from '../types/generated.js';
import type { CallOptions, CodecOptions } from '../types/options.js';
import type { SourcePicture } from '../types/picture.js';
import type { Sink } from '../types/sink.js';
import { loadModule, loadPart } from '../wasm/load.js';
import { encodeInWorker } from '../worker/client.js';
import { belongsInWorker } from '../worker/place.js';

/** Encodes into `sink`. For a worker, owned pixels are given away. */
export async function encodePicture(
  source: SourcePicture,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  call: CallOptions,
): Promise<void> {
  const written = writtenPicture(source, format, options, call);
  const beside = isPixelsAlone(written)
    ? undefined
    : await abortable(
        loadPart(() => import('../codec/metadata.js')),
        call.signal,
      );
  const picture = bare(source, beside?.metadataFor(written), written);
  await runLater(warnOfSamples(picture.frames, written));
  const module = await abortable(
    loadModule(encoderName(format, options, picture.animation !== undefined)),
    call.signal,
  );
  const fitting = await runLater(optionsFor(format, options, picture.frames));
  const cost = (): number => encodeCost(format, picture.frames, fitting);
  if (await abortable(belongsInWorker(cost), call.signal))
    return encodeInWorker(module, picture, format, fitting, sink, call);
  encode(module, picture, format, fitting, sink, call);
}
