// The page's side of pixels-worker.js: asks, and waits for the answer.

const worker = new Worker(new URL('pixels-worker.js', import.meta.url), { type: 'module' });
const waiting = new Map();
let count = 0;

worker.onmessage = ({ data: { id, reply, error } }) => {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error) reject(Object.assign(new Error(error.message), { code: error.code }));
  else resolve(reply);
};
worker.onerror = (event) => {
  for (const { reject } of waiting.values()) reject(new Error(event.message || 'pixels-worker.js could not be loaded'));
  waiting.clear();
};

function ask(message, transfer = []) {
  return new Promise((resolve, reject) => {
    const id = ++count;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, ...message }, transfer);
  });
}

/** Hands over the canvases of the original and of the result. Everything else comes after it. */
export function drawOn(...canvases) {
  const offscreen = canvases.map((canvas) => canvas.transferControlToOffscreen());
  return ask({ kind: 'start', canvases: offscreen }, offscreen);
}

/** Decodes `file` and draws it: `{ data, width, height, channels }`. The worker keeps the picture to compare with. */
export const openPicture = (file) => ask({ kind: 'open', file });

/** Reads written bytes back: `{ channels, depth, identical, psnr }`. */
export const compareWithOriginal = (bytes, mimeType, background) =>
  ask({ kind: 'compare', bytes, mimeType, background });

/** Draws what was compared last. */
export const showResult = () => ask({ kind: 'show' });
