// Compiling a module from wherever its file is: where the settings say, or where this bundle has it.
import { wasmOf } from '#assets';
import { platform } from '#platform';
import { classOf, isAddress } from '../core/class-of.js';
import { ImwriteError, shorten } from '../core/error.js';
import { settings, type WasmSource } from '../core/settings.js';
import type { ModuleName } from '../generated/modules.js';
import { libraryVersions } from '../generated/versions.js';
import { checkEngine } from './engine.js';
import { loadFailed } from './glue.js';

export async function compile(name: ModuleName): Promise<WebAssembly.Module> {
  checkEngine();
  const file = `${name}.wasm`;
  let source: WasmSource | undefined;
  let module: WebAssembly.Module;
  try {
    source = await sourceOf(name, file);
    if (classOf(source) === 'WebAssembly.Module') module = source;
    else if (isAddress(source)) module = await platform.compile(source);
    else module = await WebAssembly.compile(source as BufferSource);
  } catch (error) {
    throw loadFailed(file, isAddress(source) ? source : undefined, error);
  }
  checkVersion(name, module);
  return module;
}

async function sourceOf(name: ModuleName, file: string): Promise<WasmSource> {
  const { wasm } = settings;
  if (isAddress(wasm)) return platform.fileIn(wasm, file);
  const given = wasm?.[name];
  if (given !== undefined) return isAddress(given) ? platform.resolve(given) : given;
  const own = await wasmOf[name]();
  return isAddress(own) ? platform.ownFile('wasm', own) : own;
}

/** The package build writes what a file is into a section of its own; tools that strip sections take it away. */
function checkVersion(name: ModuleName, module: WebAssembly.Module): void {
  const [section] = WebAssembly.Module.customSections(module, 'imwrite');
  if (!section) return;
  const actual = shorten(String.fromCharCode(...new Uint8Array(section).subarray(0, 1000)));
  const expected = `${name} ${libraryVersions['imwrite']}`;
  if (actual === expected) return;
  const message = `${name}.wasm does not belong to this code: expected ${expected}, got ${actual}. Copy the files of the installed version again`;
  throw new ImwriteError('load-failed', message, { expected, actual });
}
