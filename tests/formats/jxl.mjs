// JPEG XL in tests: libjxl's own djxl judges its files, and makes PNG of them for sharp.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/programs.mjs';

/** What djxl makes of the file, in the form that the extension names, and what it says of that. */
function decoded(bytes, extension) {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-jxl-'));
  const [from, to] = [join(folder, 'file.jxl'), join(folder, `file.${extension}`)];
  try {
    writeFileSync(from, bytes);
    const { status, stderr } = spawnSync('djxl', ['--quiet', from, to], { encoding: 'utf8' });
    return { file: status === 0 ? readFileSync(to) : undefined, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The file as djxl decodes it, in the form that the extension names. */
export function byDjxl(bytes, extension) {
  const { file, stderr } = decoded(bytes, extension);
  assert.ok(file, `djxl: ${stderr}`);
  return file;
}

/** As PNG; floats, which PNG has not, as samples. */
function forSharp(bytes) {
  const { file: png, stderr } = decoded(bytes, 'png');
  if (png && !stderr.includes('32-bit')) return [png];
  const file = byDjxl(bytes, 'npy');
  const shape = file.toString('latin1', 0, 128).match(/\(1, (\d+), (\d+), (\d+)\)/);
  const [height, width, channels] = shape.slice(1).map(Number);
  const data = new Float32Array(width * height * channels);
  const samples = file.subarray(file.length - 4 * data.length);
  data.forEach((_, i) => (data[i] = samples.readFloatLE(4 * i)));
  return [data, { raw: { width, height, channels } }];
}

export default {
  // A naked codestream, or the container.
  magic: '(ff0a|0000000c4a584c20)',
  lossless: {},
  isLossless: ({ quality = 100, distance = 0 }) => quality === 100 && distance === 0,
  close: {},
  closeWithin: 0,
  judge: (files) => files.forEach((file) => run('djxl', '--quiet', file, `${file}.png`)),
  forSharp,
  // The others take floats, too, which sharp scales; tests/contract/jxl-extended.test.mjs compares them.
  keeping: { effort: [1] },
  turnedByOthers: true,
  colorsInside: true,
  takesMinutes: ({ effort }) => effort > 7,
  moduleBytes: 46_500,
  decoderBytes: 162_000,
};
