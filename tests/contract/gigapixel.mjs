// Run by gigapixel.test.mjs: writes a gray picture of a gigapixel row by row into a file, and prints the process's peak in MiB.
import { open } from 'node:fs/promises';
import { createWriter } from '../../npm/dist/node/index.js';
import { peakMemory } from '../node/peak-memory.mjs';

export const [width, height] = [40_000, 25_000];
const ROWS = 50;

/** A slope with steps, from which each row takes another piece. */
const slope = Uint8Array.from({ length: width + height }, (_, i) => (i >> 4) + (i % 7 === 0 ? 3 : 0));
export const rowAt = (y) => slope.subarray(y, y + width);

async function write(format, path) {
  const file = await open(path, 'w');
  const writer = await createWriter({
    format,
    width,
    height,
    channels: 1,
    options: format === 'png' ? { compressionLevel: 1 } : {},
  });
  const saved = (async () => {
    for await (const chunk of writer.readable) {
      if (ArrayBuffer.isView(chunk)) await file.appendFile(chunk);
      else await file.write(chunk.data, 0, chunk.data.length, chunk.position);
    }
  })();
  const rows = new Uint8Array(width * ROWS);
  for (let y = 0; y < height; y += ROWS) {
    for (let i = 0; i < ROWS; ++i) rows.set(rowAt(y + i), i * width);
    await writer.write(rows);
  }
  await writer.close();
  await saved;
  await file.close();
}

if (process.argv[2] === 'write') {
  await write(process.argv[3], process.argv[4]);
  process.stdout.write(String(Math.round(peakMemory() / 2 ** 20)));
}
