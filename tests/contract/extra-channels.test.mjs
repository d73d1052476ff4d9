// TIFF with any number of channels: what is written is what libtiff's tools and tifffile read, and what imread gives can be
// written.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFacts } from '../formats/index.mjs';
import { configure, imread, imwrite, imwriteWithInfo } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { fc, writtenNames } from '../support/package.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('channels');
const file = join(folder, 'file.tif');

const kinds = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

function raster(width, height, channels, Samples) {
  const data = new Samples(width * height * channels);
  for (let i = 0; i < data.length; ++i)
    data[i] = ((i * 2654435761) % 65521) / (Samples.name.startsWith('Float') ? 7 : 1);
  return { data, width, height, channels };
}

/** What tifffile sees: the samples, and tags. */
function seenByTifffile(bytes, kind) {
  writeFileSync(file, bytes);
  const program = `
import tifffile, numpy, json, sys
with tifffile.TiffFile(sys.argv[1]) as tiff:
    page = tiff.pages[0]
    image = page.asarray()
    if page.planarconfig == 2: image = numpy.moveaxis(image, 0, -1)
    numpy.ascontiguousarray(image).tofile(sys.argv[1] + '.raw')
    print(json.dumps([str(image.dtype), list(image.shape), int(page.photometric), [int(e) for e in page.extrasamples]]))`;
  const [dtype, shape, photometric, extras] = JSON.parse(python(program, file));
  assert.equal(dtype, kind);
  const raw = execFileSync('cat', [`${file}.raw`], { maxBuffer: 1 << 28 });
  return { data: new kinds[kind](new Uint8Array(raw).buffer), shape, photometric, extras };
}

const anyRaster = fc.record({
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 60 }),
  colors: fc.integer({ min: 1, max: 4 }),
  extraChannels: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(300)),
  kind: fc.constantFrom(...Object.keys(kinds)),
});
const anyOptions = fc.record(
  {
    compression: fc.constantFrom('none', 'deflate'), // tifffile has no more by itself
    planarConfiguration: fc.constantFrom('chunky', 'planar'),
    tileWidth: fc.constantFrom(16, 64),
    bigTiff: fc.boolean(),
    pyramid: fc.boolean(),
    extraSamples: fc.constantFrom('alpha', 'unspecified'),
  },
  { requiredKeys: [] },
);

test('any raster with any options: the samples of tifffile and of imread', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRaster,
      anyOptions,
      fc.boolean(),
      async ({ width, height, colors, extraChannels, kind }, drawn, predicts) => {
        const options = {
          compression: 'none',
          ...drawn,
          ...(predicts && drawn.compression === 'deflate' && { predictor: 'horizontal' }),
        };
        const image = { ...raster(width, height, colors + extraChannels, kinds[kind]), extraChannels };
        const bytes = await imwrite(image, 'tiff', options);
        const seen = seenByTifffile(bytes, kind);
        assert.deepEqual(seen.data, image.data);
        assert.equal(seen.photometric, colors < 3 ? 1 : 2);
        const alpha = colors % 2 === 0 ? [options.extraSamples === 'unspecified' ? 0 : 2] : [];
        assert.deepEqual(seen.extras, [...alpha, ...new Array(extraChannels).fill(0)]);
        const read = await imread(bytes);
        assert.deepEqual(read.data, image.data);
        assert.equal(read.channels, image.channels);
        // One that nobody names is read as alpha.
        const told = options.extraSamples !== 'unspecified' && (colors % 2 === 0 || extraChannels > 1);
        if (told) assert.equal(read.extraChannels, extraChannels);
        const again = await imread(await imwrite(read, 'tiff', options));
        assert.deepEqual(again.data, image.data);
      },
    ),
    { numRuns: 60 },
  );
});

test('more than four channels without a word are gray and others', async () => {
  const image = raster(50, 40, 7, Uint16Array);
  const bytes = await imwrite(image, 'tiff');
  assert.equal((await imread(bytes)).extraChannels, 6);
  writeFileSync(file, bytes);
  const seen = execFileSync('tiffinfo', [file], { encoding: 'utf8' });
  assert.match(seen, /Samples\/Pixel: 7\n/);
  assert.match(seen, /Photometric Interpretation: min-is-black\n/);
  assert.match(seen, /Extra Samples: 6</);
});

test('as many as the format can count, and none beyond', async () => {
  const image = raster(2, 2, 65535, Uint8Array);
  const { data } = await imread(await imwrite(image, 'tiff'));
  assert.deepEqual(data, image.data);
  await assertMismatch(imwrite(raster(1, 1, 65536, Uint8Array), 'tiff'), 'invalid-image', /channels/);
});

test('large rasters in workers are the same file', async () => {
  const image = raster(900, 1200, 6, Uint8Array);
  const one = await imwrite(image, 'tiff', { compression: 'lzw' });
  configure({ worker: true, threads: 2 });
  assert.deepEqual(await imwrite(image, 'tiff', { compression: 'lzw' }), one);
  configure({ worker: false, threads: 1 });
});

test('depth and range convert every channel; alpha keeps its own range', async () => {
  const image = {
    data: Float32Array.of(0, 5, 0.5, 10, 10, 2, 1, 5),
    width: 2,
    height: 1,
    channels: 4,
    extraChannels: 2,
  };
  const { data } = await imread(await imwrite(image, 'tiff', { depth: 8, range: [0, 10], onWarning: () => {} }));
  assert.deepEqual([...data], [0, 255, 13, 255, 255, 255, 26, 128]);
});

test('what has no place for them, or would change them, refuses', async () => {
  const image = { ...raster(4, 4, 6, Uint8Array), extraChannels: 2 };
  for (const format of writtenNames.filter((name) => !testFacts(name).takesExtraChannels)) {
    await assertMismatch(imwrite(image, format), 'unsupported-image', new RegExp(`${format} extra channels.*2 of 6`));
  }
  for (const [options, error] of [
    [{ alpha: 'drop' }, /extra channels/],
    [{ toGray: true }, /extra channels/],
    [{ compression: 'jpeg' }, /extra channels/],
  ]) {
    await assertMismatch(imwrite(image, 'tiff', options), 'unsupported-image', error);
  }
  const floats = { ...raster(4, 4, 3, Float32Array), extraChannels: 2 };
  await assertMismatch(imwrite(floats, 'tiff', { compression: 'sgilog' }), 'invalid-option', /sgilog/);
  for (const extraChannels of [-1, 0.5, 5, '1'])
    await assertMismatch(
      imwrite({ ...raster(2, 2, 5, Uint8Array), extraChannels }, 'tiff'),
      'invalid-image',
      /[cC]hannels/,
    );
  const { options } = await imwriteWithInfo(raster(3, 3, 5, Uint8Array), 'tiff', { dither: 'ordered' });
  assert.equal('dither' in options, false);
});
