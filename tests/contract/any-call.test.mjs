// Any picture with any options and metadata, as the formats' own tables name them: an error that says what is wrong, or a
// file that others read, whose pixels are those that were given, or near them. No call harms the next one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testFacts } from '../formats/index.mjs';
import { imread, imwrite, ImwriteError } from '../../npm/dist/node/index.js';
import { allowedValue, anyDescription, someOf } from '../support/drawn-calls.mjs';
import { fills, pictureOf } from '../support/pictures.js';
import { pattern, rawBytes } from '../support/images.mjs';
import { fc, writtenNames, formats } from '../support/package.mjs';
import { assertExact, profileOf, sharp } from '../support/sharp.mjs';

const sampleTypes = [
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint16Array',
  'Float32Array',
  'Int8Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float64Array',
];
const isFloat = (Samples) => Samples === Float32Array || Samples === Float64Array;

const anySource = anyDescription([...new Array(8).fill('Uint8Array'), ...sampleTypes], {
  fill: fc.constantFrom(...Object.keys(fills)),
  cmyk: fc.integer({ min: 0, max: 9 }).map((value) => value === 0),
}).map(({ cmyk, ...description }) => {
  const colorSpace = cmyk && description.channels === 4 ? 'cmyk' : 'srgb';
  return { ...pictureOf({ ...description, colorSpace }), fill: description.fill, colorSpace };
});

/** Values of an option: nearly always those that its table allows. */
const anyValue = (option) => fc.oneof({ weight: 30, arbitrary: allowedValue(option) }, fc.anything());

const always = { background: true, alpha: ['error'], dither: true };

/** Some options of a format, by its tables: of all, or of those after which the pixels can be compared. */
function anyOptions({ name, options, commonOptions }) {
  const { keeping, gentle, lossless } = testFacts(name);
  const named = (known) =>
    someOf(
      options.filter((option) => known && option.name in known),
      anyValue,
    );
  const exact = named(keeping).map((drawn) => ({ ...drawn, ...lossless }));
  return fc.oneof(
    { weight: 2, arbitrary: someOf([...options, ...commonOptions], anyValue) },
    keeping ? exact : named(gentle),
    named(gentle ?? keeping),
  );
}

const icc = await profileOf('p3');
const anyMetadata = fc.option(
  fc
    .record(
      {
        icc: fc.constant(icc),
        exif: fc.constantFrom(new Uint8Array([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]), new Uint8Array(30)),
        xmp: fc.constantFrom('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', new Uint8Array([60, 97, 47, 62])),
        dpi: fc.constantFrom(72, [300, 150], 0.5, -1),
        orientation: fc.constantFrom(1, 6, 8, 9),
        text: fc.constantFrom({ Comment: 'Größe' }, { Title: 'a', Author: 'b' }, { ['x'.repeat(90)]: 'y' }),
        cicp: fc.constantFrom([1, 13, 0, 1], [1, 13, 5, 1]),
      },
      { requiredKeys: [] },
    )
    .filter((metadata) => Object.keys(metadata).length <= 2),
  { nil: undefined, freq: 2 },
);

/** Whether the table knows all of the options, with these values. */
const within = (options, known) =>
  Object.entries(options).every(([name, value]) => {
    const allowed = known?.[name] ?? always[name];
    return value === undefined || allowed === true || allowed?.includes(value);
  });

/** Whether sharp's libvips reads the file, sample by sample. */
const sharpReads = (
  { compression, planarConfiguration, bitDepth, tileWidth, tileHeight, pyramid },
  { data, channels },
) =>
  [Uint8Array, Uint8ClampedArray, Uint16Array, Float32Array].includes(data.constructor) &&
  !/^(sgilog|ccitt)/.test(compression ?? '') &&
  bitDepth === undefined &&
  Math.max(tileWidth ?? 16, tileHeight ?? 16) <= 512 && // it refuses tiles much larger than the picture
  // It refuses tiles in planes, and of two planes of rows it takes the second row for another.
  (planarConfiguration !== 'planar' ||
    (channels !== 2 && tileWidth === undefined && tileHeight === undefined && !pyramid));

/** The format and size of a file, after its reader; after sharp where there is none of ours. */
async function seenAsStored(format, bytes) {
  if (formats[format].readable) return imread(bytes, { orientation: 'keep' });
  return { ...(await sharp(bytes).metadata()), format };
}

