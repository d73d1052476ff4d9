// The rows about what one format can be: see rows.mjs.
import * as eyes from './eyes.mjs';
import { bilevel, colorTable, durations, frames, indexed, indices, opaque, rgb, slope } from './samples.mjs';

const CLOSE = 16;
const jpeg = (name, wishes, judge) => ({
  name,
  ask: { format: 'jpeg', image: opaque, quality: 85, ...wishes },
  judge: async (file, more) => (await eyes.distance(file, opaque)) < CLOSE && judge(file, more),
});

const factors = { '4:4:4': '1 1', '4:2:2': '2 1', '4:2:0': '2 2' };

/** Lines of djpeg about the markers of a file. */
const markers = (file) => eyes.output('djpeg', '-verbose', '-verbose', '-outfile', '/dev/null', file);

/** The symbols of all Huffman tables (ITU-T T.81, B.2.4.2): the standard's AC tables have 162 each. */
function symbols(bytes) {
  const counts = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + bytes[at + 2] * 256 + bytes[at + 3]) {
    if (bytes[at + 1] !== 0xc4) continue;
    const end = at + 2 + bytes[at + 2] * 256 + bytes[at + 3];
    for (let table = at + 4; table < end; table += 17 + counts.at(-1))
      counts.push(bytes.slice(table + 1, table + 17).reduce((sum, n) => sum + n, 0));
  }
  return counts;
}

export const jpegRows = [
  {
    title: 'progressive',
    tries: [jpeg('', { progressive: true }, async (file) => (await eyes.facts(file)).isProgressive === true)],
  },
  {
    title: 'optimized Huffman tables',
    tries: [jpeg('', { optimizeCoding: true }, (file, { bytes }) => symbols(bytes).every((count) => count < 162))],
  },
  {
    title: 'chroma subsampling',
    tries: ['4:4:4', '4:2:2', '4:2:0'].map((wanted) =>
      jpeg(
        wanted,
        { chromaSubsampling: wanted },
        async (file) => (await eyes.tags(file))['File:YCbCrSubSampling'] === factors[wanted],
      ),
    ),
  },
  {
    title: 'restart interval',
    tries: [jpeg('', { restartInterval: 4 }, async (file) => /Define Restart Interval 4\b/.test(await markers(file)))],
  },
];

/** Whether each column of a file of 8 bits has the mean of the slope's, which none has that is only rounded. */
async function isDithered(file) {
  const seen = await eyes.rgba(file);
  const { width, height, data } = slope;
  let far = 0;
  for (let x = 0; x < width; x += 8) {
    let sum = 0;
    for (let i = 0; i < 8 * height; ++i) {
      const at = Math.floor(i / 8) * width + x + (i % 8);
      sum += seen[4 * at] - data[at] / 257;
    }
    far = Math.max(far, Math.abs(sum / (8 * height)));
  }
  return (await eyes.facts(file)).depth === 'uchar' && far < 0.1;
}

export const pngRows = [
  {
    title: 'a palette of N colors, chosen for the image',
    tries: [16, 40, 256].map((colors) => ({
      name: String(colors),
      ask: { format: 'png', image: opaque, colors },
      async judge(file) {
        const found = Number(/PLTE.*: (\d+) palette entr/.exec(await eyes.output('pngcheck', '-v', file))?.[1]);
        return found <= colors && found > colors * 0.9 && (await eyes.distance(file, opaque)) < CLOSE;
      },
    })),
  },
  {
    title: '16 bits to 8, dithered',
    tries: [{ name: '', ask: { format: 'png', image: slope, depth: 8, dither: 'ordered' }, judge: isDithered }],
  },
];

const info = (file) => eyes.output('webpinfo', file);
const isLossless = async (file) => /Format: Lossless|VP8L/.test(await info(file));

export const webpRows = [
  {
    title: 'lossless',
    tries: [
      {
        name: '',
        ask: { format: 'webp', image: opaque, lossless: true },
        judge: async (file) => (await isLossless(file)) && (await eyes.distance(file, opaque)) === 0,
      },
    ],
  },
  {
    title: 'near-lossless',
    tries: [
      {
        name: '',
        ask: { format: 'webp', image: opaque, nearLossless: 20 },
        async judge(file) {
          const distance = await eyes.distance(file, opaque);
          return (await isLossless(file)) && distance > 0 && distance < CLOSE;
        },
      },
    ],
  },
  {
    title: 'effort (method)',
    tries: [
      {
        name: '',
        ask: { format: 'webp', image: opaque, quality: 80, method: 0 },
        judge: async (file, { bytes, again }) => (await again({ method: 6 })).length < bytes.length,
      },
    ],
  },
];

