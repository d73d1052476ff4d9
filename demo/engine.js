// The page's side of engine-worker.js: asks, waits for the answer, and stops what is out of date.

const worker = new Worker(new URL('engine-worker.js', import.meta.url), { type: 'module' });
const waiting = new Map();
let count = 0;

worker.onmessage = ({ data: { id, reply, error, progress } }) => {
  const request = waiting.get(id);
  if (!request) return;
  if (progress !== undefined) return request.onProgress?.(progress);
  waiting.delete(id);
  if (error) request.reject(Object.assign(new Error(error.message), error));
  else request.resolve(reply);
};
worker.onerror = (event) => {
  for (const { reject } of waiting.values()) reject(new Error(event.message || 'engine-worker.js could not be loaded'));
  waiting.clear();
};

/** `signal` stops it at once: the promise is rejected, and the worker drops the work as soon as it can. */
function ask(kind, request = {}, { signal, onProgress, transfer = [] } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const id = ++count;
    waiting.set(id, { resolve, reject, onProgress });
    worker.postMessage({ id, kind, ...request }, transfer);
    signal?.addEventListener('abort', () => {
      if (!waiting.delete(id)) return;
      worker.postMessage({ abort: id });
      reject(signal.reason);
    });
  });
}

/** Hands over the canvases of the original, the result and the difference. Everything else comes after it. */
export function drawOn(...canvases) {
  const layers = canvases.map((canvas) => canvas.transferControlToOffscreen());
  return ask('start', { layers }, { transfer: layers });
}

/** Decodes and draws a file, or one of its frames, and tells what it is. The worker keeps it. */
export const openPicture = (file, frame, signal) => ask('open', { file, frame }, { signal });

/** Encodes the picture: `{ blob, time, quality, warnings }`. */
export const encodePicture = (job, { signal, onProgress }) => ask('encode', job, { signal, onProgress });

/** What canvas.toBlob makes of it: `{ blob, time }`, or undefined where the browser does not write the type. */
export const encodeByBrowser = (mimeType, quality, signal) => ask('encodeByBrowser', { mimeType, quality }, { signal });

/** Reads a written blob back: `{ channels, depth, identical, psnr, ssim }`, with `scores` also the `score` of SSIMULACRA 2, `byBrowser` if only the browser reads the format, and `{ unread: true }` if neither it nor the package does; with `draws` it is what `showResult` shows. */
export const compareWithOriginal = (job, signal) => ask('compare', job, { signal });

/** The SSIMULACRA 2 of what is to be shown; undefined of very small pictures. */
export const scoreOfResult = (signal) => ask('score', {}, { signal });

export const showResult = () => ask('show');
export const drawDifference = () => ask('difference');

/** Bitmaps of the pages or frames of a file; of the first `count`. */
export const thumbnailsOf = (file, height, { count, signal } = {}) =>
  ask('thumbnails', { file, height, count }, { signal });

/** Another file in another format: `{ blob }`. */
export const convertFile = (job, { signal, onProgress }) => ask('convert', job, { signal, onProgress });
