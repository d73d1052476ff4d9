// Encoding before the call returns, with what is loaded.
import type { Format } from '../generated/formats.js';
import type { CallOptions, CodecOptions } from '../options.js';
import { runNow } from '../steps.js';
import { loadedModule } from '../wasm/load.js';
import { encode, type Sink } from './encode.js';
import { encoderName } from './encoder-name.js';
import { metadataFor } from './metadata.js';
import { bare, optionsFor, warnOfClipped, writtenPicture, type SourcePicture } from './picture.js';

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
  runNow(warnOfClipped(picture.frames, written));
  encode(loadedModule(encoderName(format, options)), picture, format, runNow(optionsFor(format, options, picture.frames)), sink, call);
}
