// Loading: each WebAssembly file is fetched and compiled once, on first use or by load().
import { ImwriteError } from '../core/error.js';
import type { CodecName, ModuleName } from '../generated/modules.js';
import { compile } from './compile.js';
import type { CompiledModule } from './compiled-module.js';
import { loadFailed, open } from './glue.js';
import type { CodecModule, ModuleOf } from './module.js';

type AnyCompiled = CompiledModule<CodecModule>;

let loading = new Map<ModuleName, Promise<AnyCompiled>>();
let loaded = new Map<ModuleName, AnyCompiled>();

/** The module, loaded on first use. A load that failed is tried again by the next call. @internal */
export function loadModule<N extends CodecName>(name: N): Promise<CompiledModule<ModuleOf<N>>> {
  const known = loading.get(name);
  if (known) return known as Promise<CompiledModule<ModuleOf<N>>>;
  const ready = open(name, compile(name));
  const [promises, modules] = [loading, loaded];
  promises.set(name, ready);
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
  throw new ImwriteError(
    'not-loaded',
    `${name} is not loaded: call \`await load('${argument}')\` before the synchronous API`,
  );
}

/** Lets the next calls load anew. @internal */
export function forgetModules(): void {
  loading = new Map();
  loaded = new Map();
}

/** A part of the package's own code that not every call needs. @internal */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw loadFailed("a part of imwrite's code", undefined, error);
  }
}
