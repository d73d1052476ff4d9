// What a compiled module looks like from here: the interface of bindings/.
import type { EmscriptenFS } from '../fs/emscripten-fs.js';
import type { ModuleName } from '../generated/modules.js';

/** What C++ reports when a call did not succeed. */
export interface ModuleStatus {
  readonly code: string;
  readonly message: string;
  readonly option?: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** Samples in memory, row by row, channels interleaved. */
export interface Pixels {
  /** The memory that holds the samples, whatever their type. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Bits per sample: 8 or 16 (unsigned integers), 32 (float). */
  readonly depth: 8 | 16 | 32;
  /** From one row's first byte to the next one's. */
  readonly stride: number;
}

/** Where an encoder puts its bytes. A chunk is a view of the module's memory, valid during the call; false stops. */
export interface EncoderOutput {
  write(chunk: Uint8Array): boolean;
  patch(offset: number, chunk: Uint8Array): boolean;
  progress(fraction: number): boolean;
}

/** What a decoder says about the picture before it gives rows. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly depth: 8 | 16 | 32;
  /** EXIF's orientation, 1 to 8. */
  readonly orientation: number;
}

/** Where a decoder puts its rows; the same rules as for {@link EncoderOutput}. */
export interface DecoderOutput {
  begin(header: ImageHeader): boolean;
  rows(y: number, chunk: Uint8Array): boolean;
}

interface CommonModule {
  memoryBytes(): number;
}

export interface EncoderModule extends CommonModule {
  imwrite(image: Pixels, format: string, options: object, output: EncoderOutput): ModuleStatus | undefined;
}

export interface DecoderModule extends CommonModule {
  imread(bytes: Uint8Array, options: object, output: DecoderOutput): ModuleStatus | undefined;
}

/** The virtual file system's module. */
export interface FsModule {
  readonly FS: EmscriptenFS;
}

/** The interface of the module of that name. */
export type ModuleOf<N extends ModuleName> = N extends 'fs' ? FsModule
  : N extends `${string}-encode` ? EncoderModule
  : DecoderModule;

/** The synchronous default export of a module's glue code. */
export type ModuleFactory<M> = (settings: {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): WebAssembly.Exports;
}) => M;
