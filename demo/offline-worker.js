// The page's service worker: it answers from the network while there is one, and from what it kept when there is none. The page's own
// files are kept while it is installed; the codecs, which are large, afterwards, when the page asks for it.
import { formats } from './imwrite/static/index.js';

const CACHE = 'imwrite-demo';
const PICTURES = ['pictures/coffee.png', 'pictures/chelsea.png', 'pictures/astronaut.png'];
/** Two at a time: the page's own requests go between them. */
const AT_ONCE = 2;

addEventListener('install', (event) => {
  event.waitUntil(keepAll(['./', ...PICTURES]));
  globalThis.skipWaiting();
});

addEventListener('activate', (event) => event.waitUntil(globalThis.clients.claim()));

/** Answers with how many modules could not be kept. */
addEventListener('message', (event) => {
  event.waitUntil(keepModules().then((missing) => event.ports[0].postMessage({ missing })));
});

async function keepModules() {
  const waiting = await moduleFiles();
  let missing = 0;
  const work = async () => {
    for (let address = waiting.pop(); address; address = waiting.pop())
      if (!(await keep(address).catch(() => undefined))) ++missing;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return missing;
}

/** The codecs of all formats, and those of few options, whose names the package's scripts hold. */
async function moduleFiles() {
  const all = Object.values(formats);
  const encoders = all.map(({ name }) => `${name}-encode`);
  const decoders = all.filter(({ readable }) => readable).map(({ name }) => `${name}-decode`);
  const names = new Set(['fs', ...encoders, ...decoders]);
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    if (!/\/imwrite\/browser\/[^/]+\.js$/.test(request.url)) continue;
    const text = await (await cache.match(request)).text();
    for (const [, name] of text.matchAll(/["']\.\.\/wasm\/([\w-]+)\.wasm["']/g)) names.add(name);
  }
  return [...names].flatMap((name) => [`imwrite/wasm/${name}.js`, `imwrite/wasm/${name}.wasm`]).map(addressOf);
}

const addressOf = (name) => new URL(name, location.href).href;

/** Keeps a file, unless it is kept already, and gives it; undefined when there is none. */
async function keep(address) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address);
  if (kept) return kept;
  const response = await fetch(address);
  if (!response.ok) {
    await response.body?.cancel(); // unread bodies keep their connections open
    return undefined;
  }
  await cache.put(address, response);
  return cache.match(address);
}

/** Keeps files, and those of this site that they name in quotes or brackets, and so on. One that is missing does no harm. */
async function keepAll(names) {
  const seen = new Set();
  const follow = async (address) => {
    if (seen.has(address) || !address.startsWith(addressOf('./'))) return;
    seen.add(address);
    const response = await keep(address);
    if (!/html|javascript|css/.test(response?.headers.get('Content-Type'))) return;
    const named = (await response.text()).matchAll(/["'(]([\w./-]+\.(?:js|css|svg|json|webmanifest|jpg))["')]/g);
    await Promise.all([...named].map(([, name]) => follow(new URL(name, address).href)));
  };
  await Promise.all(names.map((name) => follow(addressOf(name))));
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
