// Pictures and options for avif-frames.test.mjs. As a program, it records what avifenc makes of them (avif-frames.json); the avifenc and
// the avifdec in the PATH must be of libavif 1.4, with the libaom that we build from, as it was published:
//   node tests/contract/avif-frames.mjs
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { imwrite, versions } from '../../npm/dist/node/index.js';
import { fixture } from '../support/images.mjs';
import { run } from '../support/programs.mjs';
import { sharp } from '../support/sharp.mjs';

export const recordFile = new URL('avif-frames.json', import.meta.url);

async function part(name, channels) {
  const { data, info } = await sharp(fixture(name))
    .extract({ left: 100, top: 40, width: 150, height: 113 })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height, channels };
}

/** What screens show: text that repeats, few colors, sharp edges. */
function screen() {
  const [width, height] = [192, 160];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, i = 0; y < height; ++y)
    for (let x = 0; x < width; ++x)
      for (let c = 0; c < 3; ++c, ++i)
        data[i] =
          (((((x >> 2) * 7 + (y >> 3) * ((x >> 5) + 1) * 13 + c * 40) % 5) + 5) % 5) * 50 + ((x * y) % 17 < 2 ? 30 : 0);
  return { data, width, height, channels: 3 };
}

const pictures = { photo: await part('astronaut.png', 3), gray: await part('camera.png', 1), screen: screen() };

const optionSets = [
  { speed: 2 },
  { speed: 4, quality: 30 },
  { speed: 6 },
  { speed: 6, bitDepth: 10, quality: 80 },
  { speed: 7 },
  { speed: 7, chromaSubsampling: '4:4:4', quality: 90 },
  { speed: 7, chromaSubsampling: '4:2:2', bitDepth: 10 },
  { speed: 7, bitDepth: 12 },
  { speed: 7, tileColumns: 1, tileRows: 1, quality: 10 },
  { speed: 7, tune: 'psnr' },
  { speed: 7, tune: 'ssim' },
  { speed: 7, tune: 'ssimulacra2' },
  { speed: 8 },
  { speed: 9 },
  { speed: 9, bitDepth: 12, chromaSubsampling: '4:4:4' },
];

/** Each with a name, a picture and options. */
export const cases = Object.entries(pictures).flatMap(([name, image]) =>
  optionSets
    .filter(({ chromaSubsampling }) => image.channels > 1 || !chromaSubsampling)
    .map((options) => ({ name: `${name} ${JSON.stringify(options)}`, image, options })),
);

/** What is in the box of media data, without the delimiter that libavif leaves in it. */
function frameOf(bytes) {
  const file = Buffer.from(bytes);
  for (let at = 0; at < file.length; at += file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) !== 'mdat') continue;
    const frame = file.subarray(at + 8, at + file.readUInt32BE(at));
    return frame[0] === 0x12 ? frame.subarray(2) : frame;
  }
  throw new Error('no media data');
}

/** Its size and a sum of it. */
export function summary(bytes) {
  const frame = frameOf(bytes);
  return `${frame.length} ${createHash('sha256').update(frame).digest('hex').slice(0, 24)}`;
}

/** What avifenc makes of the luma and chroma that we make of the picture: they are in a file of quality 100, and exact there. */
async function byAvifenc(
  { image, options: { quality = 60, speed, tune, tileColumns = 0, tileRows = 0, ...layout } },
  folder,
) {
  const [exact, planes, file] = ['exact.avif', 'planes.y4m', 'file.avif'].map((name) => join(folder, name));
  writeFileSync(exact, await imwrite(image, 'avif', { ...layout, quality: 100, speed: 9 }));
  run('avifdec', exact, planes);
  const settings = { '-q': quality, '-s': speed, '-r': 'full', '--cicp': '1/13/6', '-j': 1 };
  const tiles = { '--tilecolslog2': tileColumns, '--tilerowslog2': tileRows };
  const all = Object.entries({ ...settings, ...tiles, ...(tune && { '-a': `tune=${tune}` }) }).flat();
  run('avifenc', ...all.map(String), planes, file);
  return summary(readFileSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { libaom } = versions();
  if (!run('avifenc', '--version').includes(`:v${libaom}`))
    throw new Error(`avifenc has another libaom than ${libaom}`);
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-avif-frames-'));
  const frames = {};
  for (const one of cases) frames[one.name] = await byAvifenc(one, folder);
  rmSync(folder, { recursive: true });
  writeFileSync(recordFile, `${JSON.stringify({ libaom, frames }, null, 2)}\n`);
}
