// Running a codec in the calling thread or in a worker.
import { abortable } from '../abort.js';
import { cssColor, hex } from '../css-color.js';
import type { Format } from '../generated/formats.js';
import { toDisplayP3 } from '../input/display-p3.js';
import { sniffAs } from '../input/encoded.js';
import { isOpaque } from '../input/opaque.js';
import type { SourcePixels } from '../input/source.js';
import type { MetadataRequest } from '../metadata.js';
import type { CallOptions, CodecOptions } from '../options.js';
import { atOnce, inPieces } from '../pieces.js';
import { loadedModule, loadModule } from '../wasm/load.js';
import { encodeInWorker, transcodeInWorker } from '../worker/client.js';
import { belongsInWorker } from '../worker/place.js';
import { encodeCost } from './cost.js';
import { encode, type Picture, type Sink } from './encode.js';
import { encoderName } from './encoder-name.js';
import { isWide, metadataFor, warningsOf } from './metadata.js';
import { transcode, type Changes } from './transcode.js';

/** A picture as the public functions hand it over. */
export interface SourcePicture extends Omit<Picture<SourcePixels>, 'metadata'> {
  readonly metadata: MetadataRequest;
  /** The first frame, where they are asked for one by one. */
  readonly first?: SourcePixels | undefined;
}

/** Encodes into `sink`. For a worker, owned pixels are given away. */
export async function encodePicture(
  source: SourcePicture,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  call: CallOptions,
): Promise<void> {
  const picture = pictureFor(format, source, options, call);
  const module = await abortable(loadModule(encoderName(format, options)), call.signal);
  const fitting = await inPieces(optionsFor(format, options, picture.frames));
  const cost = (): number => encodeCost(format, picture.frames, fitting);
  if (await abortable(belongsInWorker(cost), call.signal)) return encodeInWorker(module, picture, format, fitting, sink, call);
  encode(module, picture, format, fitting, sink, call);
}

export function encodePictureSync(
  source: SourcePicture,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  call: CallOptions,
): void {
  const picture = pictureFor(format, source, options, call);
  encode(loadedModule(encoderName(format, options)), picture, format, atOnce(optionsFor(format, options, picture.frames)), sink, call);
}

function pictureFor(
  format: Format,
  { frames, first, metadata: request, ...source }: SourcePicture,
  options: CodecOptions,
  call: CallOptions,
): Picture<SourcePixels> {
  const images = Array.isArray(frames) ? (frames as readonly SourcePixels[]) : first ? [first] : [];
  const metadata = metadataFor({ format, options, request, frames: images, warn: warningsOf(call) });
  return { ...source, frames: Array.isArray(frames) ? images.map(pixelsOf) : frames, metadata };
}

/** Without what does not concern the encoder, which would be copied for each worker. */
const pixelsOf = ({ metadata: _, leftOut: __, readWarnings: ___, ...pixels }: SourcePixels): SourcePixels => pixels;

/** The formats that would store alpha that says nothing; WebP's encoder looks for itself, JPEG has none. */
const storesAnyAlpha: readonly Format[] = ['png', 'tiff'];

/** What the options come to for these pixels. */
function* optionsFor(format: Format, options: CodecOptions, frames: Iterable<SourcePixels>): Generator<void, CodecOptions> {
  const { background } = options;
  const spare = yield* hasSpareAlpha(format, options, frames);
  // Colours are given in sRGB: here in the pixels' own space.
  const wide = typeof background === 'string' && isWide(frames);
  return {
    ...options,
    ...(spare && { alpha: 'drop' }),
    ...(wide && { background: hex(toDisplayP3(cssColor(background)!.slice(0, 3))) }),
  };
}

/** Whether the format would store alpha that the frames have without need. */
function* hasSpareAlpha(format: Format, { alpha }: CodecOptions, frames: Iterable<SourcePixels>): Generator<void, boolean> {
  if (alpha !== undefined || !storesAnyAlpha.includes(format) || !Array.isArray(frames)) return false;
  for (const frame of frames as readonly SourcePixels[]) if (!frame.alwaysAlpha || !(yield* isOpaque(frame))) return false;
  return true;
}

/** Milliseconds a byte of a file, as in cost.ts. */
const TRANSCODE_COST = 40e-6;

export async function transcodeFile(
  bytes: Uint8Array,
  format: 'jpeg',
  changes: Changes,
  sink: Sink,
  signal: AbortSignal | undefined,
): Promise<void> {
  sniffAs(format, bytes);
  const module = await abortable(loadModule(`${format}-transcode`), signal);
  const inWorker = await abortable(belongsInWorker(() => bytes.length * TRANSCODE_COST), signal);
  sniffAs(format, bytes); // once more: they may have been detached meanwhile
  if (inWorker) return transcodeInWorker(module, bytes, format, changes, sink, signal);
  transcode(module, bytes, format, changes, sink, signal);
}

export function transcodeFileSync(
  bytes: Uint8Array,
  format: 'jpeg',
  changes: Changes,
  sink: Sink,
  signal: AbortSignal | undefined,
): void {
  sniffAs(format, bytes);
  transcode(loadedModule(`${format}-transcode`), bytes, format, changes, sink, signal);
}
