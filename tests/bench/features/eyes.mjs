// Independent eyes: what readers that none of the packages bring see in a file.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const sharp = createRequire(new URL('../../../npm/package.json', import.meta.url))('sharp');
const execute = promisify(execFile);
const types = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array };

/** What a program prints; those that fail on chunks newer than themselves have printed what they saw. */
export async function output(program, ...args) {
  const { stdout, stderr } = await execute(program, args, { maxBuffer: 2 ** 28 }).catch((error) => error);
  return stdout + stderr;
}

/** exiftool's tags, numbers as numbers: { 'JFIF:XResolution': 300, … }. */
export async function tags(file) {
  return JSON.parse((await execute('exiftool', ['-j', '-n', '-G1', file])).stdout)[0];
}

export async function profile(file) {
  return (await execute('exiftool', ['-b', '-ICC_Profile', file], { encoding: 'buffer', maxBuffer: 2 ** 28 })).stdout;
}

/** Whether the samples are these, of this many channels, as 'pillow' or 'opencv' reads them. */
export async function holds(file, { data, channels }, reader) {
  const script = fileURLToPath(new URL('eyes.py', import.meta.url));
  const { stdout } = await execute('/usr/bin/python3', [script, reader, file], {
    encoding: 'buffer',
    maxBuffer: 2 ** 28,
  });
  const end = stdout.indexOf('\n') + 1;
  const seen = JSON.parse(stdout.subarray(0, end));
  const Samples = types[seen.type];
  if (!Samples || Samples.BYTES_PER_ELEMENT !== data.BYTES_PER_ELEMENT || seen.channels !== channels) return false;
  const bytes = stdout.subarray(end);
  return bytes.equals(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

/** The RGBA that sharp sees, without any profile. */
export async function rgba(file) {
  return sharp(file, { ignoreIcc: true, failOn: 'error' }).toColourspace('srgb').ensureAlpha().raw().toBuffer();
}

export const facts = (file) => sharp(file).metadata();

/** The mean distance of the visible samples. */
export async function distance(file, { data, channels }) {
  const seen = await rgba(file);
  let sum = 0;
  for (let i = 0; i < seen.length; ++i)
    sum += i % 4 === 3 ? 0 : Math.abs(seen[i] - data[Math.floor(i / 4) * channels + Math.min(i % 4, channels - 1)]);
  return sum / seen.length;
}

/** A profile of Display P3 that a color engine accepts. */
export async function displayP3() {
  const pixel = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .withIccProfile('p3')
    .png()
    .toBuffer();
  return new Uint8Array((await sharp(pixel).metadata()).icc);
}
