// The three engines behind one interface: start, open a page, evaluate a function in it, close. Results are JSON, and
// typed arrays of bytes. Every step has its time; every engine is started at most once a file.
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import * as chromium from './drivers/chromium.mjs';
import * as firefox from './drivers/firefox.mjs';
import { endPrograms, within } from './drivers/program.mjs';
import * as webkit from './drivers/webkit.mjs';

const drivers = { Chromium: chromium, Firefox: firefox, WebKitGTK: webkit };
export const engineNames = Object.keys(drivers);

/** How long one step of a page may take, in seconds. */
const STEP = 60;

/** The engines of a test file: started when first asked for, closed after its last test. */
export function useEngines() {
  const started = new Map();
  after(async () => {
    for (const engine of started.values())
      await engine.then(
        ({ close }) => close(),
        () => {},
      );
  });
  return (name) => {
    if (!started.has(name)) started.set(name, startEngine(name));
    return started.get(name);
  };
}

/** `{ name, version, open(url), close() }`. */
export async function startEngine(name, seconds = STEP) {
  const folder = await mkdtemp(join(tmpdir(), 'imwrite-engine-'));
  const downloads = join(folder, 'downloads');
  await mkdir(downloads);
  const timed = (what, promise) => within(seconds, `${name} to ${what}`, promise);
  const end = async () => {
    await endPrograms(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  let engine;
  try {
    engine = await timed('start', drivers[name].start({ folder, downloads, seconds }));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    name,
    version: engine.version,
    async open(url) {
      const complaints = [];
      const page = await timed(
        'open a page',
        engine.open((text) => complaints.push(text)),
      );
      await timed(`load ${url}`, page.go(url));
      return {
        /** Errors and warnings of the console, as far as the engine tells; and what page/watch.js saw. */
        complaints,
        evaluate: async (run, ...args) =>
          unpack(await timed(`run ${shown(run)}`, page.evaluate(packed(run, args))), name),
        reload: () => timed(`load ${url} again`, page.go(url)),
        downloaded: (file) => timed(`save ${file}`, saved(join(downloads, file))),
        close: () => timed('close a page', page.close()),
      };
    },
    async close() {
      await timed('close', Promise.resolve(engine.close())).finally(() => timed('end', end()));
    },
  };
}

const shown = (run) => String(run).replace(/\s+/g, ' ').slice(0, 80);

/** An expression whose value is a promise of text, which the page's policy cannot refuse. */
const packed = (run, args) => `(${call})((${run}), ${JSON.stringify(args)})`;

/** In the page: what the function gives or throws, as text. */
const call = async (run, args) => {
  const bytesAsText = (key, value) => {
    if (!(value instanceof Uint8Array) && !(value instanceof Uint8ClampedArray)) return value;
    let text = '';
    for (let i = 0; i < value.length; i += 0x8000) text += String.fromCharCode(...value.subarray(i, i + 0x8000));
    return { base64: btoa(text) };
  };
  try {
    return JSON.stringify({ value: await run(...args) }, bytesAsText);
  } catch (error) {
    return JSON.stringify({ error: `${error?.name}: ${error?.message}\n${error?.stack}` });
  }
};

function unpack(text, name) {
  const bytes = (key, value) =>
    typeof value?.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value;
  const { value, error } = JSON.parse(text, bytes);
  if (error) throw new Error(`in ${name}: ${error}`);
  return value;
}

/** The bytes of a file that an engine is about to save: it is whole when two looks see the same size. */
async function saved(file) {
  for (let last; ;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const names = await readdir(join(file, '..'));
    const bytes = await readFile(file).catch(() => undefined);
    const partial = names.some((name) => name.endsWith('.part') || name.endsWith('.wkdownload'));
    if (bytes && !partial && bytes.length > 0 && bytes.length === last) return bytes;
    last = bytes?.length;
  }
}
