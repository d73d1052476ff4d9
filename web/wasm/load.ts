// Loading: each WebAssembly file is fetched and compiled once, on first use or by load().
import { platform } from '#platform';
import { ImwriteError, messageOf } from '../error.js';
import { formatOf, type FormatName } from '../format.js';
import { moduleFiles, moduleNames, type CodecName, type ModuleName } from '../generated/modules.js';
import { settings, type WasmSource } from '../settings.js';
import { CompiledModule } from './compiled-module.js';
import type { CodecModule, ModuleFactory, ModuleOf } from './module.js';

type AnyCompiled = CompiledModule<CodecModule>;

let loading = new Map<ModuleName, Promise<AnyCompiled>>();
let loaded = new Map<ModuleName, AnyCompiled>();

/**
 * Loads codecs ahead of use, which is what the synchronous API needs: `await load('png')`, `await load('jpeg', 'webp')`.
 *
 * @param names - A format (or a name for one, as `imwrite` takes it) loads its encoder; `'png-decode'` loads a decoder,
 * `'jpeg-transcode'` what `transcodeJpegSync` needs, `'jpeg-extended-encode'` what JPEG's options for lossless coding and 12 bits do,
 * `'png-extended-encode'` what PNG's `colors` does, `'tiff-extended-encode'` and `'tiff-extended-decode'` what JPEG in TIFF does.
 * @throws {@link ImwriteError} `unknown-format`, `load-failed` or `unsupported-engine`.
 */
export async function load(...names: (FormatName | CodecName)[]): Promise<void> {
  await Promise.all(names.map((name) => loadModule(isCodecName(name) ? name : `${formatOf(name)}-encode`)));
}

/** The module, loaded on first use. A load that failed is tried again by the next call. @internal */
export function loadModule<N extends CodecName>(name: N): Promise<CompiledModule<ModuleOf<N>>> {
  const known = loading.get(name);
  if (known) return known as Promise<CompiledModule<ModuleOf<N>>>;
  const ready = open(name, compile(name));
  const [promises, modules] = [loading, loaded];
  promises.set(name, ready as Promise<AnyCompiled>);
  ready.then(
    (module) => modules.set(name, module as AnyCompiled),
    () => promises.delete(name),
  );
  return ready;
}

/** The module if it is there already. @internal */
export function loadedModule<N extends CodecName>(name: N): CompiledModule<ModuleOf<N>> {
  const module = loaded.get(name);
  if (module) return module as CompiledModule<ModuleOf<N>>;
  const argument = name.replace(/^([a-z]+)-encode$/, '$1');
  throw new ImwriteError('not-loaded', `${name} is not loaded: call \`await load('${argument}')\` before the synchronous API`);
}

/** Lets the next calls load anew. @internal */
export function forgetModules(): void {
  loading = new Map();
  loaded = new Map();
}

/** A module with its glue code. @internal */
export async function open<N extends CodecName>(
  name: N,
  wasm: WebAssembly.Module | Promise<WebAssembly.Module>,
): Promise<CompiledModule<ModuleOf<N>>> {
  const [glue, compiled] = await Promise.all([loadGlue(name), wasm]);
  return new CompiledModule(name, compiled, glue);
}

/** @internal */
export async function loadGlue<N extends ModuleName>(name: N): Promise<ModuleFactory<ModuleOf<N>>> {
  try {
    return (await moduleFiles[name].glue()).default as ModuleFactory<ModuleOf<N>>;
  } catch (error) {
    throw loadFailed(`${name}.js`, undefined, error);
  }
}

/** @internal */
export async function compile(name: ModuleName): Promise<WebAssembly.Module> {
  checkEngine();
  const file = `${name}.wasm`;
  let source: WasmSource | undefined;
  try {
    source = sourceOf(name, file);
    if (source instanceof WebAssembly.Module) return source;
    if (typeof source === 'string' || source instanceof URL) return await platform.compile(source);
    return await WebAssembly.compile(source);
  } catch (error) {
    throw loadFailed(file, source, error);
  }
}

function sourceOf(name: ModuleName, file: string): WasmSource {
  const { wasm } = settings;
  if (typeof wasm === 'string' || wasm instanceof URL) return platform.fileIn(wasm, file);
  return wasm?.[name] ?? moduleFiles[name].wasm();
}

function loadFailed(file: string, source: WasmSource | undefined, error: unknown): ImwriteError {
  const place = typeof source === 'string' || source instanceof URL ? ` from ${source}` : '';
  const reason = messageOf(error).replace(/\.+$/, '');
  const message =
    `${file} could not be loaded${place}: ${reason}. ` +
    "Serve the package's dist/wasm files and say where they are: configure({ wasm: '/folder/' }) " +
    "(Vite's dev server: optimizeDeps: { exclude: ['imwrite'] })";
  return new ImwriteError('load-failed', message, { cause: error });
}

function isCodecName(name: string): name is CodecName {
  return name !== 'fs' && (moduleNames as readonly string[]).includes(name);
}

/** A module with one function that uses SIMD, the newest WebAssembly feature the codecs need. */
// prettier-ignore
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

function checkEngine(): void {
  if (typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_MODULE)) return;
  const message =
    'this engine has no WebAssembly SIMD: expected Chrome 91, Firefox 89, Safari 16.4, Node 20 or newer';
  throw new ImwriteError('unsupported-engine', message, { expected: 'WebAssembly with SIMD' });
}
