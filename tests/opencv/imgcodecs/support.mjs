// What the ports of OpenCV's own tests share: a test by the name of the case that it answers, pictures, and how they compare.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { cv, fixture, plainMat, samples, scratch } from '../support.mjs';
import { cases, excused } from './cases.mjs';

export { cv, fixture, plainMat, scratch, startNative, toBase64 } from '../support.mjs';
export { cases } from './cases.mjs';

/** A test that answers OpenCV's case of that name, once for each of its parameters. */
export function port(name, run) {
  assert.ok(cases[name] && !excused[name], `${name} is no case to answer`);
  for (const parameter of cases[name])
    test(parameter === undefined ? name : `${name} (${parameter})`, { timeout: 120_000 }, () => run(parameter));
}

/** Numbers from 0 to below 1, the same ones every time. */
export function random(seed = 1) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A Mat with `value(x, y, channel)`. */
export function matOf(rows, cols, type, value) {
  const channels = (type >> 3) + 1;
  const list = Array.from({ length: rows * cols * channels }, (_, i) =>
    value(Math.floor(i / channels) % cols, Math.floor(i / channels / cols), i % channels),
  );
  return cv.matFromArray(rows, cols, type, list);
}

/** Noise over the type's range, or from 0 to 1 for floats. */
export function noise(rows, cols, type, seed = 1) {
  const next = random(seed);
  const scale = [255, 127, 65535, 32767, 70000, 1, 1][type & 7];
  return matOf(rows, cols, type, () => ((type & 7) < 5 ? Math.floor(next() * scale) : next()));
}

/** Discs of many colors on black, of `max` at most; alpha goes up from left to right, and is nowhere 0. */
export function discs(rows, cols, type, { max = 255, count = 40, seed = 3 } = {}) {
  const next = random(seed);
  const channels = (type >> 3) + 1;
  const list = Array.from({ length: count }, () => ({
    x: next() * cols,
    y: next() * rows,
    radius: 2 + (next() * Math.min(rows, cols)) / 5,
    color: Array.from({ length: channels }, () => Math.round(next() * max)),
  }));
  return matOf(rows, cols, type, (x, y, c) => {
    if (c === 3) return 1 + Math.floor((x / cols) * (max - 1));
    return list.findLast((disc) => (disc.x - x) ** 2 + (disc.y - y) ** 2 <= disc.radius ** 2)?.color[c] ?? 0;
  });
}

const valuesOf = (mat) => samples(plainMat(mat));
const shape = (mat) => ({ rows: mat.rows, cols: mat.cols, type: mat.type() });

/** NORM_INF: the largest difference of two samples. */
export function worst(a, b) {
  assert.deepEqual(shape(a), shape(b));
  const other = valuesOf(b);
  return valuesOf(a).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0);
}

export function assertSame(actual, expected, message) {
  assert.equal(worst(actual, expected), 0, message);
}

/** The mean of the squared differences. */
export function meanSquare(a, b) {
  const other = valuesOf(b);
  return valuesOf(a).reduce((sum, value, i) => sum + (value - other[i]) ** 2, 0) / other.length;
}

export const psnr = (a, b) => 10 * Math.log10(255 ** 2 / meanSquare(a, b));

/** The samples of a pixel. */
export function pixel(mat, row, col) {
  const channels = mat.channels();
  return Array.from(valuesOf(mat).slice((row * mat.cols + col) * channels, (row * mat.cols + col + 1) * channels));
}

let files = 0;
/** The path of a new file with these bytes. */
export function stored(extension, bytes) {
  const path = scratch(`${files++}${extension}`);
  writeFileSync(path, bytes);
  return path;
}

/** The path of a new file that is not there. */
export const unused = (extension) => scratch(`${files++}${extension}`);

/** What `encode` gives, or why it gives nothing. */
export function encoded(extension, image, params, encode = cv.imencode) {
  const bytes = encode(extension, image, params);
  assert.ok(bytes, cv.lastError?.message);
  return bytes;
}

/** A photograph, blue first. */
export const photograph = (flags = cv.IMREAD_COLOR) => cv.imread(fixture('astronaut.png'), flags);

/** The picture of a native Mat that native.py gave. */
export function matOfPlain({ rows, cols, type, data }) {
  const mat = new cv.Mat(rows, cols, type);
  mat.data.set(Buffer.from(data, 'base64'));
  return mat;
}

export const bytesOf = (path) => new Uint8Array(readFileSync(path));
