// Encoding and decoding in a worker of the pool, seen from the calling thread.
import type { DecodedFile, FileDecodeOptions } from '../codec/decode.js';
import { attached, type Picture, type Sink } from '../codec/encode.js';
import type { Changes } from '../codec/transcode.js';
import { ImwriteError, messageOf, mismatch } from '../error.js';
import type { Format } from '../generated/formats.js';
import type { SourcePixels } from '../input/source.js';
import type { CallOptions, CodecOptions } from '../options.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { CodecModule, DecoderModule, EncoderModule, Pixels, TranscoderModule } from '../wasm/module.js';
import { sampleArrays } from '../samples.js';
import { runInWorker } from './pool.js';
import type { ModuleTicket, Reply } from './protocol.js';

export async function encodeInWorker(
  module: CompiledModule<EncoderModule>,
  picture: Picture<SourcePixels>,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  { signal, onProgress }: CallOptions,
): Promise<void> {
  checkClonable(format, options);
  const frames = Array.from(picture.frames, (frame) => transferable(attached(frame, format)));
  const listen = (reply: Reply): void => {
    if (reply.kind === 'chunk') sink.write(reply.bytes);
    if (reply.kind === 'patch') sink.patch(reply.offset, reply.bytes);
    if (reply.kind === 'progress') onProgress?.(reply.fraction);
  };
  await runInWorker(
    { kind: 'encode', module: ticket(module), picture: { ...picture, frames }, format, options, progress: onProgress !== undefined },
    frames.map(({ bytes }) => bytes.buffer),
    listen,
    signal,
  );
}

export async function decodeInWorker(
  module: CompiledModule<DecoderModule>,
  bytes: Uint8Array,
  format: Format,
  options: FileDecodeOptions,
  signal: AbortSignal | undefined,
): Promise<DecodedFile> {
  const copy = bytes.slice() as Uint8Array<ArrayBuffer>;
  const request = { kind: 'decode', module: ticket(module), bytes: copy, format, options } as const;
  const reply = await runInWorker(request, [copy.buffer], () => {}, signal);
  if (reply.kind !== 'decoded') throw new ImwriteError('internal', `the worker replied '${reply.kind}' to a decode`, { format });
  return reply.file;
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
  const copy = bytes.slice() as Uint8Array<ArrayBuffer>;
  const listen = (reply: Reply): void => {
    if (reply.kind === 'chunk') sink.write(reply.bytes);
  };
  await runInWorker({ kind: 'transcode', module: ticket(module), bytes: copy, format, changes }, [copy.buffer], listen, signal);
}

function ticket({ id, name, wasm }: CompiledModule<CodecModule>): ModuleTicket {
  return { id, name, wasm };
}

/** Pixels that may leave this thread: owned ones as they are, others as a packed copy. */
function transferable({ owned, ...image }: SourcePixels): Pixels & { bytes: Uint8Array<ArrayBuffer> } {
  const { bytes, width, height, channels, depth, stride } = image;
  if (owned) return { ...image, bytes: bytes as Uint8Array<ArrayBuffer> };
  const rowBytes = width * channels * sampleArrays[depth].BYTES_PER_ELEMENT;
  const packed = new Uint8Array(rowBytes * height);
  if (stride === rowBytes) packed.set(bytes.subarray(0, packed.length));
  else for (let y = 0; y < height; ++y) packed.set(bytes.subarray(y * stride, y * stride + rowBytes), y * rowBytes);
  return { ...image, bytes: packed, stride: rowBytes };
}

/** Options that cannot be sent to a worker are none that a codec knows. */
function checkClonable(format: Format, options: CodecOptions): void {
  try {
    structuredClone(options);
  } catch (cause) {
    throw mismatch('invalid-option', `${format} options`, 'plain values', messageOf(cause), { format, cause });
  }
}
