// Glue code: loaded when a module is first needed.
import { glueOf } from '#assets';
import { ImwriteError, messageOf, shorten } from '../core/error.js';
import type { CodecName, ModuleName } from '../generated/modules.js';
import { adviceFor } from './advice.js';
import { CompiledModule } from './compiled-module.js';
import type { ModuleFactory, ModuleOf } from './module.js';

/** A module with its glue code. */
export async function open<N extends CodecName>(
  name: N,
  wasm: WebAssembly.Module | Promise<WebAssembly.Module>,
): Promise<CompiledModule<ModuleOf<N>>> {
  const [glue, compiled] = await Promise.all([loadGlue(name), wasm]);
  return new CompiledModule(name, compiled, glue);
}

export async function loadGlue<N extends ModuleName>(name: N): Promise<ModuleFactory<ModuleOf<N>>> {
  try {
    return (await glueOf[name]()).default;
  } catch (error) {
    throw loadFailed(`${name}.js`, undefined, error);
  }
}

/** @param address - Where the file was looked for, if that is known. */
export function loadFailed(file: string, address: string | URL | undefined, cause: unknown): ImwriteError {
  const place = address === undefined ? '' : ` from ${shorten(String(address))}`;
  const reason = messageOf(cause).replace(/\.+$/, '');
  const message = `${file} could not be loaded${place}: ${reason}. ${adviceFor(String(address ?? ''), reason)}`;
  return new ImwriteError('load-failed', message, { cause });
}