/** Returns whether there was anything to compare. */
async function assertSamePixels(format, bytes, packed, options) {
  if (!formats[format].channels.includes(packed.channels)) return false; // it became RGB, or lost its alpha
  const { data, channels } = packed;
  if (options.palette === 'auto') return false; // alpha that is opaque everywhere, or colors that are gray, are not stored
  if (formats[format].readable) {
    const seen = await imread(bytes, { orientation: 'keep' });
    assert.equal(seen.channels, channels);
    assert.ok(rawBytes(seen.data).equals(rawBytes(data)), 'samples differ');
  }
  if (sharpReads(options, packed))
    await assertExact(bytes, data instanceof Uint8ClampedArray ? { ...packed, data: new Uint8Array(data) } : packed);
  return true;
}

/** The mean difference of the samples from what was given, on white, in 255ths. */
async function meanError(bytes, { data, channels }) {
  const seen = await sharp(bytes, { ignoreIcc: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  const scale = isFloat(data.constructor) ? 255 : 255 / (2 ** (8 * data.BYTES_PER_ELEMENT) - 1);
  const colors = channels < 3 ? 1 : 3;
  let sum = 0;
  for (let i = 0; i < seen.length; ++i) {
    const pixel = Math.floor(i / 3) * channels;
    const alpha = channels % 2 === 0 ? (data[pixel + colors] * scale) / 255 : 1;
    sum += Math.abs(seen[i] - (data[pixel + (colors === 1 ? 0 : i % 3)] * scale * alpha + 255 * (1 - alpha)));
  }
  return sum / seen.length;
}

const control = pattern(9, 7, 3);

for (const format of writtenNames) {
  test(`${format}: any call ends in a good file or a good error`, { timeout: 600_000 }, async () => {
    const { keeping, gentle, lossless, alphaIsBinary, turnedByOthers } = testFacts(format);
    const asked = Object.entries(lossless ?? {});
    const plain = await imwrite(control, format);
    // Another program takes its time; where alpha is on or off, fewer pictures can be compared.
    const most = alphaIsBinary ? 1500 : 1000;
    const runs = formats[format].readable ? most : 600;
    const count = { files: 0, errors: 0, exact: 0, near: 0 };
    await fc.assert(
      fc.asyncProperty(
        anySource,
        anyOptions(formats[format]),
        anyMetadata,
        async ({ image, packed, fill, colorSpace }, drawn, metadata) => {
          // What the format cannot hold it is asked to convert, in half of the cases.
          const fits = formats[format].sampleTypes.includes(
            packed.data.constructor.name.replace(/(Clamped)?Array/, '').toLowerCase(),
          );
          const options = fits || packed.width % 2 ? drawn : { depth: 8, ...drawn };
          const outcome = await imwrite(image, format, { ...options, metadata }).catch((error) => error);
          if (outcome instanceof Error) {
            ++count.errors;
            assert.ok(outcome instanceof ImwriteError, outcome.stack);
            // Samples are wrong only beside a color table they lead out of, or a precision that they do not fit into.
            const codes = [
              'invalid-option',
              'unsupported-image',
              'image-too-large',
              ...(options.colorTable || options.precision ? ['invalid-image'] : []),
            ];
            assert.ok(codes.includes(outcome.code), `${outcome.code}: ${outcome.message}`);
            assert.ok(outcome.expected && outcome.actual, outcome.message);
          } else {
            ++count.files;
            // Others turn what they read.
            const turns = metadata?.orientation > 1;
            if (!formats[format].readable && turns) return;
            const seen = await seenAsStored(format, outcome);
            assert.deepEqual([seen.format, seen.width, seen.height], [format, image.width, image.height]);
            if (turnedByOthers && turns) return;
            const own = options.depth === undefined && colorSpace === 'srgb';
            const isLossless = keeping && asked.every(([name, value]) => options[name] === value);
            if (own && isLossless && within(options, keeping)) {
              if (await assertSamePixels(format, outcome, packed, options)) ++count.exact;
            } else if (
              gentle &&
              fill === 'smooth' &&
              options.background === undefined &&
              !(alphaIsBinary && packed.channels % 2 === 0) &&
              colorSpace === 'srgb' &&
              within({ ...options, depth: undefined }, gentle)
            ) {
              ++count.near;
              const error = await meanError(outcome, packed);
              assert.ok(error < 6, `a mean error of ${error}`);
            }
          }
          assert.deepEqual(await imwrite(control, format), plain);
        },
      ),
      { numRuns: runs },
    );
    // The draw is worth something only when each outcome is there.
    assert.ok(count.files > runs / 5 && count.errors > runs / 10, JSON.stringify(count));
    assert.ok((!keeping || count.exact > 30) && (!gentle || count.near > 40), JSON.stringify(count));
  });
}
