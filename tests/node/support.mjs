// What the tests of this folder share: the built package, pictures, and sharp as an eye that is not ours.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as imwritePackage from '../../npm/dist/node/index.js';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
export const sharp = require('sharp');
// It would take a file for another one that had the same name.
sharp.cache(false);
export const fc = require('fast-check');
// The same cases every time, so that a run can be trusted; FC_SEED=<number> draws others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });

export const { ImwriteError, formats } = imwritePackage;
export const formatNames = Object.keys(formats);

export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
export const wasmFolder = fileURLToPath(new URL('../../npm/dist/wasm', import.meta.url));
export const wasmFile = (name) => readFile(`${wasmFolder}/${name}.wasm`);

/** The 8-bit picture of a fixture, as sharp reads it. */
export async function photo(name) {
  const { channels } = await sharp(fixture(name)).metadata();
  return seenBySharp(fixture(name), { data: new Uint8Array(0), channels });
}

/** A picture of our own: noise, the same every time, in which all values of the type may occur. */
export function pattern(width, height, channels, Samples = Uint8Array) {
  const data = new Samples(width * height * channels);
  for (let i = 0; i < data.length; ++i) {
    const noise = Math.imul(i ^ (i >>> 7), 2654435761) >>> 16;
    data[i] = Samples === Float32Array ? noise / 0xffff : noise;
  }
  return { data, width, height, channels };
}

const depthNames = { 1: 'uchar', 2: 'ushort', 4: 'float' };
const colourSpaces = { uchar: ['b-w', 'srgb'], ushort: ['grey16', 'rgb16'], float: ['b-w', 'scrgb'] };

/** The samples of a file, or of one of its pages, as sharp decodes it, at the depth of `like`, which also tells how to read one channel. */
export async function seenBySharp(bytes, like, page = 0) {
  const { channels, width, height } = await sharp(bytes, { page }).metadata();
  const planes = await Promise.all([...Array(channels).keys()].map((channel) => planeSeenBySharp(bytes, page, channel, like)));
  const data = new like.data.constructor(width * height * channels);
  for (let i = 0; i < data.length; ++i) data[i] = planes[i % channels][Math.floor(i / channels)];
  return { data, width, height, channels };
}

async function planeSeenBySharp(bytes, page, channel, { data: { constructor: Samples }, channels }) {
  const depth = depthNames[Samples.BYTES_PER_ELEMENT];
  const space = colourSpaces[depth][channels < 3 ? 0 : 1];
  const plane = await sharp(bytes, { page, ignoreIcc: true }).pipelineColourspace(space).extractChannel(channel).toColourspace(space).raw({ depth }).toBuffer();
  return new Samples(plane.buffer.slice(plane.byteOffset, plane.byteOffset + plane.byteLength));
}

/** Asserts that sharp sees exactly these pixels. */
export async function assertExact(bytes, image, page = 0) {
  const seen = await seenBySharp(bytes, image, page);
  assert.deepEqual([seen.width, seen.height, seen.channels], [image.width, image.height, image.channels]);
  assert.ok(Buffer.compare(rawBytes(seen.data), rawBytes(image.data)) === 0, 'samples differ');
}

export const rawBytes = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);

/** Asserts that `work` (a promise, or a function) fails with this code, and with expected and actual in the message. */
export async function assertFails(work, code, pattern) {
  await assert.rejects(typeof work === 'function' ? async () => work() : work, (error) => isFailure(error, code, pattern));
}

function isFailure(error, code, pattern) {
  assert.ok(error instanceof ImwriteError, `${error?.stack ?? error}`);
  assert.equal(error.code, code, error.message);
  if (pattern) assert.match(error.message, pattern);
  return true;
}

/** Asserts that an error says what was expected and what was given. */
export async function assertMismatch(work, code, pattern) {
  await assert.rejects(typeof work === 'function' ? async () => work() : work, (error) => {
    isFailure(error, code, pattern);
    assert.ok(error.expected && error.actual, `no expected/actual: ${error.message}`);
    assert.ok(error.message.includes(`expected ${error.expected}`) && error.message.includes(error.actual), error.message);
    return true;
  });
}

/** The file of a writer's chunks. */
export async function fileOf(readable) {
  let bytes = Buffer.alloc(0);
  for await (const chunk of readable) {
    if (chunk instanceof Uint8Array) bytes = Buffer.concat([bytes, chunk]);
    else bytes.set(chunk.data, chunk.position);
  }
  return bytes;
}
