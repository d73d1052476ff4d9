// Properties that hold for any image, any options and any bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite, ImwriteError } from '../../npm/dist/node/index.js';
import { assertExact, fc, formatNames, formats } from './support.mjs';

const sampleTypes = [Uint8Array, Uint16Array, Float32Array];

/** Images of any size, channels, sample type, view offset and stride. */
const anyImage = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.integer({ min: 1, max: 4 }),
    Samples: fc.constantFrom(...sampleTypes),
    padding: fc.integer({ min: 0, max: 9 }),
    offset: fc.integer({ min: 0, max: 5 }),
    seed: fc.integer(),
  })
  .map(({ width, height, channels, Samples, padding, offset, seed }) => {
    const stride = width * channels + padding;
    const memory = new Samples(offset + stride * height);
    for (let i = 0; i < memory.length; ++i) {
      const noise = Math.imul((i + seed) ^ ((i + seed) >>> 5), 2654435761) >>> 16;
      memory[i] = Samples === Float32Array ? noise / 65535 : noise;
    }
    const data = memory.subarray(offset);
    const packed = new Samples(width * height * channels);
    for (let y = 0; y < height; ++y) packed.set(data.subarray(y * stride, y * stride + width * channels), y * width * channels);
    return { image: { data, width, height, channels, stride }, packed: { data: packed, width, height, channels } };
  });

/** What WebP takes for lossless files; all but the two that ask for one go with lossy files. */
const lossless = new Set(['lossless', 'nearLossless', 'quality', 'method', 'alphaQuality', 'exact', 'imageHint']);
const anyLossy = (entries) =>
  fc
    .record(Object.fromEntries(entries.filter(([name]) => !['lossless', 'nearLossless'].includes(name))), { requiredKeys: [] })
    .map(({ targetPsnr, qmin, lowMemory, filterSharpness, filterType, preprocessing, ...rest }) => ({
      ...rest,
      ...(rest.targetSize === undefined && { targetPsnr }),
      qmin: qmin === undefined ? undefined : Math.min(qmin, rest.qmax ?? 100),
      lowMemory: rest.partitions ? undefined : lowMemory,
      preprocessing: rest.useSharpYuv ? undefined : preprocessing,
      ...(rest.autofilter && { filterSharpness, filterType }),
    }));

/** Valid options of a format that fit together and any picture, each there or not. */
function anyOptions(format) {
  const value = (option) => {
    // More rows have more MCUs than the format can count.
    if (option.name === 'restartRows') return fc.nat(1000);
    if (option.type === 'integer') return fc.integer({ min: option.min, max: option.max });
    if (option.type === 'number') return fc.double({ min: option.min, max: option.max, noNaN: true });
    if (option.type === 'boolean') return fc.boolean();
    if (option.type === 'tables') return fc.array(fc.array(fc.integer({ min: option.min, max: option.max }), { minLength: option.length, maxLength: option.length }), { minLength: 1, maxLength: option.maxTables });
    return fc.constantFrom(...option.choices.filter((choice) => choice !== option.extendedChoice));
  };
  // Some are for special pictures alone; the formats' own tests have them.
  const special = ['bitDepth', 'colorTable', 'transparentColor', 'errorDiffusion', 'tileWidth', 'tileHeight', ...(format === 'tiff' ? ['quality', 'chromaSubsampling'] : [])];
  const entries = formats[format].options.filter(({ name, extended }) => !extended && !special.includes(name)).map((option) => [option.name, value(option)]);
  const fits = ({ predictor = 'none', compression = 'lzw', compressionLevel, nearLossless = 100, exact, extraSamples, planarConfiguration, gamma, srgb }) =>
    (predictor === 'none' || ['lzw', 'deflate'].includes(compression)) &&
    (format !== 'tiff' || compressionLevel === undefined || compression === 'deflate') &&
    !compression.startsWith('ccitt') &&
    extraSamples !== 'premultiplied' &&
    (compression !== 'sgilog' || planarConfiguration !== 'planar') &&
    (gamma === undefined || srgb === undefined) &&
    (!exact || nearLossless === 100);
  if (format === 'webp') return fc.oneof(anyLossy(entries), fc.record(Object.fromEntries(entries.filter(([name]) => lossless.has(name))), { requiredKeys: [] }).filter(fits));
  return fc.record(Object.fromEntries(entries), { requiredKeys: [] }).filter(format === 'jpeg' ? jpegFits : fits);
}

