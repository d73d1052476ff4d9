// Run by writer.test.mjs: writes a picture of the height given, row by row, to nowhere, and prints the process's peak in MiB.
import { createWriter } from '../../npm/dist/node/index.js';
import { peakMemory } from './peak-memory.mjs';

const [format, height] = [process.argv[2], Number(process.argv[3])];
const width = 2000;
const writer = await createWriter({
  width,
  height,
  channels: 3,
  format,
  options: format === 'png' ? { compressionLevel: 1 } : {},
});
const drained = (async () => {
  for await (const chunk of writer.readable) void chunk;
})();
const rows = new Uint8Array(width * 3 * 100);
for (let y = 0; y < height; y += 100) {
  for (let i = 0; i < rows.length; ++i) rows[i] = (i % 251) + ((i * y) >> 12);
  await writer.write(rows);
}
await writer.close();
await drained;
process.stdout.write(String(Math.round(peakMemory() / 2 ** 20)));
