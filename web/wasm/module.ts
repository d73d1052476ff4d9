// What a compiled module looks like from here: the interface of bindings/.
import type { ModuleName } from '../generated/modules.js';
import type { Colorimetry } from '../types/color.js';
import type { EmscriptenFS } from '../types/emscripten-fs.js';
import type { CodecMetadata } from '../types/metadata.js';
import type { AnimationFacts, Pixels, Stripe } from '../types/pixels.js';
import type { SampleType } from '../types/sample-type.js';
import type { CheckedTag } from '../types/tiff-tag.js';

/** What C++ reports when a call did not succeed. */
export interface ModuleStatus {
  readonly code: string;
  readonly message: string;
  readonly option?: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** What an encoder takes: frames one after the other, undefined after the last; null stops. */
export interface EncoderInput {
  next(): Pixels | undefined | null;
  readonly count: number;
  readonly animation?: AnimationFacts | undefined;
  readonly metadata?: CodecMetadata | undefined;
  /** Default: the whole picture. The bytes of the frame begin with the row above the stripe. */
  readonly stripe?: Stripe | undefined;
}

/** Where an encoder puts its bytes. A chunk is a view of the module's memory, valid during the call; false stops. */
export interface EncoderOutput {
  write(chunk: Uint8Array): boolean;
  patch(offset: number, chunk: Uint8Array): boolean;
  progress(fraction: number): boolean;
}

/** What a decoder says about the file, first. Arrays own their buffers. */
export interface FileHeader {
  readonly frameCount: number;
  readonly animation?: AnimationFacts;
  readonly exif?: Uint8Array<ArrayBuffer>;
  readonly icc?: Uint8Array<ArrayBuffer>;
  readonly xmp?: Uint8Array<ArrayBuffer>;
  readonly iptc?: Uint8Array<ArrayBuffer>;
  readonly dpiX?: number;
  readonly dpiY?: number;
  readonly text: readonly (readonly [keyword: string, text: string])[];
  readonly cicp?: Uint8Array;
  /** What the file says of its colors by numbers, where nothing in it counts more. */
  readonly colorimetry?: Colorimetry;
  /** Of each picture that is decoded, in place of `icc`; undefined for that of the picture before, or of the file. */
  readonly profiles: readonly (Uint8Array<ArrayBuffer> | undefined)[];
  /** Of each picture that is decoded; nothing if they have none. */
  readonly tags: readonly (readonly CheckedTag[])[];
  /** Of each picture that comes as indices: RGBA, color after color; empty where it does not. */
  readonly colorTables: readonly Uint8Array[];
}

/** What a decoder says about a frame before it gives its rows. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly sampleType: SampleType;
  /** Bits that a sample may use; 0: all. */
  readonly precision: number;
  /** How many of the channels are neither color nor alpha. */
  readonly extraChannels: number;
  /** EXIF's orientation, 1 to 8. */
  readonly orientation: number;
  /** In milliseconds; 0 for a still picture. */
  readonly duration: number;
}

/** Where a decoder puts its rows; the same rules as for {@link EncoderOutput}. */
export interface DecoderOutput {
  file(header: FileHeader): boolean;
  begin(header: ImageHeader): boolean;
  rows(y: number, chunk: Uint8Array): boolean;
  /** What is wrong with the file although it can be read. */
  warn(warning: string): void;
}

interface CommonModule {
  memoryBytes(): number;
}

export interface EncoderModule extends CommonModule {
  imwrite(picture: EncoderInput, format: string, options: object, output: EncoderOutput): ModuleStatus | undefined;
  /** How many rows the stripes of a still picture have, the last one the rest; 0 when it has none or something is wrong. */
  /** `rows` of each stripe, the last one has the rest; 0: there are none. `counted`: all are counted before the first is encoded. */
  stripes(image: Pixels, format: string, options: object): { readonly rows: number; readonly counted: boolean };
}

export interface DecoderModule extends CommonModule {
  imread(bytes: Uint8Array, options: object, output: DecoderOutput): ModuleStatus | undefined;
}

export interface TranscoderModule extends CommonModule {
  transcode(
    bytes: Uint8Array,
    format: string,
    options: object,
    metadata: CodecMetadata & { readonly keep: boolean },
    output: Pick<EncoderOutput, 'write'>,
  ): ModuleStatus | undefined;
}

/** A module that encodes, decodes or transcodes. */
export type CodecModule = EncoderModule | DecoderModule | TranscoderModule;

/** The virtual file system's module. */
export interface FsModule {
  readonly FS: EmscriptenFS;
}

/** The interface of the module of that name. */
export type ModuleOf<N extends ModuleName> = N extends 'fs'
  ? FsModule
  : N extends `${string}-encode`
    ? EncoderModule
    : N extends `${string}-transcode`
      ? TranscoderModule
      : DecoderModule;

/** The synchronous default export of a module's glue code. */
export type ModuleFactory<M> = (settings: {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): WebAssembly.Exports;
}) => M;
