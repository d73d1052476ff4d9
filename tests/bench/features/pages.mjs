// The rows about pages: each package writes a JPEG in Chromium, by the adapters that the benchmark has.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { startPages } from '../hosts/page.mjs';
import { loadPeer } from '../peers/index.mjs';
import { rgba, tags } from './eyes.mjs';
import { opaque } from './samples.mjs';

const policy = "default-src 'self'; script-src 'self' 'nonce-bench' 'wasm-unsafe-eval'; worker-src 'self' blob:";
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const ids = ['imwrite', 'wasm-vips', 'magick-wasm', 'jsquash', 'icodec', 'to-blob'];
const SECONDS = 30;

/** Writes a JPEG in a browser of its own; → the WebAssembly files that were loaded for it. */
async function write(id, headers) {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-features-'));
  const picture = { file: join(folder, 'samples'), width: opaque.width, height: opaque.height, channels: 4, depth: 8 };
  writeFileSync(picture.file, opaque.data);
  const { settings } = await loadPeer(id);
  const pages = await startPages({ headers });
  const ask = async () => {
    const host = await pages.start({ id });
    await host.ask('picture', { picture });
    await host.ask('encode', { format: 'jpeg', settings: settings['jpeg-q95'] });
    return [...host.files].filter((path) => path.endsWith('.wasm'));
  };
  const late = new Promise((_, reject) => setTimeout(reject, SECONDS * 1000, new Error('no answer')).unref());
  try {
    return await Promise.race([ask(), late]);
  } finally {
    await pages.close();
    rmSync(folder, { recursive: true });
  }
}

/** → { id: whether it could }; what it loaded goes to `loaded`. A browser that ends is nobody's mark. */
async function tryAll(headers, say, loaded) {
  const marks = {};
  for (const id of ids) {
    try {
      loaded[id] = await write(id, headers);
      marks[id] = true;
    } catch (error) {
      const reason = error.message.split('\n')[0];
      if (/has been closed|crashed/.test(reason)) throw error;
      say(id, reason);
      marks[id] = false;
    }
  }
  return marks;
}

async function brotliSize(paths) {
  const places = { '/imwrite/': '../../../npm/dist/', '/modules/': '../node_modules/' };
  const sizes = paths.map(async (path) => {
    const prefix = Object.keys(places).find((start) => path.startsWith(start));
    const file = fileURLToPath(new URL(places[prefix] + path.slice(prefix.length), import.meta.url));
    return (await promisify(brotliCompress)(readFileSync(file))).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** A color outside of sRGB on a canvas of Display P3: whether a file names the space and holds the sample. */
async function displayP3() {
  const pages = await startPages();
  const { page } = await pages.start({ id: 'imwrite' });
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-features-'));
  const keeps = {};
  for (const way of ['imwrite', 'to-blob']) {
    const file = join(folder, `${way}.png`);
    writeFileSync(file, Buffer.from(await page.evaluate(wideFile, way)));
    const [r, g, b] = await rgba(file);
    keeps[way] = /P3/.test((await tags(file))['ICC_Profile:ProfileDescription']) && `${[r, g, b]}` === '204,77,26';
  }
  await pages.close();
  rmSync(folder, { recursive: true });
  return keeps;
}

async function wideFile(way) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
  const context = canvas.getContext('2d', { colorSpace: 'display-p3' });
  context.fillStyle = 'color(display-p3 0.8 0.3 0.1)';
  context.fillRect(0, 0, 8, 8);
  if (way === 'to-blob') {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    return [...new Uint8Array(await blob.arrayBuffer())];
  }
  const { imwrite } = await import('/imwrite/browser/index.js');
  return [...(await imwrite(canvas, 'png'))];
}

/** → [{ title, marks: { id: mark } }] */
export async function pageRows(say) {
  const loaded = {};
  const unshared = await tryAll({}, (id, why) => say(id, `not isolated: ${why}`), loaded);
  const strict = await tryAll(
    { ...isolation, 'Content-Security-Policy': policy },
    (id, why) => say(id, `policy: ${why}`),
    loaded,
  );
  const sizes = {};
  for (const id of ids.filter((one) => one !== 'to-blob')) {
    sizes[id] = `${Math.round((await brotliSize(loaded[id] ?? (await write(id, isolation)))) / 1000)} kB`;
  }
  return [
    { title: 'Page: a display-p3 canvas keeps its colors (PNG)', marks: await displayP3() },
    { title: 'Page: without `SharedArrayBuffer`, in a page that is not isolated', marks: unshared },
    { title: 'Page: under a policy without `unsafe-eval`', marks: strict },
    { title: 'Page: WebAssembly to write a JPEG, brotli', marks: sizes },
  ];
}
