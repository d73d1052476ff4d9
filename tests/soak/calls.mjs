// The process that run.mjs watches: so many mixed calls, one in three of which fails or is aborted, every other one in workers. Prints a
// line of JSON and does nothing to end itself.
import assert from 'node:assert/strict';
import {
  configure,
  createWriter,
  imread,
  imreadAnimation,
  imwrite,
  imwriteAnimation,
  imwriteMulti,
  imwriteStream,
  transcodeJpeg,
  ImwriteError,
} from '../../npm/dist/node/index.js';
import { pictureOf } from '../support/pictures.js';

const MIB = 2 ** 20;
const SAMPLES = 20;
const total = Number(process.argv[2]);

let state = 1;
/** A whole number below `limit`, the same ones in every run. */
const drawn = (limit) => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) % limit;
const anyOf = (list) => list[drawn(list.length)];

const pictures = [
  [90, 60, 3],
  [64, 64, 4],
  [200, 30, 1],
  [33, 77, 2],
].map(
  ([width, height, channels]) => pictureOf({ width, height, channels, samples: 'Uint8Array', fill: 'smooth' }).image,
);
const rgba = pictures[1];
const formats = ['jpeg', 'png', 'webp', 'tiff'];
const options = {
  jpeg: [{}, { progressive: true }, { arithmeticCoding: true }],
  png: [{}, { compressionLevel: 9 }, { colors: 8 }],
  webp: [{ method: 0 }, { lossless: true, method: 1 }],
  tiff: [{}, { compression: 'jpeg', background: 'white' }, { compression: 'packbits' }],
};
const files = Object.fromEntries(
  await Promise.all(formats.map(async (format) => [format, await imwrite(pictures[0], format)])),
);
const animation = await imwriteAnimation({ frames: [rgba, rgba], durations: [10, 20] }, 'png');

class Stop extends Error {}

async function cancelled() {
  const reader = imwriteStream(anyOf(pictures), anyOf(formats)).getReader();
  await reader.read();
  await reader.cancel();
}

async function abandoned(close) {
  const { data, width, height, channels } = pictures[0];
  const writer = await createWriter({ format: 'png', width, height, channels });
  const bytes = new Response(writer.readable).arrayBuffer();
  bytes.catch(() => {});
  await writer.write(close ? data : data.subarray(0, width * channels));
  if (!close) return writer.abort();
  await writer.close();
  await bytes;
}

const good = [
  () => {
    const format = anyOf(formats);
    return imwrite(anyOf(pictures), format, anyOf(options[format]));
  },
  () => imread(files[anyOf(formats)]),
  () => imwriteMulti(pictures.slice(0, 2), 'tiff'),
  () => imwriteAnimation({ frames: [rgba, rgba], durations: [10, 20] }, 'webp', { method: 0 }),
  () => imreadAnimation(animation),
  () => transcodeJpeg(files.jpeg, { rotate: 90, edges: 'trim' }),
  () => abandoned(true),
  () => cancelled(),
];

const bad = [
  () => imwrite(rgba, anyOf(formats), { nonsense: 1 }),
  () => imwrite(rgba, anyOf(formats), { background: 'no such color' }),
  () => imread(files[anyOf(formats)].subarray(0, 30 + drawn(60))),
  () => transcodeJpeg(files.png),
  () => imwrite(rgba, anyOf(formats), { signal: AbortSignal.abort(new Stop()) }),
  () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Stop()));
    return imwrite(anyOf(pictures), 'webp', { signal: controller.signal, method: 4 });
  },
  () =>
    imwrite(rgba, anyOf(formats), {
      onProgress: () => {
        throw new Stop();
      },
    }),
  () => abandoned(false),
];

const counts = { good: 0, failed: 0 };

async function call(index) {
  configure({ worker: index % 2 === 1, threads: 2 });
  try {
    await anyOf(drawn(3) === 0 ? bad : good)();
    ++counts.good;
  } catch (error) {
    assert.ok(error instanceof ImwriteError ? error.code !== 'internal' : error instanceof Stop, error);
    ++counts.failed;
  }
}

async function used() {
  // What was let go while garbage was collected is collected the next time.
  for (let i = 0; i < 3; ++i) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { js: (heapUsed + external) / MIB, rss: rss / MIB };
}

const samples = [];
for (let i = 0; i < total; ++i) {
  await call(i);
  if ((i + 1) % (total / SAMPLES) === 0) samples.push(await used());
}
process.stdout.write(`${JSON.stringify({ ...counts, samples })}\n`);
