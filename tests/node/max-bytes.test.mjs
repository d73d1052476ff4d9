// maxBytes and imwriteWithInfo: the highest quality that fits, and what is told about an encode.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  configure,
  imwrite,
  imwriteAnimation,
  imwriteWithInfo,
  imwriteMulti,
  imwriteSync,
  load,
} from '../../npm/dist/node/index.js';
import { assertMismatch, pattern, sharp } from './support.mjs';

await load('jpeg', 'webp', 'png', 'png-quantize-encode');
after(() => configure({ worker: false }));

const photo = await sharp({
  create: {
    width: 160,
    height: 120,
    channels: 3,
    background: 'gray',
    noise: { type: 'gaussian', mean: 128, sigma: 40 },
  },
})
  .blur(1.5)
  .raw()
  .toBuffer()
  .then((data) => ({ data, width: 160, height: 120 }));

/** Pictures whose WebP sizes do not quite rise with the quality among them. */
const pictures = {
  photo,
  noise: pattern(100, 80, 3),
  'a little noise': pattern(8, 8, 3),
  gray: pattern(60, 40, 1),
  flat: { data: new Uint8Array(64 * 64 * 3).fill(90), width: 64, height: 64 },
};

for (const format of ['jpeg', 'webp']) {
  for (const [name, image] of Object.entries(pictures)) {
    test(`${format}, ${name}: of all qualities the highest that fits`, async () => {
      const sizes = Array.from({ length: 101 }, (_, quality) => imwriteSync(image, format, { quality }).length);
      const limits = [...new Set(sizes)].flatMap((size) => [size, size + 1]).filter((_, i) => i % 3 === 0);
      for (const maxBytes of [...limits, 2 * Math.max(...sizes)]) {
        const { bytes, quality, options } = await imwriteWithInfo(image, format, { quality: 100, maxBytes });
        assert.ok(bytes.length <= maxBytes);
        assert.equal(
          quality,
          sizes.findLastIndex((size) => size <= maxBytes),
          `limit ${maxBytes}`,
        );
        assert.deepEqual([bytes.length, options.quality], [sizes[quality], quality]);
      }
      const smallest = Math.min(...sizes);
      await assertMismatch(
        () => imwrite(image, format, { maxBytes: smallest - 1 }),
        'image-too-large',
        /got \d+ bytes with quality 0/,
      );
    });
  }

  test(`${format}: no higher than the quality that is given`, async () => {
    const [{ length: high }, { length: low }] = [
      imwriteSync(photo, format, { quality: 60 }),
      imwriteSync(photo, format, { quality: 10 }),
    ];
    assert.equal((await imwriteWithInfo(photo, format, { quality: 60, maxBytes: 2 * high })).quality, 60);
    const { bytes, quality } = await imwriteWithInfo(photo, format, { quality: 60, maxBytes: low + 1 });
    assert.ok(quality >= 10 && quality < 60);
    assert.equal((await sharp(bytes).metadata()).format, format);
    assert.deepEqual(imwriteSync(photo, format, { maxBytes: low }), await imwrite(photo, format, { maxBytes: low }));
  });
}

test('animated WebP: one quality for all frames, the highest that fits; others fit or are an error', async () => {
  const frames = [photo, { ...photo, data: photo.data.map((sample) => 255 - sample) }];
  const source = { frames, durations: 40 };
  const sizes = [];
  for (let quality = 0; quality <= 80; ++quality)
    sizes.push((await imwriteAnimation(source, 'webp', { quality })).length);
  for (const quality of [0, 20, 55, 80]) {
    const bytes = await imwriteAnimation(source, 'webp', { maxBytes: sizes[quality] });
    assert.equal(bytes.length, sizes[sizes.findLastIndex((size) => size <= sizes[quality])]);
    assert.equal((await sharp(bytes).metadata()).pages, 2);
  }
  const { length } = await imwriteAnimation(source, 'png');
  assert.equal((await imwriteAnimation(source, 'png', { maxBytes: length })).length, length);
  await assertMismatch(() => imwriteAnimation(source, 'png', { maxBytes: length - 1 }), 'image-too-large', /at most/);
  await assertMismatch(() => imwriteAnimation(source, 'webp', { maxBytes: 100 }), 'image-too-large', /with quality 0/);
  configure({ worker: true });
  assert.equal((await imwriteAnimation(source, 'webp', { maxBytes: sizes[20] })).length, sizes[20]);
  configure({ worker: false });
});

test('lossless formats fit or are an error', async () => {
  const { length } = imwriteSync(photo, 'png');
  assert.equal((await imwrite(photo, 'png', { maxBytes: length })).length, length);
  await assertMismatch(
    () => imwrite(photo, 'png', { maxBytes: length - 1 }),
    'image-too-large',
    /at most \d+ bytes, got \d+ bytes$/,
  );
  await assertMismatch(
    () => imwrite(photo, 'webp', { lossless: true, maxBytes: 1000 }),
    'image-too-large',
    /at most 1000 bytes/,
  );
});

