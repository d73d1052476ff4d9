// Runs one example: paints the canvas, writes the files that the code reads, and tells the page above what is printed and made.
import { imread, imwriteFile, imwriteMulti, loadFS } from '../demo/imwrite/browser/index.js';
import { pending } from './live-imwrite.js';
import { paint } from './paint.js';
import { tell } from './tell.js';

const inWords = (value) => {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${value.length ?? value.byteLength})`;
  try {
    const plain = (_, part) => (ArrayBuffer.isView(part) || typeof part === 'bigint' ? inWords(part) : part);
    return (typeof value === 'object' && JSON.stringify(value, plain)) || String(value);
  } catch {
    return String(value);
  }
};

for (const level of ['log', 'info', 'warn', 'error', 'debug'])
  console[level] = (...values) => tell({ type: 'log', text: values.map(inWords).join(' ') });

let failed = false;
const fail = (reason) => {
  failed = true;
  tell({ type: 'error', text: inWords(reason) });
};
addEventListener('error', ({ error, message }) => fail(error ?? message));
addEventListener('unhandledrejection', ({ reason }) => fail(reason));

const photograph = async () =>
  imread(await (await fetch(new URL('../demo/pictures/coffee.png', import.meta.url))).blob());

/** Gray ramps of 16 bits, 60 × 40. */
const page = (step) => ({
  data: Uint16Array.from({ length: 60 * 40 }, (_, i) => (i % 60) * step),
  width: 60,
  height: 40,
  channels: 1,
});

/** The files in the virtual file system that examples read, by name. */
const files = {
  'photo.png': async (name) => imwriteFile(name, await photograph()),
  'photo.jpg': async (name) =>
    imwriteFile(name, await photograph(), { metadata: { dpi: 300, text: { Comment: 'coffee' } } }),
  'scan.tif': async (name) => {
    const metadata = { dpi: 300, iptc: new Uint8Array([0x1c, 2, 120, 0, 1, 65]) };
    const bytes = await imwriteMulti([page(1000), page(500)], 'tiff', { metadata });
    (await loadFS()).writeFile(name, bytes);
  },
};

async function run(code) {
  const begin = performance.now();
  let milliseconds = 0;
  try {
    for (const [name, write] of Object.entries(files)) if (code.includes(name)) await write(name);
    const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    const start = performance.now();
    await import(url).finally(() => (milliseconds = Math.round(performance.now() - start)));
  } catch (error) {
    milliseconds ||= Math.round(performance.now() - begin);
    fail(error);
  }
  await pending();
  // A rejection that nobody awaits is reported after the code's own steps.
  await new Promise((resolve) => setTimeout(resolve));
  tell({ type: 'done', milliseconds, failed });
}

paint(document.querySelector('canvas'));
addEventListener('message', ({ source, data }) => source === parent && void run(data.code), { once: true });
tell({ type: 'ready' });
