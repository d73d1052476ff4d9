// A file that cannot be loaded: the error names what helps on this host, told by its signs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

let count = 0;
/** The message of a load that fails in a fresh copy of a bundle, while the global object has these members. */
async function messageWith(
  globals,
  { bundle = 'browser', settings, fetch = () => Promise.reject(new Error('no such file')) } = {},
) {
  const members = { fetch, ...globals };
  const before = Object.entries(members).map(([name]) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    const { configure, imwrite } = await import(`../../npm/dist/${bundle}/index.js?${++count}`);
    // The chunk that the copies share keeps settings.
    configure({ wasm: undefined, ...settings });
    const error = await imwrite({ data: new Uint8Array(3), width: 1, height: 1 }, 'webp').catch((error) => error);
    assert.equal(error.code, 'load-failed');
    return error.message;
  } finally {
    for (const [name, descriptor] of before)
      descriptor ? Object.defineProperty(globalThis, name, descriptor) : delete globalThis[name];
  }
}

const hosts = {
  'a page': [
    {},
    { settings: { wasm: 'https://example.org/wasm/' } },
    /configure\(\{ wasm: '\/folder\/' \}\); or use the entry 'imwrite\/inline'/,
  ],
  'a policy without wasm-unsafe-eval': [
    {},
    { fetch: () => Promise.reject(new Error("Refused because 'unsafe-eval' is not an allowed source of script")) },
    /script-src 'wasm-unsafe-eval'.*content_security_policy\.extension_pages/,
  ],
  'a service worker': [{ ServiceWorkerGlobalScope: class {} }, {}, /imwrite\/static/],
  'an edge runtime': [
    { EdgeRuntime: 'edge-runtime' },
    {},
    /compiled modules.*configure\(\{ wasm: \{ 'png-encode': module/,
  ],
  workerd: [{ navigator: { userAgent: 'Cloudflare-Workers' } }, {}, /compiled modules/],
  jsdom: [
    { navigator: { userAgent: 'Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/26.1.0' } },
    {},
    /customExportConditions: \['node', 'node-addons'\]/,
  ],
  "Vite's dev server": [
    {},
    { settings: { wasm: 'http://localhost:5173/node_modules/.vite/wasm/' } },
    /before version 8.*optimizeDeps: \{ exclude: \['imwrite'\] \}/,
  ],
  'a page of the disk': [{}, { settings: { wasm: 'file:///home/me/wasm/' } }, /imwrite\/inline/],
  'Next.js on a server': [
    {},
    { bundle: 'node', settings: { wasm: '/_next/static/media/' } },
    /serverExternalPackages: \['imwrite'\].*outputFileTracingIncludes/,
  ],
  'a bundle on a server': [
    {},
    { bundle: 'node', settings: { wasm: '/nowhere' } },
    /external.*imwrite\/inline.*configure\(\{ wasm: 'folder' \}\)/,
  ],
};
for (const [host, [globals, options, words]] of Object.entries(hosts)) {
  test(`${host}`, async () => {
    const message = await messageWith(globals, options);
    assert.match(message, words);
    assert.doesNotMatch(message, /\.\. /, 'one dot ends a sentence');
  });
}