test('png with colors: at most as many, and nearly the most that fit', async () => {
  for (const errorDiffusion of [0, 1]) {
    const sizes = Array.from({ length: 257 }, (_, colors) =>
      colors < 2 ? Infinity : imwriteSync(photo, 'png', { colors, errorDiffusion }).length,
    );
    for (let i = 0; i < 12; ++i) {
      const maxBytes = Math.round(sizes[2] + ((sizes[200] - sizes[2]) * i) / 11);
      const { bytes, options, quality } = await imwriteWithInfo(photo, 'png', {
        colors: 200,
        errorDiffusion,
        maxBytes,
      });
      assert.ok(bytes.length <= maxBytes);
      assert.equal(bytes.length, sizes[options.colors]);
      assert.equal(quality, undefined);
      const most = sizes.slice(0, 201).findLastIndex((size) => size <= maxBytes);
      assert.ok(options.colors >= 0.9 * most, `${options.colors} of ${most}`);
      assert.equal((await sharp(bytes).metadata()).format, 'png');
    }
    await assertMismatch(
      () => imwrite(photo, 'png', { colors: 64, errorDiffusion, maxBytes: sizes[2] - 1 }),
      'image-too-large',
      /got \d+ bytes with colors 2$/,
    );
  }
  await assertMismatch(
    () => imwrite(photo, 'png', { colors: 257, maxBytes: 5000 }),
    'invalid-option',
    /integer from 2 to 256/,
  );
  assert.deepEqual(
    imwriteSync(photo, 'png', { colors: 99, maxBytes: 6000 }),
    await imwrite(photo, 'png', { colors: 99, maxBytes: 6000 }),
  );
});

test('limits that make no sense, or that nothing can keep', async () => {
  for (const maxBytes of [0, -1, 1.5, '9', NaN])
    await assertMismatch(() => imwrite(photo, 'jpeg', { maxBytes }), 'invalid-option', /whole number from 1/);
  await assertMismatch(
    () => imwrite(photo, 'jpeg', { maxBytes: 5000, lumaQuality: 50 }),
    'invalid-option',
    /lumaQuality beside it/,
  );
  await assertMismatch(() => imwrite(photo, 'jpeg', { maxBytes: 5000, quality: 101 }), 'invalid-option', /quality/);
  await assertMismatch(() => imwriteMulti([photo], 'tiff', { maxBytes: 5000 }), 'unknown-option', /maxBytes/);
});

test('in a worker: the same bytes, the pixels of an encoded source included; progress rises to 1', async () => {
  const source = await sharp(photo.data, { raw: { width: 160, height: 120, channels: 3 } })
    .png()
    .toBuffer();
  const here = await imwrite(source, 'jpeg', { maxBytes: 4000 });
  configure({ worker: true });
  const seen = [];
  assert.deepEqual(
    await imwrite(source, 'jpeg', { maxBytes: 4000, onProgress: (fraction) => seen.push(fraction) }),
    here,
  );
  assert.ok(
    seen.every((fraction, i) => i === 0 || fraction > seen[i - 1]),
    seen.join(),
  );
  assert.equal(seen.at(-1), 1);
  configure({ worker: false });
});

test('what is told of an encode', async () => {
  const plain = await imwriteWithInfo(photo, 'jpg');
  assert.deepEqual(
    [plain.format, plain.width, plain.height, plain.quality, plain.warnings],
    ['jpeg', 160, 120, 95, []],
  );
  assert.equal(plain.options.chromaSubsampling, '4:2:0');
  const { warnings } = await imwriteWithInfo(pattern(8, 8, 4), 'jpeg');
  assert.deepEqual(warnings, ["jpeg has no alpha: translucent pixels were blended on '#ffffff'"]);
  assert.deepEqual((await imwriteWithInfo(pattern(8, 8, 4), 'jpeg', { alpha: 'drop' })).warnings, []);
  assert.match((await imwriteWithInfo(pattern(8, 8, 1), 'webp')).warnings[0], /no gray/);
  assert.equal((await imwriteWithInfo(photo, 'png')).quality, undefined);
});

test('options without effect are not told', async () => {
  const told = async (image, format, options) => Object.keys((await imwriteWithInfo(image, format, options)).options);
  const [gray, rgba] = [pattern(8, 8, 1), pattern(8, 8, 4)];
  const cases = [
    [photo, 'jpeg', {}, ['quality', 'chromaSubsampling'], ['background']],
    [gray, 'jpeg', { chromaSubsampling: '4:4:4', background: 'red' }, ['quality'], ['chromaSubsampling', 'background']],
    [photo, 'jpeg', { colorSpace: 'rgb', chromaSubsampling: '4:4:4' }, ['colorSpace'], ['chromaSubsampling']],
    [photo, 'jpeg', { progressive: true }, ['progressive'], ['optimizeCoding']],
    [photo, 'jpeg', { lumaQuality: 50 }, ['lumaQuality'], ['quality']],
    [rgba, 'jpeg', { background: 'red' }, ['background'], []],
    [rgba, 'jpeg', { background: 'red', alpha: 'drop' }, ['alpha'], ['background']],
    [photo, 'webp', {}, ['quality', 'filterType', 'useSharpYuv'], ['alphaQuality', 'exact']],
    [rgba, 'webp', {}, ['alphaQuality', 'alphaFiltering'], []],
    [rgba, 'webp', { alpha: 'blend' }, ['alpha'], ['alphaQuality', 'alphaFiltering']],
    [
      rgba,
      'webp',
      { lossless: true },
      ['lossless', 'quality', 'method'],
      ['alphaQuality', 'filterType', 'qmin', 'preset'],
    ],
    [photo, 'webp', { nearLossless: 40 }, ['nearLossless'], ['lossless', 'filterType']],
    [photo, 'webp', { targetSize: 2000 }, ['targetSize'], ['quality']],
    [photo, 'tiff', {}, ['compression'], ['extraSamples']],
    [rgba, 'tiff', {}, ['compression', 'extraSamples'], []],
    [rgba, 'png', { background: 'red' }, ['filter', 'palette'], ['background']],
    [photo, 'png', { colors: 9 }, ['filter', 'colors'], ['palette']],
  ];
  for (const [image, format, options, some, none] of cases) {
    const names = await told(image, format, options);
    const what = `${format} ${JSON.stringify(options)}: ${names}`;
    assert.ok(
      some.every((name) => names.includes(name)),
      what,
    );
    assert.ok(!none.some((name) => names.includes(name)), what);
  }
});
