// The WebAssembly file of a package, by its specifier: from the disk in Node, over the network in a page.

/** @returns {Promise<WebAssembly.Module>} */
export async function compiled(specifier) {
  const url = import.meta.resolve(specifier);
  if (!url.startsWith('file:')) return WebAssembly.compileStreaming(fetch(url));
  return WebAssembly.compile(await fromDisk(url));
}

/** @returns {Promise<Uint8Array>} */
export async function wasmBytes(specifier) {
  const url = import.meta.resolve(specifier);
  if (url.startsWith('file:')) return fromDisk(url);
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

async function fromDisk(url) {
  const { readFile } = await import('node:fs/promises');
  return readFile(new URL(url));
}
