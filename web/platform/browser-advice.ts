// What to do about a file that could not be loaded, by the signs of a host that is no server.

interface Signs {
  readonly ServiceWorkerGlobalScope?: unknown;
  readonly EdgeRuntime?: unknown;
}

export function browserAdvice(address: string): string | undefined {
  const { ServiceWorkerGlobalScope, EdgeRuntime } = globalThis as Signs;
  const agent = globalThis.navigator?.userAgent ?? '';
  if (ServiceWorkerGlobalScope) return "Service workers forbid dynamic imports: use the entry 'imwrite/static'";
  if (EdgeRuntime || agent === 'Cloudflare-Workers') {
    return "Hand over compiled modules, as 'imwrite/wasm/png-encode.wasm' gives them: configure({ wasm: { 'png-encode': module } })";
  }
  if (/jsdom/i.test(agent))
    return "Let tests take the build for Node: testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] }";
  if (/\/\.vite\//.test(address))
    return "Vite's dev server before version 8 needs optimizeDeps: { exclude: ['imwrite'] }";
  if (address.startsWith('file:'))
    return "A page of the disk may not load files: use the entry 'imwrite/inline', which has them inside";
  return undefined;
}
