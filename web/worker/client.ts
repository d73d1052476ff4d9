// Encoding and decoding in a worker of the pool, seen from the calling thread.
import { attached } from '../codec/encode.js';
import { ImwriteError, messageOf, mismatch, shorten } from '../core/error.js';
import type { Snapshot } from '../input/snapshot.js';
import type { CheckedDecodeOptions } from '../types/decode-options.js';
import type { DecodedFile } from '../types/decoded.js';
import type { Format } from '../types/generated.js';
import type { CallOptions, CodecOptions } from '../types/options.js';
import type { Picture } from '../types/picture.js';
import type { Pixels } from '../types/pixels.js';
import type { Sink } from '../types/sink.js';
import type { SourcePixels } from '../types/source-pixels.js';
import type { Changes } from '../types/transcode.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { DecoderModule, EncoderModule, TranscoderModule } from '../wasm/module.js';
import { packed, packedInPieces } from './packed.js';
import { runInWorker } from './pool.js';
import { ticket, type Reply } from './protocol.js';
import { releaseBuffer } from './buffer-pool.js';
import { encodeStripes, stripesOf } from './stripes.js';

export async function encodeInWorker(
  module: CompiledModule<EncoderModule>,
  picture: Picture<SourcePixels>,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  call: CallOptions,
): Promise<void> {
  checkClonable(format, options);
  const stripes = stripesOf(module, picture, format, options);
  if (stripes) return encodeStripes(stripes, sink, call);
  const frames: Transferred[] = [];
  for (const frame of picture.frames) frames.push(await transferred(frame, format));
  const reply = await send(module, { ...picture, frames }, format, options, sink, call);
  // Owned memory was not taken from there.
  const [first] = Array.isArray(picture.frames) ? (picture.frames as readonly SourcePixels[]) : [];
  if (reply.kind === 'encoded' && reply.room && first?.owned === false) releaseBuffer(reply.room);
}

/** Encodes rows of a picture, or a picture whose rows came one by one; of a stripe, the summary is set. */
export async function encodePartInWorker(
  module: CompiledModule<EncoderModule>,
  picture: Picture & { readonly frames: readonly Pixels[] },
  format: Format,
  options: CodecOptions,
  sink: Sink,
  signal: AbortSignal | undefined,
): Promise<void> {
  const frames = picture.frames.map((frame) =>
    packed(frame, 0, frame.bytes.length / frame.stride, frame.bytes.length / frame.stride),
  );
  const reply = await send(module, { ...picture, frames }, format, options, sink, { signal });
  if (reply.kind === 'striped') {
    picture.stripe!.summary = reply.summary;
    for (const piece of reply.pieces) sink.write(piece, true);
  }
  if ((reply.kind === 'striped' || reply.kind === 'encoded') && reply.room) releaseBuffer(reply.room);
}

type Transferred = Pixels & { readonly bytes: Uint8Array<ArrayBuffer> };

/** Sends a picture to a worker, and what it writes into `sink`. @returns The last reply. */
function send(
  module: CompiledModule<EncoderModule>,
  picture: Picture & { readonly frames: readonly Transferred[] },
  format: Format,
  options: CodecOptions,
  sink: Sink,
  { signal, onProgress }: CallOptions,
): Promise<Reply> {
  const listen = (reply: Reply): void => {
    if (reply.kind === 'chunk') sink.write(reply.bytes, true);
    if (reply.kind === 'patch') sink.patch(reply.offset, reply.bytes);
    if (reply.kind === 'progress') onProgress?.(reply.fraction);
  };
  const request = {
    kind: 'encode',
    module: ticket(module),
    picture,
    format,
    options,
    progress: onProgress !== undefined,
  } as const;
  return runInWorker(
    request,
    picture.frames.map(({ bytes }) => bytes.buffer),
    listen,
    signal,
  );
}

export async function decodeInWorker(
  module: CompiledModule<DecoderModule>,
  bytes: Uint8Array,
  format: Format,
  options: CheckedDecodeOptions,
  signal: AbortSignal | undefined,
): Promise<DecodedFile> {
  const copy = bytes.slice();
  const request = { kind: 'decode', module: ticket(module), bytes: copy, format, options } as const;
  const reply = await runInWorker(request, [copy.buffer], () => {}, signal);
  if (reply.kind !== 'decoded')
    throw new ImwriteError('internal', `the worker replied '${reply.kind}' to a decode`, { format });
  return reply.file;
}

/** The pixels of a snapshot, which is given away. */
export async function readInWorker(
  snapshot: Snapshot,
  signal: AbortSignal | undefined,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const reply = await runInWorker({ kind: 'read', snapshot }, [snapshot.picture], () => {}, signal);
  if (reply.kind !== 'read') throw new ImwriteError('internal', `the worker replied '${reply.kind}' to a picture`);
  return reply.data;
}

export async function transcodeInWorker(
  module: CompiledModule<TranscoderModule>,
  bytes: Uint8Array,
  format: Format,
  changes: Changes,
  sink: Sink,
  signal: AbortSignal | undefined,
): Promise<void> {
  checkClonable(format, changes.options);
  const copy = bytes.slice();
  const listen = (reply: Reply): void => {
    if (reply.kind === 'chunk') sink.write(reply.bytes, true);
  };
  await runInWorker(
    { kind: 'transcode', module: ticket(module), bytes: copy, format, changes },
    [copy.buffer],
    listen,
    signal,
  );
}

/** Pixels that may leave this thread: owned ones as they are, others as a packed copy. */
async function transferred(frame: SourcePixels, format: Format): Promise<Transferred> {
  const { owned, ...image } = attached(frame, format);
  return owned
    ? { ...image, bytes: image.bytes as Uint8Array<ArrayBuffer> }
    : packedInPieces(image, () => attached(image, format));
}

/** Options that cannot be sent to a worker are none that a codec knows. */
function checkClonable(format: Format, options: CodecOptions): void {
  if (typeof structuredClone !== 'function') return; // as in jsdom
  try {
    structuredClone(options);
  } catch (cause) {
    throw mismatch('invalid-option', `${format} options`, 'plain values', shorten(messageOf(cause)), { format, cause });
  }
}
