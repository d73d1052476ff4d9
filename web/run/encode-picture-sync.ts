// Encoding before the call returns, with what is loaded.
import { encode } from '../codec/encode.js';
import { encoderName } from '../codec/encoder-name.js';
import { metadataFor } from '../codec/metadata.js';
import { bare, optionsFor, warnOfSamples, writtenPicture } from '../codec/picture.js';
import { runNow } from '../core/steps.js';
import type { Format } from '../types/generated.js';
import type { CallOptions, CodecOptions } from '../types/options.js';
import type { SourcePicture } from '../types/picture.js';
import type { Sink } from '../types/sink.js';
import { loadedModule } from '../wasm/load.js';

/** Encodes into `sink`. */
export function encodePictureSync(
  source: SourcePicture,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  call: CallOptions,
): void {
  const written = writtenPicture(source, format, options, call);
  const picture = bare(source, metadataFor(written), written);
  runNow(warnOfSamples(picture.frames, written));
  encode(
    loadedModule(encoderName(format, options, picture.animation !== undefined)),
    picture,
    format,
    runNow(optionsFor(format, options, picture.frames)),
    sink,
    call,
  );
}
