// Files from the network, and WebAssembly modules: one request, compiled while it arrives where the server names its type.

/** An answer that has the file. */
export async function fetchFile(address: string | URL): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
  return response;
}

export async function fetchModule(address: string | URL): Promise<WebAssembly.Module> {
  const response = await fetchFile(address);
  const type = response.headers.get('content-type');
  if (type === 'application/wasm' && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  const bytes = await response.arrayBuffer();
  // A server that sends its home page for unknown addresses says 200.
  if (!WebAssembly.validate(bytes)) {
    throw new Error(`what came is not a WebAssembly module this engine takes (its type: ${type ?? 'unknown'})`);
  }
  return WebAssembly.compile(bytes);
}
