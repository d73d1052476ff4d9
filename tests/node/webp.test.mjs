// libwebp's options one by one: what each does to a file, and which do not go together.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imwrite, imwriteAnimation, imwriteSync, load } from '../../npm/dist/node/index.js';
import { assertMismatch, pattern, photo as photoOf, sharp } from './support.mjs';
import { psnr } from '../support/metrics.mjs';

await load('webp');

const photo = await photoOf('chelsea.png');

async function psnrOf(bytes, image) {
  return psnr(await sharp(bytes).removeAlpha().raw().toBuffer(), image.data);
}

const write = (options, image = photo) => imwriteSync(image, 'webp', options);

test('targetSize and targetPsnr are met to a few percent, from any quality', async () => {
  for (const targetSize of [6000, 15_000, 40_000]) {
    const { length } = write({ targetSize });
    assert.ok(Math.abs(length - targetSize) < 0.1 * targetSize, `${length} for ${targetSize}`);
  }
  const [low, high] = await Promise.all([36, 42].map((targetPsnr) => psnrOf(write({ targetPsnr }), photo)));
  assert.ok(low < high - 3, `${low} dB, ${high} dB`);
  assert.notDeepEqual(write({ targetSize: 15_000, pass: 1 }), write({ targetSize: 15_000 }));
});

test('qmin and qmax hold the quality that a search may choose', () => {
  const at = (quality) => write({ quality }).length;
  assert.ok(write({ targetSize: 1000, qmin: 60 }).length > 0.9 * at(60));
  assert.ok(write({ targetSize: 500_000, qmax: 30 }).length < 1.1 * at(30));
});

test('every option does something, and what a preset sets can be set again', () => {
  const plain = write({});
  const changes = [
    { preset: 'photo' },
    { preset: 'picture' },
    { preset: 'drawing' },
    { preset: 'icon' },
    { preset: 'text' },
    { segments: 1 },
    { snsStrength: 0 },
    { filterStrength: 0 },
    { filterSharpness: 7 },
    { filterType: 'simple' },
    { autofilter: true },
    { pass: 10 },
    { preprocessing: 1 },
    { preprocessing: 2 },
    { partitions: 3 },
    { emulateJpegSize: true },
    { lowMemory: true },
    { useSharpYuv: true },
    { qmin: 90 },
    { qmax: 20 },
  ];
  for (const options of changes) assert.notDeepEqual(write(options), plain, JSON.stringify(options));
  assert.deepEqual(write({ imageHint: 'graph' }), plain);
  const icon = { snsStrength: 0, filterStrength: 0 };
  assert.deepEqual(write({ preset: 'icon' }), write(icon));
  assert.deepEqual(write({ preset: 'text' }), write({ ...icon, segments: 2 }));
  assert.deepEqual(write({ preset: 'icon', snsStrength: 50, filterStrength: 60 }), plain);
});

test('alpha: stored as it is it is larger, and exact in every way', async () => {
  const image = pattern(64, 64, 4);
  const sizes = [];
  for (const options of [
    {},
    { alphaCompression: false },
    { alphaFiltering: 'none' },
    { alphaFiltering: 'best' },
    { useSharpYuv: true },
    { preset: 'photo' },
  ]) {
    const bytes = write(options, image);
    const seen = await sharp(bytes).ensureAlpha().extractChannel(3).raw().toBuffer();
    assert.deepEqual(
      [...seen],
      Array.from({ length: 64 * 64 }, (_, i) => image.data[4 * i + 3]),
      JSON.stringify(options),
    );
    sizes.push(bytes.length);
  }
  assert.ok(sizes[1] > sizes[0]);
});

test('sharp YUV is nearer to colored lines on white', async () => {
  const lines = { data: new Uint8Array(128 * 128 * 3), width: 128, height: 128, channels: 3 };
  for (let i = 0; i < 128 * 128; ++i) lines.data.set((i % 128) % 9 === 0 ? [255, 0, 0] : [255, 255, 255], 3 * i);
  const [usual, sharper] = await Promise.all(
    [false, true].map((useSharpYuv) => psnrOf(write({ quality: 100, useSharpYuv }, lines), lines)),
  );
  assert.ok(sharper > usual, `${sharper} dB, ${usual} dB without`);
});