const tiff = (name, wishes, wanted) => ({
  name,
  ask: { format: 'tiff', image: rgb, ...wishes },
  judge: async (file) => wanted.test(await eyes.output('tiffinfo', file)) && eyes.holds(file, rgb, 'pillow'),
});
const tiles = { tileWidth: 16, tileHeight: 32 };

export const tiffRows = [
  {
    title: 'lossless compression',
    tries: [
      tiff('LZW', { compression: 'lzw' }, /Compression Scheme: LZW/),
      tiff('deflate', { compression: 'deflate' }, /Compression Scheme: .*(AdobeDeflate|Deflate|ZIP)/i),
      tiff('PackBits', { compression: 'packbits' }, /Compression Scheme: PackBits/),
    ],
  },
  {
    title: 'predictor',
    tries: [tiff('', { compression: 'lzw', predictor: 'horizontal' }, /Predictor: horizontal differencing/)],
  },
  { title: 'tiles', tries: [tiff('', { compression: 'lzw', ...tiles }, /Tile Width: 16 Tile Length: 32/)] },
  // Levels are SubIFDs or further pages.
  {
    title: 'pyramid',
    tries: [tiff('', { compression: 'lzw', ...tiles, pyramid: true }, /SubIFD Offsets|reduced-resolution image/)],
  },
  {
    title: 'palette',
    tries: [
      {
        name: '',
        ask: { format: 'tiff', image: indices, colorTable, compression: 'lzw' },
        judge: async (file) =>
          /Photometric Interpretation: palette color/.test(await eyes.output('tiffinfo', file)) &&
          (await eyes.distance(file, indexed)) === 0,
      },
    ],
  },
  {
    title: 'JPEG compression',
    tries: [
      {
        name: '',
        ask: { format: 'tiff', image: rgb, compression: 'jpeg', quality: 85 },
        judge: async (file) =>
          /Compression Scheme: JPEG/.test(await eyes.output('tiffinfo', file)) &&
          (await eyes.distance(file, rgb)) < CLOSE,
      },
    ],
  },
  {
    title: 'fax compression (G4)',
    tries: [
      {
        name: '',
        ask: { format: 'tiff', image: bilevel, compression: 'ccitt-g4' },
        judge: async (file) =>
          /Bits\/Sample: 1\b[^]*CCITT Group 4/.test(await eyes.output('tiffinfo', file)) &&
          (await eyes.distance(file, bilevel)) === 0,
      },
    ],
  },
  {
    title: 'BigTIFF',
    tries: [
      {
        name: '',
        ask: { format: 'tiff', image: rgb, compression: 'lzw', bigTiff: true },
        judge: async (file, { bytes }) => (bytes[2] === 43 || bytes[3] === 43) && eyes.holds(file, rgb, 'pillow'),
      },
    ],
  },
  {
    title: 'many pages',
    tries: [
      {
        name: '',
        ask: { format: 'tiff', images: frames, compression: 'lzw' },
        judge: async (file) =>
          (await eyes.output('tiffinfo', file)).split('TIFF Directory at').length - 1 === frames.length &&
          (await eyes.distance(file, frames[0])) === 0,
      },
    ],
  },
];

export const animationRows = [
  {
    title: 'WebP',
    tries: [
      {
        name: '',
        ask: { format: 'webp', images: frames, durations, lossless: true },
        judge: async (file) => {
          const text = await eyes.output('webpmux', '-info', file);
          return (
            new RegExp(`Number of frames: ${frames.length}`).test(text) &&
            durations.every((duration) => new RegExp(`\\b${duration}\\b`).test(text))
          );
        },
      },
    ],
  },
  {
    title: 'PNG',
    tries: [
      {
        name: '',
        ask: { format: 'png', images: frames, durations },
        judge: async (file) => (await eyes.tags(file))['PNG:AnimationFrames'] === frames.length,
      },
    ],
  },
];
