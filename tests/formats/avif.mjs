// AVIF in tests: libavif's avifdec judges its files, and says what gray ones hold; sharp reads the others, by libheif.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runForBytes } from '../support/programs.mjs';

/** What `read` makes of the PNG that avifdec decodes the file to. */
export function byAvifdec(bytes, read = readFileSync) {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-avif-'));
  const [from, to] = [join(folder, 'file.avif'), join(folder, 'file.png')];
  try {
    writeFileSync(from, bytes);
    run('avifdec', from, to);
    return read(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The samples of a PNG, which avifdec writes as RGBA where there is alpha. */
function grayAlpha(file) {
  const pam = runForBytes('pngtopam', '-alphapam', file);
  const head = pam.subarray(0, pam.indexOf('ENDHDR\n') + 7);
  const field = (name) => Number(head.toString().match(`${name} (\\d+)`)[1]);
  const [width, height] = [field('WIDTH'), field('HEIGHT')];
  const pixel = pam.subarray(head.length).length / (width * height);
  const data = new (pixel === 4 ? Uint8Array : Uint16Array)(2 * width * height);
  const sample = (at) => (pixel === 4 ? pam[at] : pam.readUInt16BE(at));
  for (let i = 0; i < data.length; ++i)
    data[i] = sample(head.length + pixel * (i >> 1) + (i & 1 ? (3 * pixel) / 4 : 0));
  return [data, { raw: { width, height, channels: 2 } }];
}

/** Whether av1C says that there is no chroma: that of the picture comes first. */
const isGray = (file) => (file[file.indexOf('av1C') + 6] & 0x10) !== 0;

export default {
  magic: '.{8}66747970',
  lossless: { lossless: true },
  isLossless: ({ lossless }) => lossless === true,
  close: { lossless: true },
  closeWithin: 0,
  judge: (files) => files.forEach((file) => run('avifdec', '--info', file)),
  forSharp(bytes) {
    const file = Buffer.from(bytes);
    if (!isGray(file)) return [bytes];
    return file.includes('auxC') ? byAvifdec(bytes, grayAlpha) : [byAvifdec(bytes)];
  },
  turnedByOthers: true,
  floors: { any: 35, quality: { 0: 20 } },
  keeping: {
    lossless: [true],
    speed: true,
    tileColumns: true,
    tileRows: true,
    maxContentLight: true,
    maxAverageLight: true,
  },
  gentle: {
    speed: true,
    tune: true,
    bitDepth: true,
    tileColumns: true,
    tileRows: true,
    maxContentLight: true,
    maxAverageLight: true,
  },
  refusals: 20,
  takesMinutes: ({ speed }) => speed < 3,
  moduleBytes: 560_000,
  decoderBytes: 195_000,
};
