// The rows of the table. A row is a list of tries; a try asks a package for a file and judges what came.
//   name    what the cell says when some tries of the row succeed
//   ask     what is to be written, in imwrite's words
//   run     instead of these two: (adapter) → whether it can
//   judge   (file, { ask, bytes, again }) → whether it is so; again(changes) writes with other wishes, → its path
import * as eyes from './eyes.mjs';
import * as samples from './samples.mjs';
import { callRows } from './call-rows.mjs';
import { animationRows, jpegRows, pngRows, tiffRows, webpRows } from './format-rows.mjs';

const names = { jpeg: 'JPEG', png: 'PNG', webp: 'WebP', tiff: 'TIFF' };
const inEach = (formats, make) => formats.map((format) => ({ name: names[format], ...make(format) }));
const all = ['jpeg', 'png', 'webp', 'tiff'];
/** Some packages write TIFF with JPEG inside unless told otherwise. */
const lossless = (format) => (format === 'tiff' ? { compression: 'lzw' } : {});
const exactly = (format, image, reader, options = {}) => ({
  ask: { format, image, ...options },
  judge: (file) => eyes.holds(file, image, reader),
});

const sRgbLike = await eyes.displayP3();
const large = samples.enlarged(sRgbLike, 150_000);
const metadataRow = (title, formats, metadata, judge) => ({
  title,
  tries: inEach(formats, (format) => ({
    ask: { format, image: samples.rgb, metadata },
    judge: (file) => judge(file, format),
  })),
});
const hasProfile = (profile) => async (file) => (await eyes.profile(file)).equals(profile);

async function hasDpi(file) {
  const tags = await eyes.tags(file);
  const perMetre = tags['PNG-pHYs:PixelsPerUnitX'];
  const seen = perMetre ? perMetre * 0.0254 : (tags['JFIF:XResolution'] ?? tags['IFD0:XResolution']);
  return Math.abs(seen - 300) < 0.1;
}

/** As RGBA: what is transparent keeps its colors, too. */
const keepsGhost = (format, options = {}) => ({
  ask: { format, image: samples.ghost, ...options },
  async judge(file) {
    if (format === 'tiff' && (await eyes.tags(file))['IFD0:ExtraSamples'] !== 2) return false;
    return (await eyes.rgba(file)).equals(Buffer.from(samples.ghost.data));
  },
});

const exactRows = [
  {
    title: '16-bit RGBA',
    tries: inEach(['png', 'tiff'], (format) => exactly(format, samples.deep, 'opencv', lossless(format))),
  },
  {
    title: '16-bit gray',
    tries: inEach(['png', 'tiff'], (format) => exactly(format, samples.deepGray, 'opencv', lossless(format))),
  },
  {
    title: 'float32 TIFF',
    tries: [
      { name: 'gray', ...exactly('tiff', samples.floatGray, 'opencv', { compression: 'none' }) },
      { name: 'RGB', ...exactly('tiff', samples.float, 'opencv', { compression: 'none' }) },
    ],
  },
  {
    title: 'gray stays one channel',
    tries: inEach(['png', 'jpeg', 'tiff'], (format) => ({
      ask: { format, image: samples.gray, ...lossless(format) },
      judge: async (file) =>
        (await eyes.facts(file)).channels === 1 && (format === 'jpeg' || eyes.holds(file, samples.gray, 'pillow')),
    })),
  },
  {
    title: 'gray with alpha',
    tries: [
      { name: 'PNG', ...exactly('png', samples.grayAlpha, 'pillow') },
      { name: 'TIFF', ...exactly('tiff', samples.grayAlpha, 'pillow', lossless('tiff')) },
    ],
  },
  {
    title: 'straight alpha; colors under alpha 0 survive',
    tries: [
      { name: 'PNG', ...keepsGhost('png') },
      { name: 'WebP', ...keepsGhost('webp', { lossless: true, exact: true }) },
      { name: 'TIFF', ...keepsGhost('tiff', lossless('tiff')) },
    ],
  },
  { title: '16 bits into JPEG: an error, not a silent loss', refuses: { format: 'jpeg', image: samples.deep } },
];

const metadataRows = [
  metadataRow('ICC profile', all, { icc: sRgbLike }, hasProfile(sRgbLike)),
  metadataRow('ICC profile above 64 KiB in JPEG', ['jpeg'], { icc: large }, hasProfile(large)),
  metadataRow('EXIF', all, { exif: samples.exif }, async (file) => {
    const tags = await eyes.tags(file);
    return tags['IFD0:Artist'] === samples.artist && tags['ExifIFD:DateTimeOriginal'] === samples.taken;
  }),
  metadataRow(
    'XMP',
    all,
    { xmp: samples.xmp },
    async (file) => (await eyes.tags(file))['XMP-photoshop:City'] === 'Basel',
  ),
  metadataRow('DPI', all, { dpi: 300 }, hasDpi),
  metadataRow(
    'PNG text',
    ['png'],
    { text: { Title: samples.title } },
    async (file) => (await eyes.tags(file))['PNG:Title'] === samples.title,
  ),
  {
    title: 'PNG cICP',
    tries: [
      {
        name: 'PNG',
        ask: { format: 'png', image: samples.rgb, metadata: { cicp: samples.cicp } },
        async judge(file, { bytes }) {
          if (!/chunk cICP/.test(await eyes.output('pngcheck', '-v', file))) return false;
          const start = Buffer.from(bytes).indexOf('cICP') + 4;
          return Buffer.from(samples.cicp).equals(Buffer.from(bytes).subarray(start, start + 4));
        },
      },
    ],
  },
];

const LIMIT = 3000;

const sizeRow = {
  title: 'highest quality under a limit of bytes',
  tries: inEach(['jpeg', 'webp'], (format) => ({
    ask: { format, image: samples.noise, maxBytes: LIMIT },
    judge: (file, { bytes }) => bytes.length <= LIMIT && bytes.length > LIMIT * 0.75,
  })),
};

export const groups = [
  ['Exact', exactRows],
  ['Metadata', metadataRows],
  ['JPEG', jpegRows],
  ['PNG', pngRows],
  ['WebP', webpRows],
  ['TIFF', tiffRows],
  ['Animation', animationRows],
  ['Calls', [sizeRow, ...callRows]],
];
