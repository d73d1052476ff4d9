// Sees every WebAssembly memory of the process, whoever made it. To be imported before the packages.

const memories = new Set();

/** The bytes of all of them, which never shrink. */
export function wasmMemory() {
  return [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}

function note(instance) {
  for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
  return instance;
}

const { instantiate } = WebAssembly;

WebAssembly.instantiate = async (source, imports) => {
  const result = await instantiate(source, imports);
  note(result.instance ?? result);
  return result;
};
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct: (target, args) => note(new target(...args)),
});
// Threads share a memory that is made outside and imported.
WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
  construct(target, args) {
    const memory = new target(...args);
    memories.add(memory);
    return memory;
  },
});
