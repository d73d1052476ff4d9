// The messages between the pool and its workers. A worker says 'ready', then answers requests in their order.
import { ImwriteError, messageOf, type ImwriteErrorCode, type ImwriteErrorDetails } from '../core/error.js';
import type { CodecName } from '../generated/modules.js';
import type { Snapshot } from '../input/snapshot.js';
import type { CheckedDecodeOptions } from '../types/decode-options.js';
import type { DecodedFile } from '../types/decoded.js';
import type { Format } from '../types/generated.js';
import type { CodecOptions } from '../types/options.js';
import type { Picture } from '../types/picture.js';
import type { Changes } from '../types/transcode.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { CodecModule } from '../wasm/module.js';

/** The module a request needs. `id` lets a worker keep its instances as long as the module stays the same. */
export interface ModuleTicket {
  readonly id: number;
  readonly name: CodecName;
  readonly wasm: WebAssembly.Module;
}

export function ticket({ id, name, wasm }: CompiledModule<CodecModule>): ModuleTicket {
  return { id, name, wasm };
}

export interface EncodeRequest {
  readonly kind: 'encode';
  readonly module: ModuleTicket;
  readonly picture: Picture;
  readonly format: Format;
  readonly options: CodecOptions;
  /** Whether anyone listens to progress. */
  readonly progress: boolean;
}

export interface DecodeRequest {
  readonly kind: 'decode';
  readonly module: ModuleTicket;
  readonly bytes: Uint8Array;
  readonly format: Format;
  readonly options: CheckedDecodeOptions;
}

export interface TranscodeRequest {
  readonly kind: 'transcode';
  readonly module: ModuleTicket;
  readonly bytes: Uint8Array;
  readonly format: Format;
  readonly changes: Changes;
}

/** Asks for the pixels of a picture. */
export interface ReadRequest {
  readonly kind: 'read';
  readonly snapshot: Snapshot;
}

export type Request = EncodeRequest | DecodeRequest | TranscodeRequest | ReadRequest;

export type Reply =
  /** With the version of the package that the script belongs to. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'patch'; readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'progress'; readonly fraction: number }
  /** With the memory of the first frame's pixels, if there were any. */
  | { readonly kind: 'encoded'; readonly room?: ArrayBuffer }
  | StripedReply
  | { readonly kind: 'decoded'; readonly file: DecodedFile }
  /** RGBA, 8 bits a sample. An ImageData would be copied. */
  | { readonly kind: 'read'; readonly data: Uint8ClampedArray<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** Whether nothing follows to the same request. */
export function isLast({ kind }: Reply): boolean {
  return ['encoded', 'striped', 'decoded', 'read', 'failed'].includes(kind);
}

export interface StripedReply {
  readonly kind: 'striped';
  /** The encoded bytes. */
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly summary: readonly number[];
  /** The memory of the stripe's pixels. */
  readonly room: ArrayBuffer;
}

/** An ImwriteError as structured clone can carry it: a class does not survive the way between threads. */
export interface PlainError {
  readonly code: ImwriteErrorCode;
  readonly message: string;
  readonly details: ImwriteErrorDetails;
}

export function serializeError(error: unknown): PlainError {
  if (!(error instanceof ImwriteError)) return { code: 'internal', message: messageOf(error), details: {} };
  const { code, message, format, option, expected, actual, cause } = error;
  const details = { format, option, expected, actual };
  return { code, message, details: cause === undefined ? details : { ...details, cause: String(cause) } };
}

export function deserializeError({ code, message, details }: PlainError): ImwriteError {
  return new ImwriteError(code, message, details);
}
