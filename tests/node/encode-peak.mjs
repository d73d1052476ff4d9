// What one encode of 24 megapixels of noise adds to the peak of a process that holds the pixels; prints it as JSON, in bytes.
// Usage: node --expose-gc encode-peak.mjs <imwrite|imwriteSync> <format> <options as JSON>
import * as imwritePackage from '../../npm/dist/node/index.js';
import { peakMemory } from './peak-memory.mjs';
import { pattern } from './support.mjs';

const [call, format, options] = process.argv.slice(2);
const encode = imwritePackage[call];
const tile = pattern(6000, 400, 4);
const data = new Uint8Array(10 * tile.data.length);
for (let offset = 0; offset < data.length; offset += tile.data.length) data.set(tile.data, offset);

await imwritePackage.load(format);
await encode(pattern(64, 64, 4), format);
globalThis.gc();
const before = process.memoryUsage.rss();
const { length } = await encode({ data, width: 6000, height: 4000, channels: 4 }, format, JSON.parse(options));
const peak = peakMemory();
console.log(JSON.stringify({ added: peak - before, written: length }));
