// What the tests of this folder share: our cv, native OpenCV in a process of its own, and Mats that both understand.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createCv } from '../../npm/dist/node/cv.js';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
export const fc = require('fast-check');
// The same cases every time, so that a run can be trusted; FC_SEED=<number> draws others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });

export const cv = await createCv();
cv.onWarning = () => {};

const folder = mkdtempSync(join(tmpdir(), 'imwrite-opencv-'));
after(() => rmSync(folder, { recursive: true }));
/** A path in a folder of this process's own. */
export const scratch = (name) => join(folder, name);

export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** Starts native OpenCV; `ask(request)` gives its answer, in which `thrown` is the message of what it threw. */
export function startNative(t) {
  const child = spawn('/usr/bin/python3', [fileURLToPath(new URL('native.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting = [];
  let complaints = '';
  child.stderr.on('data', (text) => (complaints = (complaints + text).slice(-4000)));
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift().resolve(JSON.parse(line)));
  child.on('close', (code) =>
    waiting.splice(0).forEach(({ reject }) => reject(new Error(`native.py ended with ${code}: ${complaints}`))),
  );
  t(() => child.kill());
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
  };
}

/** Whether one version, as OpenCV tells it, comes before another. */
export function isOlder(version, other) {
  const [ours, theirs] = [version, other].map((text) => text.split('.').map(Number.parseFloat));
  const at = theirs.findIndex((number, i) => number !== ours[i]);
  return at >= 0 && ours[at] < theirs[at];
}

export const toBase64 = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64');
export const fromBase64 = (text) => new Uint8Array(Buffer.from(text, 'base64'));

/** A Mat as native.py takes it. */
export function plainMat(mat) {
  return { rows: mat.rows, cols: mat.cols, type: mat.type(), data: toBase64(mat.clone().data) };
}

/** A Mat as something to compare; null for an empty one. */
export function facts(mat) {
  return mat.empty() ? null : plainMat(mat);
}

/** What a call does, in a form to compare: its result, or that it throws. */
export function outcome(call) {
  try {
    return { result: call() };
  } catch (error) {
    return { thrown: error.message };
  }
}

/**
 * Floats that OpenCV computed, by reducing them or from the XYZ of LogLuv, may differ in their last bits: its own depend on
 * whether the processor fuses products and sums.
 */
export const FLOAT_BOUND = 2e-4;

export const depths = ['8U', '8S', '16U', '16S', '32S', '32F', '64F'];
export const typeName = (type) => `${depths[type & 7]}C${(type >> 3) + 1}`;

/** The samples of a plain Mat as numbers. */
export function samples({ type, data }) {
  const Samples = [Uint8Array, Int8Array, Uint16Array, Int16Array, Int32Array, Float32Array, Float64Array][type & 7];
  return new Samples(fromBase64(data).buffer);
}

const fills = {
  flat: () => () => 0.4,
  gradient: (mat) => (i) => i / (mat.total() * mat.channels()),
  noise: () => (i) => (Math.imul(i ^ (i >>> 7) ^ 0x5bd1, 2654435761) >>> 8) / 2 ** 24,
  edges: (mat) => (i) => ((Math.floor(i / mat.channels() / 7) & 1) === 0 ? 0 : 1),
};
export const fillNames = Object.keys(fills);

/** A Mat of the type's whole range; floats go a little beyond 0 to 1, so that rounding and clamping show. */
export function makeMat({ rows, cols, depth, channels, fill, region }) {
  const type = cv[`CV_${depth}C${channels}`];
  const whole = region ? new cv.Mat(rows + 3, cols + 5, type) : new cv.Mat(rows, cols, type);
  const value = fills[fill](whole);
  const [low, high] = {
    '8U': [0, 255],
    '8S': [-128, 127],
    '16U': [0, 65535],
    '16S': [-32768, 32767],
    '32S': [-70000, 70000],
    '32F': [-0.5, 300],
    '64F': [-0.5, 300],
  }[depth];
  const view =
    whole[
      {
        '8U': 'data',
        '8S': 'data8S',
        '16U': 'data16U',
        '16S': 'data16S',
        '32S': 'data32S',
        '32F': 'data32F',
        '64F': 'data64F',
      }[depth]
    ];
  const exact = /F/.test(depth) ? (number) => number : Math.round;
  for (let i = 0; i < view.length; ++i) view[i] = exact(low + value(i) * (high - low));
  return region ? whole.roi({ x: 2, y: 1, width: cols, height: rows }) : whole;
}
