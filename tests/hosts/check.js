// What runs inside every host: it encodes and reads back in each mode, and gives plain JSON for the runner to compare.
// Nothing here depends on the host: no crypto.subtle (jsdom has none), no fixtures, no integers above 2^32.

/** The value of `configure({ worker })` in each mode. */
const modes = { calling: false, default: undefined, workers: true };

/** A promise of imwrite that has not settled by then never will. */
const patience = 30_000;

/**
 * @param package - `{ configure, imread, imwrite }` of whichever entry the host tests.
 * @returns For each mode `{ outputs, workersStarted }`: SHA-256 by name; with `{ part, error }` where one failed.
 */
export async function check({ configure, imread, imwrite }) {
  const pictures = drawnPictures();
  const result = {};
  countWorkers();
  for (const [mode, worker] of Object.entries(modes)) {
    const outputs = {};
    let part = 'configure';
    try {
      configure({ worker });
      for (const { name, format, image, exact } of pictures) {
        part = `${name}: imwrite`;
        const bytes = await settled(imwrite(image, format));
        outputs[name] = sha256(bytes);
        part = `${name}: imread`;
        const { data, width, height, channels } = await settled(imread(bytes));
        outputs[`${name} read`] = `${width}x${height}x${channels} ${sha256(data)}`;
        if (exact && sha256(data) !== sha256(image.data)) throw new Error('the pixels are not those that were written');
      }
      result[mode] = { outputs };
    } catch (error) {
      result[mode] = { outputs, part, error: described(error) };
    }
    result[mode].workersStarted = globalThis[counter];
  }
  result.page = typeof document === 'object';
  result.threads = globalThis.navigator?.hardwareConcurrency;
  return result;
}

function described(error) {
  return { name: String(error?.name), code: error?.code, message: String(error?.message ?? error) };
}

function settled(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`has not settled after ${patience / 1000} s`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const counter = Symbol.for('imwrite-hosts-workers');

/** How many web workers a page started so far stands in globalThis[counter]; undefined elsewhere. */
function countWorkers() {
  const { Worker, process } = globalThis;
  // Where Node's API is, its threads are what the package takes.
  if (typeof Worker !== 'function' || process?.versions?.node || globalThis[counter] !== undefined) return;
  globalThis[counter] = 0;
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      globalThis[counter] += 1;
    }
  };
}

/** Four small pictures, and one that is large enough for several workers to share it. */
function drawnPictures() {
  const small = drawn(96, 64);
  return [
    ...['jpeg', 'png', 'webp', 'tiff'].map((format) => ({
      name: format,
      format,
      image: small,
      exact: format === 'png' || format === 'tiff',
    })),
    { name: 'jpeg, 5 megapixels', format: 'jpeg', image: drawn(2592, 1944) },
  ];
}

/** RGB: a gradient with a little noise from a seeded generator. */
function drawn(width, height) {
  const data = new Uint8Array(width * height * 3);
  let state = 2463534242;
  for (let y = 0, i = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      data[i++] = ((x * 255) / width) ^ (state & 7);
      data[i++] = ((y * 255) / height) ^ ((state >>> 3) & 7);
      data[i++] = ((x + y) >> 2) ^ ((state >>> 6) & 7);
    }
  }
  return { data, width, height, channels: 3 };
}

const primes = [];
for (let n = 2; primes.length < 64; ++n) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));

/** FIPS 180-4, as hex. */
export function sha256(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const tail = new Uint8Array(bytes.length % 64 < 56 ? 64 : 128);
  const whole = bytes.length - (bytes.length % 64);
  tail.set(bytes.subarray(whole));
  tail[bytes.length % 64] = 0x80;
  new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  const hash = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);
  for (let at = 0; at < whole; at += 64) compress(hash, words, bytes, at);
  for (let at = 0; at < tail.length; at += 64) compress(hash, words, tail, at);
  return [...hash].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function compress(hash, words, bytes, at) {
  for (let i = 0; i < 16; ++i, at += 4)
    words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let i = 16; i < 64; ++i) {
    const [p, q] = [words[i - 15], words[i - 2]];
    words[i] =
      words[i - 16] + (turn(p, 7) ^ turn(p, 18) ^ (p >>> 3)) + words[i - 7] + (turn(q, 17) ^ turn(q, 19) ^ (q >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 64; ++i) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + words[i]) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] += word));
}
