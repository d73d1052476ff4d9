// sharp, as an eye that is not ours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { testFacts } from '../formats/index.mjs';
import { rawBytes } from './images.mjs';
import { allFormatNames, formats } from './package.mjs';

const ownSharp = createRequire(new URL('../../npm/package.json', import.meta.url))('sharp');
// It would take a file for another one that had the same name.
ownSharp.cache(false);

/** What sharp has no reader for is read by another program for it. */
function readable(input) {
  const bytes =
    typeof input === 'string' &&
    allFormatNames.some(
      (name) =>
        testFacts(name).forSharp && formats[name].extensions.some((extension) => input.endsWith(`.${extension}`)),
    )
      ? readFileSync(input)
      : input;
  if (!(bytes instanceof Uint8Array)) return [input];
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length)).toString('hex');
  const reader = allFormatNames
    .map(testFacts)
    .find(({ magic, forSharp }) => forSharp && new RegExp(`^${magic}`).test(start))?.forSharp;
  return reader ? reader(bytes) : [input];
}

/** sharp, for the formats of others, too. */
export const sharp = Object.assign((input, options) => {
  const [source, own] = readable(input);
  return ownSharp(source, own ? { ...options, ...own } : options);
}, ownSharp);

/** A profile that libvips brings along ('p3', 'srgb'), and noise behind it up to `size` bytes, which is a printer's then. */
export async function profileOf(name, size = 0) {
  const red = ownSharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } });
  const { icc } = await ownSharp(await red.withIccProfile(name).png().toBuffer()).metadata();
  const profile = new Uint8Array(Math.max(size, icc.length));
  for (let i = icc.length; i < profile.length; ++i) profile[i] = Math.imul(i, 2654435761) >>> 24;
  profile.set(icc);
  new DataView(profile.buffer).setUint32(0, profile.length);
  return profile;
}

const depthNames = { 1: 'uchar', 2: 'ushort', 4: 'float' };
const colourSpaces = { uchar: ['b-w', 'srgb'], ushort: ['grey16', 'rgb16'], float: ['b-w', 'scrgb'] };

/** The samples of a file, or of one of its pages, as sharp decodes it, at the depth of `like`, which also tells how to read one channel. */
export async function seenBySharp(bytes, like, page = 0) {
  const [source, own] = readable(bytes); // once, as another program may take its time
  const read = (options) => ownSharp(source, { page, ...options, ...own });
  const { channels, width, height } = await read({}).metadata();
  const planes = await Promise.all([...Array(channels).keys()].map((channel) => planeSeenBySharp(read, channel, like)));
  const data = new like.data.constructor(width * height * channels);
  for (let i = 0; i < data.length; ++i) data[i] = planes[i % channels][Math.floor(i / channels)];
  return { data, width, height, channels };
}

async function planeSeenBySharp(read, channel, { data: { constructor: Samples }, channels }) {
  const depth = depthNames[Samples.BYTES_PER_ELEMENT];
  const space = colourSpaces[depth][channels < 3 ? 0 : 1];
  const plane = await read({ ignoreIcc: true })
    .pipelineColourspace(space)
    .extractChannel(channel)
    .toColourspace(space)
    .raw({ depth })
    .toBuffer();
  return new Samples(plane.buffer.slice(plane.byteOffset, plane.byteOffset + plane.byteLength));
}

/** Asserts that sharp sees exactly these pixels. */
export async function assertExact(bytes, image, page = 0) {
  const seen = await seenBySharp(bytes, image, page);
  assert.deepEqual([seen.width, seen.height, seen.channels], [image.width, image.height, image.channels]);
  assert.ok(Buffer.compare(rawBytes(seen.data), rawBytes(image.data)) === 0, 'samples differ');
}
