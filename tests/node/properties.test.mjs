// Properties that hold for any image, any options and any bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite, ImwriteError } from '../../npm/dist/node/index.js';
import { anyDescription, fittedTo, fittingOptions } from '../support/drawn-calls.mjs';
import { pictureOf } from '../support/pictures.js';
import { assertExact, fc, formatNames, formats } from './support.mjs';

const anyImage = anyDescription(['Uint8Array', 'Uint16Array', 'Float32Array'], { seed: fc.integer() }).map(pictureOf);

test('what is written lossless comes back exactly, by our eye and by sharp', async () => {
  for (const format of ['png', 'tiff']) {
    await fc.assert(
      fc.asyncProperty(anyImage, fittingOptions(format), async ({ image, packed }, drawn) => {
        fc.pre(formats[format].depths.includes(packed.data.BYTES_PER_ELEMENT * 8));
        const options = fittedTo(format, drawn, packed);
        fc.pre(options.compression !== 'sgilog');
        const bytes = await imwrite(image, format, options);
        const { data, width, height, channels } = await imread(bytes);
        assert.deepEqual({ data, width, height, channels }, packed);
        // sharp warns of alpha that is not told.
        if (channels % 2 === 1 || options.extraSamples !== 'none') await assertExact(bytes, packed);
      }),
      { numRuns: 60 },
    );
  }
});

test('lossless WebP is exact for 8-bit RGB, and for RGBA with the colors under no alpha', async () => {
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
      const { data, width, height, channels } = await imread(
        await imwrite(image, 'jpeg', { lossless: true, predictor }),
      );
      assert.deepEqual({ data, width, height, channels }, packed);
    }),
    { numRuns: 60 },
  );
});

test('any valid options give a file of the asked format and size', async () => {
  for (const format of formatNames) {
    await fc.assert(
      fc.asyncProperty(anyImage, fittingOptions(format), async ({ image, packed }, drawn) => {
        const depth = formats[format].depths.includes(packed.data.BYTES_PER_ELEMENT * 8) ? undefined : 8;
        const written = depth === undefined ? packed : { ...packed, data: new Uint8Array(0) };
        const bytes = await imwrite(image, format, { ...fittedTo(format, drawn, written), depth });
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
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
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
    const error = await promise.then(
      () => undefined,
      (error) => error,
    );
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