test('what does not go together is an error that names the option', async () => {
  const lossyOnly = {
    preset: 'text',
    targetSize: 1000,
    targetPsnr: 40,
    segments: 4,
    snsStrength: 50,
    filterStrength: 60,
    filterSharpness: 0,
    filterType: 'simple',
    autofilter: true,
    alphaCompression: false,
    alphaFiltering: 'best',
    pass: 1,
    preprocessing: 0,
    partitions: 1,
    partitionLimit: 1,
    emulateJpegSize: true,
    lowMemory: false,
    useSharpYuv: true,
    qmin: 1,
    qmax: 99,
  };
  for (const [name, value] of Object.entries(lossyOnly)) {
    for (const mode of [{ lossless: true }, { nearLossless: 50 }]) {
      await assertMismatch(
        () => imwrite(photo, 'webp', { ...mode, [name]: value }),
        'invalid-option',
        new RegExp(`'${name}': expected no ${Object.keys(mode)[0]} beside it, got ${Object.keys(mode)[0]}`),
      );
    }
  }
  const pairs = [
    [{ targetSize: 1000, targetPsnr: 40 }, /'targetPsnr'.*no targetSize/],
    [{ qmin: 50, qmax: 49 }, /'qmin'.*at most qmax, 49, got 50/],
    [
      { useSharpYuv: true, preprocessing: 3 },
      /'preprocessing'.*expected no useSharpYuv beside it for 3, got useSharpYuv/,
    ],
    [
      { partitions: 2, lowMemory: false },
      /'partitions'.*expected lowMemory other than false beside it, got lowMemory false/,
    ],
    [
      { filterStrength: 0, filterSharpness: 3 },
      /'filterSharpness'.*expected autofilter beside it for 3, got no autofilter/,
    ],
    [{ preset: 'icon', filterType: 'simple' }, /'filterType'.*expected autofilter/],
    [{ targetSize: 1000, maxBytes: 2000 }, /maxBytes.*targetSize beside it/],
    [{ targetPsnr: 40, maxBytes: 2000 }, /maxBytes.*targetPsnr beside it/],
  ];
  for (const [options, message] of pairs)
    await assertMismatch(() => imwrite(photo, 'webp', options), 'invalid-option', message);
  for (const options of [
    { partitions: 2, method: 2, lowMemory: false },
    { filterStrength: 0, autofilter: true, filterSharpness: 3 },
  ])
    write(options);
});

test('metadata and animations go with all of them', async () => {
  const exif = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Copyright: 'imwrite' } })
    .webp()
    .toBuffer();
  const metadata = {
    exif: (await sharp(exif).metadata()).exif,
    xmp: new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'),
  };
  const options = [
    { preset: 'photo', useSharpYuv: true },
    { targetSize: 9000 },
    { autofilter: true, partitions: 2, segments: 2 },
    { preprocessing: 3, pass: 4 },
  ];
  for (const each of options) {
    const bytes = await imwrite(photo, 'webp', { ...each, metadata });
    const seen = await sharp(bytes).metadata();
    assert.ok(seen.exif.includes('imwrite') && seen.xmp.length === metadata.xmp.length, JSON.stringify(each));
    const frames = [0, 90, 180].map((gray) => ({
      data: new Uint8Array(40 * 30 * 4).fill(gray).map((value, i) => (i % 4 === 3 ? 255 : value)),
      width: 40,
      height: 30,
      channels: 4,
    }));
    const movie = await imwriteAnimation({ frames, durations: [50, 60, 70] }, 'webp', each);
    const { pages, delay } = await sharp(movie, { animated: true }).metadata();
    assert.deepEqual([pages, delay], [3, [50, 60, 70]]);
    const { data } = await sharp(movie, { animated: true }).raw().toBuffer({ resolveWithObject: true });
    frames.forEach((frame, i) => {
      const size = data.length / 3;
      const off = Math.abs(data[i * size] - frame.data[0]);
      assert.ok(off <= 3, `frame ${i} is off by ${off}: ${JSON.stringify(each)}`);
    });
  }
});
