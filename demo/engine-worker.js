// The demo's own worker: it keeps the picture that was opened, encodes it, reads back what was written, measures and draws. The
// page never holds pixels, so that large ones do not hold it up.
import { configure, formats, imreadMulti, imwriteWithInfo, load } from './imwrite/browser/index.js';
import { decode } from './decoding.js';
import { colorSpaceOf, drawDifference, drawImage, toBitmap } from './drawing.js';
import { measure, scoreOf } from './metrics.js';
import { metadataFor } from './metadata.js';
import { describePicture } from './picture-facts.js';

configure({ worker: true });

const QUICK_MS = 500; // what takes less is timed a second time: the first run of a module is that of warming up
const MAX_THUMBNAILS = 60;

let canvases; // of the original, of the result, of the difference
let original;
let written; // what was compared last: { image, bitmap, background }
const warm = new Set();
const running = new Map(); // AbortControllers by the number of the request

const actions = { start, open, encode, compare, score, show, difference, thumbnails, convert, encodeByBrowser };

onmessage = async ({ data: { id, kind, abort, ...request } }) => {
  if (abort) return running.get(abort)?.abort();
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const { reply, transfer = [] } =
      (await actions[kind](request, {
        signal: controller.signal,
        onProgress: (progress) => postMessage({ id, progress }),
      })) ?? {};
    postMessage({ id, reply }, transfer);
  } catch (error) {
    postMessage({ id, error: { message: error.message, code: error.code, option: error.option, name: error.name } });
  } finally {
    running.delete(id);
  }
};

/** Lets messages in, such as the one that aborts this. */
function breathing(signal) {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 30) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    last = performance.now();
  };
}

function start({ layers }) {
  canvases = layers.map((canvas) => canvas.getContext('bitmaprenderer'));
}

async function open({ file, frame }, { signal }) {
  const image = await decode(file, { firstFrame: frame });
  const bitmap = await drawImage(image, frame ? undefined : file);
  signal.throwIfAborted();
  original = image;
  canvases[0].transferFromImageBitmap(bitmap);
  return { reply: describePicture(image) };
}

/** Encodes what was opened. */
async function encode({ format, options, metadata }, { signal, onProgress }) {
  await load(format);
  signal.throwIfAborted();
  const all = { ...options, ...metadataFor(metadata, original, formats[format]), signal, onProgress };
  let timed = await timedWrite(original, format, all);
  if (!warm.has(format) && timed.time < QUICK_MS) timed = await timedWrite(original, format, all);
  warm.add(format);
  const { bytes, quality, warnings, options: used } = timed.info;
  const blob = new Blob([bytes], { type: formats[format].mimeType });
  return { reply: { blob, quality, warnings, used, time: timed.time } };
}

async function timedWrite(image, format, options) {
  const start = performance.now();
  const info = await imwriteWithInfo(image, format, options);
  return { info, time: performance.now() - start };
}

/** Reads written bytes back and measures them, where the package or the browser can. With `draws` they are kept for `show` and `score`. */
async function compare({ blob, background, draws, scores }, { signal }) {
  const base = original;
  const image = await decode(blob).catch((error) => {
    if (error.code !== 'unsupported-data') throw error;
  });
  signal.throwIfAborted();
  if (!image) return { reply: { unread: true } };
  const bitmap = draws ? await drawImage(image, blob) : undefined;
  const measured = await measure(base, image, background, breathing(signal));
  signal.throwIfAborted();
  if (draws) {
    written?.bitmap?.close();
    written = { image, bitmap, background };
  }
  const { channels, data } = image;
  const score = scores ? await scoreOf(base, image, breathing(signal)) : undefined;
  return {
    reply: {
      ...measured,
      score,
      byBrowser: !image.format,
      channels,
      depth: image.precision ?? data.BYTES_PER_ELEMENT * 8,
    },
  };
}

/** The SSIMULACRA 2 of what was compared last, which takes longer than the rest. */
async function score(_, { signal }) {
  return { reply: written && (await scoreOf(original, written.image, breathing(signal))) };
}

function show() {
  if (written?.bitmap) canvases[1].transferFromImageBitmap(written.bitmap);
  if (written) written.bitmap = undefined;
}

async function difference() {
  if (written) canvases[2].transferFromImageBitmap(await drawDifference(original, written.image, written.background));
}

/** Small pictures of pages or frames, for the strip that chooses one. */
async function thumbnails({ file, height, count = MAX_THUMBNAILS }, { signal }) {
  const images = await imreadMulti(file, { frameCount: count, signal });
  const bitmaps = [];
  for (const image of images) {
    const whole = await toBitmap(image);
    bitmaps.push(await createImageBitmap(whole, { resizeHeight: height, resizeQuality: 'medium' }));
    whole.close();
  }
  return { reply: bitmaps, transfer: bitmaps };
}

/** Reads a file and writes it in another format, apart from what the page shows. */
async function convert({ file, format, options, metadata }, { signal, onProgress }) {
  const image = await decode(file, {});
  signal.throwIfAborted();
  const { bytes } = await imwriteWithInfo(image, format, {
    ...options,
    ...metadataFor(metadata, image, formats[format]),
    signal,
    onProgress,
  });
  return { reply: { blob: new Blob([bytes], { type: formats[format].mimeType }) } };
}

/** What canvas.toBlob makes of the picture, or undefined where the browser does not write the type. */
async function encodeByBrowser({ mimeType, quality }) {
  const { width, height } = original;
  const canvas = new OffscreenCanvas(width, height);
  const bitmap = await toBitmap(original);
  canvas.getContext('2d', { colorSpace: colorSpaceOf(original) }).drawImage(bitmap, 0, 0);
  bitmap.close();
  const start = performance.now();
  const blob = await canvas.convertToBlob({ type: mimeType, quality });
  return { reply: blob.type === mimeType ? { blob, time: performance.now() - start } : undefined };
}
