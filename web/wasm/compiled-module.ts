// CompiledModule: one WebAssembly file, compiled once, and the instances that are made of it.
import { ImwriteError, messageOf, mismatch } from '../core/error.js';
import type { CodecName, ModuleName } from '../generated/modules.js';
import type { CodecModule, ModuleFactory, ModuleStatus } from './module.js';

/** An instance whose memory grew beyond this is dropped after the call, so that the memory returns to the system. */
const KEPT_MEMORY_BYTES = 64 * 2 ** 20;

let count = 0;

export class CompiledModule<M extends CodecModule> {
  /** Tells apart modules of the same name from different sources. */
  readonly id = ++count;
  #idle: M | undefined;

  constructor(
    readonly name: CodecName,
    readonly wasm: WebAssembly.Module,
    private readonly factory: ModuleFactory<M>,
  ) {}

  /** Runs `work` with an instance nobody else uses. One that threw or had no memory is never used again: that frees all that it held. */
  run<T>(work: (instance: M) => T): T {
    // Taken, so that a call made from inside `work` gets an instance of its own.
    const kept = this.#idle;
    this.#idle = undefined;
    const instance = kept ?? instantiate(this.name, this.wasm, this.factory);
    let result: T;
    try {
      result = work(instance);
    } catch (error) {
      throw trapped(this.name, error);
    }
    if (!lackedMemory(result) && instance.memoryBytes() <= KEPT_MEMORY_BYTES) this.#idle = instance;
    return result;
  }
}

/** A fresh instance, made synchronously from the compiled module. */
export function instantiate<M>(name: ModuleName, wasm: WebAssembly.Module, factory: ModuleFactory<M>): M {
  try {
    return factory({
      instantiateWasm(imports, done) {
        const instance = new WebAssembly.Instance(wasm, imports);
        done(instance);
        return instance.exports;
      },
    });
  } catch (error) {
    if (!(error instanceof WebAssembly.LinkError) && !(error instanceof TypeError)) throw trapped(name, error);
    const message =
      `${name}.wasm does not fit ${name}.js (${messageOf(error)}); ` +
      'both must come from the same version of the package';
    throw new ImwriteError('load-failed', message, { cause: error });
  }
}

/** Whether the result is what C++ reports of a call without memory. */
function lackedMemory(result: unknown): boolean {
  return (result as Partial<ModuleStatus> | undefined)?.code === 'out-of-memory';
}

function trapped(name: ModuleName, error: unknown): ImwriteError {
  const message = messageOf(error);
  // The words of bindings/heap-limit.cc.
  const [, bytes] = /^limits\.memoryBytes: (\d+)$/.exec(message) ?? [];
  if (bytes)
    return mismatch('image-too-large', 'the file', `at most ${bytes} bytes of memory (limits.memoryBytes)`, 'more', {
      option: 'limits.memoryBytes',
      cause: error,
    });
  // The modules' own sentence, which bindings/memory.cc throws.
  if (message.startsWith('out of memory: ')) return new ImwriteError('out-of-memory', message, { cause: error });
  // The engines' and Emscripten's words for memory that could not be had.
  if (
    /out of memory|OOM|could not allocate|cannot (allocate|enlarge)|allocation failed|bad_alloc|invalid (string|array|typed array) length/i.test(
      message,
    )
  ) {
    return new ImwriteError('out-of-memory', `${name}: out of memory (${message})`, { cause: error });
  }
  return new ImwriteError('internal', `${name} failed: ${message}`, { cause: error });
}