const jpegFits = ({ quality, lumaQuality, chromaQuality, quantTables, colorSpace, chromaSubsampling: sampling = '4:2:0', ...more }) =>
  (!quantTables || [quality, lumaQuality, chromaQuality].every((value) => value === undefined)) &&
  !['cmyk', 'ycck'].includes(colorSpace) &&
  (!colorSpace || colorSpace === 'ycc' || (sampling === '4:4:4' && chromaQuality === undefined && quantTables?.length !== 2)) &&
  (more.restartInterval === undefined || more.restartRows === undefined) &&
  (!more.smoothing || ['4:4:4', '4:2:0'].includes(sampling)) &&
  !(more.arithmeticCoding && more.optimizeCoding);

/** Whether the options, which go with one another, go with the picture as well. */
const suits = ({ predictor, compression, planarConfiguration, colorSpace = 'gray' }, { data, channels }) =>
  (planarConfiguration !== 'planar' || channels !== 2) && // libvips takes the second row of two planes for another
  (channels > 2 || colorSpace === 'gray') &&
  (data instanceof Float32Array ? compression !== 'sgilog' || channels === 3 : predictor !== 'float' && compression !== 'sgilog');

test('what is written lossless comes back exactly, by our eye and by sharp', async () => {
  for (const format of ['png', 'tiff']) {
    await fc.assert(
      fc.asyncProperty(anyImage, anyOptions(format), async ({ image, packed }, options) => {
        fc.pre(formats[format].depths.includes(packed.data.BYTES_PER_ELEMENT * 8));
        fc.pre(suits(options, packed) && options.compression !== 'sgilog');
        const bytes = await imwrite(image, format, options);
        const { data, width, height, channels } = await imread(bytes);
        assert.deepEqual({ data, width, height, channels }, packed);
        await assertExact(bytes, packed);
      }),
      { numRuns: 60 },
    );
  }
});

test('lossless WebP is exact for 8-bit RGB, and for RGBA with the colours under no alpha', async () => {
  await fc.assert(
    fc.asyncProperty(anyImage, fc.nat(6), async ({ image, packed }, method) => {
      fc.pre(packed.data instanceof Uint8Array && packed.channels >= 3);
      await assertExact(await imwrite(image, 'webp', { lossless: true, method }), packed);
    }),
    { numRuns: 40 },
  );
});

test('lossless JPEG is exact for gray and RGB of 8 and 16 bits, whatever the predictor', async () => {
  await fc.assert(
    fc.asyncProperty(anyImage, fc.integer({ min: 1, max: 7 }), async ({ image, packed }, predictor) => {
      fc.pre(!(packed.data instanceof Float32Array) && packed.channels % 2 === 1);
      const { data, width, height, channels } = await imread(await imwrite(image, 'jpeg', { lossless: true, predictor }));
      assert.deepEqual({ data, width, height, channels }, packed);
    }),
    { numRuns: 60 },
  );
});

test('any valid options give a file of the asked format and size', async () => {
  for (const format of formatNames) {
    await fc.assert(
      fc.asyncProperty(anyImage, anyOptions(format), async ({ image, packed }, options) => {
        const depth = formats[format].depths.includes(packed.data.BYTES_PER_ELEMENT * 8) ? undefined : 8;
        fc.pre(suits(options, packed));
        const bytes = await imwrite(image, format, { ...options, depth });
        const decoded = await imread(bytes);
        assert.deepEqual([decoded.format, decoded.width, decoded.height], [format, image.width, image.height]);
      }),
      { numRuns: 40 },
    );
  }
});

test('hostile bytes give an ImwriteError or a picture, never anything else', async () => {
  for (const format of formatNames) {
    const whole = await imwrite({ data: new Uint8Array(1200).map((_, i) => i * 31), width: 20, height: 20 }, format);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        const outcome = await imread(bytes, { maxPixels: 1e6 }).catch((error) => error);
        if (outcome instanceof Error) {
          assert.ok(outcome instanceof ImwriteError, outcome.stack);
          assert.ok(['corrupt-data', 'unsupported-data', 'image-too-large'].includes(outcome.code), outcome.message);
        } else {
          assert.equal(outcome.data.length, outcome.width * outcome.height * outcome.channels);
        }
      }),
      { numRuns: 150 },
    );
    assert.equal((await imread(whole)).width, 20);
  }
});

test('any value as an image, a format or options gives an ImwriteError', async () => {
  const image = { data: new Uint8Array(3), width: 1, height: 1 };
  const fails = async (promise) => {
    const error = await promise.then(() => undefined, (error) => error);
    assert.ok(error === undefined || error instanceof ImwriteError, error?.stack);
  };
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (value) => {
      await fails(imwrite(value, 'png'));
      await fails(imwrite(image, value));
      await fails(imwrite(image, 'png', value));
      await fails(imwrite(image, 'png', { compressionLevel: value }));
      await fails(imwrite({ ...image, width: value }, 'png'));
      await fails(imwrite({ ...image, data: value }, 'png'));
      await fails(imwrite({ ...image, stride: value }, 'png'));
    }),
    { numRuns: 500 },
  );
});
