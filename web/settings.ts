// The settings of the whole package, as configure() left them.
import type { ModuleName } from './generated/modules.js';

/** `WebAssembly.Module`, where TypeScript knows it: it comes with the DOM library. */
type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : never;

/** Where one WebAssembly file comes from: its address, its bytes, or the compiled module (as edge runtimes give it). */
export type WasmSource = string | URL | ArrayBuffer | ArrayBufferView<ArrayBuffer> | WasmModule;

/** Settings for the whole package. */
export interface Settings {
  /**
   * Where the `.wasm` files are: a folder (URL or, in Node, a path) that holds all of them, or a record that names some
   * of them: `{ 'jpeg-encode': module }`. Default: beside the package's own code.
   */
  wasm?: string | URL | Readonly<Partial<Record<ModuleName, WasmSource>>> | undefined;
  /** Whether `imwrite` and `imread` work in a pool of workers instead of the calling thread. Default: `false`. */
  worker?: boolean | undefined;
  /**
   * The most workers to keep: a whole number from 1. Default, and upper bound: the processor's threads. A large JPEG or PNG
   * is shared by all of them; its bytes do not depend on their number.
   */
  threads?: number | undefined;
}

/** @internal */
export const settings: Settings = {};
