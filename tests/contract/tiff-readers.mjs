// TIFF files as others read them: Pillow, OpenCV, tiffcp. Each call reads many files, because Python is slow to start.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/files.mjs';
import { run } from '../support/programs.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('readers');
let files = 0;

/** The path of a file with these bytes. */
export async function stored(bytes) {
  const path = join(folder, `${files++}.tif`);
  await writeFile(path, bytes);
  return path;
}

const script = `
import json, sys
import numpy as np

def pillow(path):
    from PIL import Image
    image = Image.open(path)
    return np.asarray(image.convert({'P': 'RGB', '1': 'L'}.get(image.mode, image.mode)))

def opencv(path):
    import cv2
    pixels = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    return pixels if pixels.ndim == 2 else pixels[:, :, [2, 1, 0, 3][:pixels.shape[2]]]

read = {'pillow': pillow, 'opencv': opencv}[sys.argv[1]]
for path in sys.argv[2:]:
    pixels = np.ascontiguousarray(read(path))
    pixels.tofile(path + '.raw')
    print(json.dumps([pixels.shape[1], pixels.shape[0], 1 if pixels.ndim == 2 else pixels.shape[2], str(pixels.dtype)]))
`;

async function byPython(reader, paths) {
  const lines = python(script, reader, ...paths)
    .trim()
    .split('\n')
    .map(JSON.parse);
  return Promise.all(
    lines.map(async ([width, height, channels, type], i) => ({
      width,
      height,
      channels,
      type,
      bytes: await readFile(`${paths[i]}.raw`),
    })),
  );
}

/** libtiff's own tool: the file as one strip that nothing is done to. */
async function byTiffcp(path) {
  const copy = `${path}.copy`;
  run('tiffcp', '-c', 'none', '-s', '-r', '100000', '-p', 'contig', path, copy);
  const info = run('tiffinfo', '-s', copy);
  const [, offset, size] = /0: \[\s*(\d+),\s*(\d+)\]/.exec(info).map(Number);
  const [, width, height] = /Image Width: (\d+) Image Length: (\d+)/.exec(info).map(Number);
  const [, channels] = /Samples\/Pixel: (\d+)/.exec(info).map(Number);
  return { width, height, channels, bytes: (await readFile(copy)).subarray(offset, offset + size) };
}

/** What each file holds: { width, height, channels, bytes }, and of Python's readers the type of the samples. */
export const readers = {
  pillow: (paths) => byPython('pillow', paths),
  opencv: (paths) => byPython('opencv', paths),
  tiffcp: (paths) => Promise.all(paths.map(byTiffcp)),
};

/** Asserts that a reader sees exactly the pixels of each { path, what, width, height, channels, bytes }. */
export async function assertRead(reader, cases) {
  assert.ok(cases.length > 0, `nothing for ${reader} to read`);
  const seen = await readers[reader](cases.map(({ path }) => path));
  for (const [i, { what, width, height, channels, bytes }] of cases.entries()) {
    assert.deepEqual(
      [seen[i].width, seen[i].height, seen[i].channels],
      [width, height, channels],
      `${reader}: ${what}`,
    );
    assert.ok(Buffer.compare(seen[i].bytes, bytes) === 0, `${reader} sees other samples: ${what}`);
  }
}

/** Little endian numbers of a file, classic or BigTIFF: where its directory is, and the values of an entry. */
export function directoryOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const big = view.getUint16(2, true) === 43;
  const word = (at) => (big ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true));
  const start = word(big ? 8 : 4);
  const count = big ? word(start) : view.getUint16(start, true);
  const entries = new Map();
  for (let i = 0; i < count; ++i) {
    const at = start + (big ? 8 + 20 * i : 2 + 12 * i);
    const [type, length, field] = [view.getUint16(at + 2, true), word(at + 4), at + (big ? 12 : 8)];
    const size = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 }[type];
    if (!size) continue;
    const place = size * length <= (big ? 8 : 4) ? field : word(field);
    const value = (k) =>
      size === 8
        ? Number(view.getBigUint64(place + 8 * k, true))
        : size === 4
          ? view.getUint32(place + 4 * k, true)
          : size === 2
            ? view.getUint16(place + 2 * k, true)
            : view.getUint8(place + k);
    entries.set(
      view.getUint16(at, true),
      Array.from({ length }, (_, k) => value(k)),
    );
  }
  return entries;
}

/** The file with another directory in the place of its first: a level of a pyramid becomes a picture that any program opens. */
export function withDirectory(bytes, offset) {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  if (view.getUint16(2, true) === 43) view.setBigUint64(8, BigInt(offset), true);
  else view.setUint32(4, offset, true);
  return copy;
}
