// The settings of the whole package, as configure() left them.
import type { ModuleName } from '../generated/modules.js';
import type { Limits } from '../types/generated.js';

/** `WebAssembly.Module`, where TypeScript knows it: it comes with the DOM library. */
type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : never;

/**
 * Where one WebAssembly file comes from: its address (relative to the page; in Node a path, too), its bytes, or the compiled
 * module (as edge runtimes give it).
 */
export type WasmSource = string | URL | ArrayBuffer | ArrayBufferView<ArrayBuffer> | WasmModule;

/** Settings for the whole package. */
export interface Settings {
  /**
   * Where the `.wasm` files are: a folder (URL, also relative to the page, or, in Node, a path) that holds all of them, or a
   * record that names some of them: `{ 'jpeg-encode': module }`. Default: beside the package's own code.
   */
  wasm?: string | URL | Readonly<Partial<Record<ModuleName, WasmSource>>> | undefined;
  /**
   * Where the package's `worker.js` is: a URL, also relative to the page, or, in Node, an absolute path. A worker of another origin
   * is started through a Blob. Default: beside the package's own code.
   */
  workerUrl?: string | URL | undefined;
  /**
   * Where `imwrite`, `imread` and the like do their work. `'auto'`: in the main thread of a page, work that is likely to take longer
   * than a frame (16 ms) goes to a worker, or stays, with a warning, where none can start; elsewhere all work runs in the calling
   * thread. `true`: always in workers, an error where none can start. `false`: always in the calling thread. Default: `'auto'`.
   */
  worker?: 'auto' | boolean | undefined;
  /**
   * The most workers to use: a whole number from 1. Default, and upper bound: the processor's threads. A large JPEG, PNG or
   * TIFF is split across them; its bytes do not depend on their number.
   */
  threads?: number | undefined;
  /**
   * How much a file may ask for when it is read: each a whole number from 1, or `Infinity`. Limits that you leave out have their
   * defaults. The option `limits` of a call takes precedence.
   */
  limits?: Limits | undefined;
  /** Called with each warning, each message once. Default: `console.warn`. */
  onWarning?: ((message: string) => void) | undefined;
}

/** @internal */
export const settings: Settings = {};
