// The page's service worker: it answers from the network while there is one, and from what it kept when there is none. All files that
// the page and its workers name are kept at the start, with the codecs of every format.
import { formats } from './imwrite/static/index.js';

const CACHE = 'imwrite-demo';
const PICTURES = ['pictures/coffee.png', 'pictures/chelsea.png', 'pictures/astronaut.png'];

/** Their names are made by the package; those that few options need are kept once they were needed. */
const modules = ['fs', ...Object.keys(formats).flatMap((name) => [`${name}-encode`, `${name}-decode`])].flatMap(
  (name) => [`imwrite/wasm/${name}.js`, `imwrite/wasm/${name}.wasm`],
);

addEventListener('install', (event) => {
  event.waitUntil(keepAll(['./', ...PICTURES, ...modules]));
  globalThis.skipWaiting();
});

addEventListener('activate', (event) => event.waitUntil(globalThis.clients.claim()));

/** Keeps files, and those of this site that they name in quotes or brackets, and so on. */
async function keepAll(names) {
  const cache = await caches.open(CACHE);
  const seen = new Set();
  const keep = async (address) => {
    if (seen.has(address) || !address.startsWith(new URL('./', location.href).href)) return;
    seen.add(address);
    const response = await fetch(address);
    if (!response.ok) return;
    await cache.put(address, response.clone());
    if (!/html|javascript|css/.test(response.headers.get('Content-Type'))) return;
    const named = (await response.text()).matchAll(/["'(]([\w./-]+\.(?:js|css|svg|json|webmanifest|jpg))["')]/g);
    await Promise.all([...named].map(([, name]) => keep(new URL(name, address).href)));
  };
  await Promise.all(names.map((name) => keep(new URL(name, location.href).href)));
}

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
