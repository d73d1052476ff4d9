// A WebAssembly module from the network: one request, compiled while it arrives where the server names its type.

export async function fetchModule(address: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
  const type = response.headers.get('content-type');
  if (type === 'application/wasm' && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  const bytes = await response.arrayBuffer();
  // A server that sends its home page for unknown addresses says 200.
  if (!WebAssembly.validate(bytes)) {
    throw new Error(`what came is not a WebAssembly module this engine takes (its type: ${type ?? 'unknown'})`);
  }
  return WebAssembly.compile(bytes);
}
