// The color space of a source goes with its pixels into every format, in the form that the format has, and only where it is
// one for the samples that are written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  configure,
  createWriter,
  imread,
  imreadAnimation,
  imreadMulti,
  imwrite,
  imwriteAnimation,
  imwriteWithInfo,
  imwriteMulti,
  imwriteStream,
  imwriteSync,
  load,
} from '../../npm/dist/node/index.js';
import { adobeRgb, cHRM, cmykHeader, displayP3, gAMA, grayOfGamma, spaceOf, srgbOf, withChunks } from './profiles.mjs';
import { allFormatNames, assertMismatch, formatNames, formats, sharp } from './support.mjs';
import { testFacts } from '../formats/index.mjs';

const color = [200, 60, 40];
const flat = (channels, values = color) => ({
  data: new Uint8Array(16 * 12 * channels).map((_, i) => values[i % channels]),
  width: 16,
  height: 12,
  channels,
});
/** A picture of one color in each format, with that profile. */
const tagged = (icc, format) => imwrite(flat(3), format, { metadata: { icc }, ...close(format) });
const close = (format) => testFacts(format).close;
const withProfiles = formatNames.filter((format) => formats[format].metadata.includes('icc'));
const iccOf = async (bytes) => (await sharp(bytes).metadata()).icc;
const near = (actual, expected, by = 2) =>
  assert.ok(
    actual.every((value, i) => Math.abs(value - expected[i]) <= by),
    `${actual} is not ${expected}`,
  );

for (const [name, icc] of Object.entries({ 'Display P3': displayP3(), 'Adobe RGB': adobeRgb() })) {
  test(`${name}: from every format into every format, byte for byte`, async () => {
    const expected = await srgbOf(await tagged(icc, 'png'));
    assert.ok(Math.abs(expected[0] - color[0]) > 8, 'the profile changes the color');
    for (const from of withProfiles) {
      const source = await tagged(icc, from);
      for (const to of withProfiles) {
        const { bytes, warnings } = await imwriteWithInfo(source, to, close(to));
        assert.deepEqual(new Uint8Array(await iccOf(bytes)), icc, `${from} → ${to}`);
        near(await srgbOf(bytes), expected, 4);
        assert.deepEqual(warnings, [], `${from} → ${to}`);
      }
    }
  });
}

test('by every way into a file, and not where it is not wanted', async () => {
  const icc = displayP3();
  const source = await tagged(icc, 'png');
  const read = await imread(source);
  await load('png', 'png-decode');
  const collected = await new Response(imwriteStream(source, 'png')).arrayBuffer();
  const ways = {
    bytes: await imwrite(source, 'png'),
    blob: await imwrite(new Blob([source]), 'png'),
    'the result of imread': await imwrite(read, 'png'),
    'a changed result': await imwrite({ ...read, data: read.data.map((value) => 255 - value) }, 'png'),
    sync: imwriteSync(source, 'png'),
    stream: new Uint8Array(collected),
    animation: await imwriteAnimation({ frames: [source, read], durations: 10 }, 'webp'),
    'read animation': await imwriteAnimation(
      await imreadAnimation(await imwriteAnimation({ frames: [source, read], durations: 10 }, 'png')),
      'webp',
    ),
    pages: await imwriteMulti([source, read], 'tiff'),
    'pages one by one': await imwriteMulti([source, read].values(), 'tiff'),
    'with other metadata': await imwrite(source, 'png', { metadata: { dpi: 300 } }),
  };
  for (const [way, bytes] of Object.entries(ways))
    assert.deepEqual(new Uint8Array((await iccOf(bytes)) ?? []), icc, way);
  for (const metadata of ['none', { icc: null }]) {
    for (const format of withProfiles) {
      const bytes = await imwrite(source, format, { metadata, ...close(format) });
      near(await srgbOf(bytes), color, 4);
      if (!testFacts(format).colorsInside) assert.equal(await iccOf(bytes), undefined, format);
    }
    assert.equal(await iccOf(await imwrite({ ...flat(3), colorSpace: 'display-p3' }, 'png', { metadata })), undefined);
  }
  assert.deepEqual(
    new Uint8Array(await iccOf(await imwrite(source, 'png', { metadata: { icc: adobeRgb() } }))),
    adobeRgb(),
  );
});

test('pages of different color spaces keep their own', async () => {
  const [wide, adobe] = await Promise.all([tagged(displayP3(), 'png'), tagged(adobeRgb(), 'jpeg')]);
  const bytes = await imwriteMulti([wide, flat(3), adobe, { ...flat(3), colorSpace: 'display-p3' }], 'tiff');
  const profiles = await Promise.all([0, 1, 2, 3].map(async (page) => (await sharp(bytes, { page }).metadata()).icc));
  assert.deepEqual(
    [new Uint8Array(profiles[0]), profiles[1], new Uint8Array(profiles[2])],
    [displayP3(), undefined, adobeRgb()],
  );
  assert.ok(profiles[3].length > 400);
  for (const options of [{}, { bigTiff: true }]) {
    const file = await imwriteMulti(await imreadMulti(bytes), 'tiff', options);
    const read = await imreadMulti(file);
    assert.deepEqual(
      read.map(({ metadata }) => metadata.icc),
      [displayP3(), undefined, adobeRgb(), new Uint8Array(profiles[3])],
    );
    for (const page of [1, 2])
      assert.deepEqual((await imread(file, { firstFrame: page })).metadata.icc, read[page].metadata.icc);
  }
  await assertMismatch(
    () => imwriteAnimation({ frames: [wide, adobe], durations: 10 }, 'png'),
    'unsupported-image',
    /the same for every picture.*'none'/,
  );
  await assertMismatch(() => imwriteMulti([wide, adobe].values(), 'tiff'), 'invalid-image', /color space of the first/);
  assert.equal((await imreadMulti(await imwriteMulti([wide, adobe].values(), 'tiff', { metadata: 'none' }))).length, 2);
});

test('gAMA and cHRM of a PNG become a profile that shows the same', async () => {
  const png = Buffer.from(await imwrite(flat(3), 'png'));
  // Adobe RGB by its numbers.
  const source = withChunks(png, gAMA(1 / 2.19921875), cHRM(0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06));
  const expected = await srgbOf(await tagged(adobeRgb(), 'png'));
  for (const format of withProfiles) near(await srgbOf(await imwrite(source, format, close(format))), expected);
  // Linear light, in gray.
  const gray = withChunks(Buffer.from(await imwrite(flat(1, [55]), 'png')), gAMA(1));
  for (const format of withProfiles) near(await srgbOf(await imwrite(gray, format, close(format))), [128, 128, 128], 2);
  // What readers assume anyway needs no profile, and sRGB outranks the numbers.
  for (const chunks of [
    [gAMA(0.45455)],
    [gAMA(0.45455), cHRM(0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)],
    [['sRGB', [0]], gAMA(1)],
    [gAMA(0)],
  ]) {
    assert.equal((await imread(withChunks(png, ...chunks))).metadata.icc, undefined);
  }
});

test('cICP becomes a profile where a format has no place for it', async () => {
  const cicp = [12, 13, 0, 1];
  const source = await imwrite(flat(3), 'png', { metadata: { cicp } });
  assert.deepEqual((await imread(await imwrite(source, 'png'))).metadata.cicp, cicp);
  const expected = await srgbOf(await imwrite({ ...flat(3), colorSpace: 'display-p3' }, 'png'));
  for (const format of ['jpeg', 'webp', 'tiff'])
    near(await srgbOf(await imwrite(source, format, close(format))), expected);
  // BT.709's primaries with sRGB's curve are what readers assume.
  assert.equal(
    await iccOf(await imwrite(await imwrite(flat(3), 'png', { metadata: { cicp: [1, 13, 0, 1] } }), 'jpeg')),
    undefined,
  );
  // The white of ordinary pictures, 203 cd/m², is white.
  const white = await imwrite({ ...flat(3, [148, 148, 148]) }, 'png', { metadata: { cicp: [9, 16, 0, 1] } });
  near(await srgbOf(await imwrite(white, 'webp', { lossless: true })), [255, 255, 255], 3);
  const unknown = await imwrite(flat(3), 'png', { metadata: { cicp: [2, 2, 0, 1] } });
  assert.match((await imwriteWithInfo(unknown, 'jpeg')).warnings.join(), /cICP 2, 2, 0, 1 was left out/);
});

test('light is labeled as light where it goes, and what is most often none is told', async () => {
  // What sRGB writes as 128.
  const light = { data: new Float32Array(16 * 12 * 3).fill(0.2158605), width: 16, height: 12, channels: 3 };
  const linear = allFormatNames.filter((format) => formats[format].places.cicpTransfers?.join() === '8');
  assert.deepEqual(linear, ['exr', 'hdr']);
  for (const from of linear) {
    const source = await imwrite(light, from);
    assert.deepEqual((await imread(source)).metadata.cicp, [1, 8, 0, 1]);
    for (const to of ['png', 'jpeg', 'tiff', 'webp'])
      near(await srgbOf(await imwrite(source, to, { ...close(to), depth: 8 })), [128, 128, 128], 4);
    for (const to of linear) {
      const { bytes, warnings } = await imwriteWithInfo(source, to);
      assert.deepEqual(warnings, [], `${from} → ${to}`);
      assert.deepEqual((await imread(bytes)).metadata.cicp, [1, 8, 0, 1]);
    }
    const { warnings } = await imwriteWithInfo(flat(3), from, { depth: 32 });
    const told = [];
    await createWriter({
      format: from,
      width: 16,
      height: 12,
      channels: 3,
      options: { depth: 32, onWarning: (message) => told.push(message) },
    });
    for (const messages of [warnings, told])
      assert.match(messages.join(), /for linear light, which uint8 samples rarely are/);
  }
  const wide = await imwrite(light, 'exr', { metadata: { cicp: [12, 8, 0, 1] } });
  assert.deepEqual((await imread(await imwrite(wide, 'exr'))).metadata.cicp, [12, 8, 0, 1]);
  assert.match((await imwriteWithInfo(wide, 'hdr')).warnings.join(), /color space was left out/);
});

test('a cICP matrix that means nothing for RGB becomes 0, with a warning', async () => {
  const source = withChunks(Buffer.from(await imwrite(flat(3), 'png')), ['cICP', [12, 13, 1, 1]]);
  const { metadata } = await imread(source);
  assert.deepEqual(metadata.cicp, [12, 13, 1, 1]);
  const { bytes, warnings } = await imwriteWithInfo(source, 'png', { metadata });
  assert.deepEqual((await imread(bytes)).metadata.cicp, [12, 13, 0, 1]);
  assert.match(warnings.join(), /matrix 1 became 0/);
});

test('a profile of another kind becomes one for the samples, or is told', async () => {
  const jpeg = await tagged(displayP3(), 'jpeg');
  const gray = await imread(jpeg, { gray: true });
  for (const format of ['jpeg', 'png', 'tiff']) {
    const { bytes, warnings } = await imwriteWithInfo(gray, format, close(format));
    assert.deepEqual([spaceOf(await iccOf(bytes)), warnings], ['GRAY', []], format);
    near(
      await srgbOf(bytes),
      await srgbOf(
        await imwrite({ ...gray, metadata: undefined }, format, {
          ...close(format),
          metadata: { icc: grayOfGamma(2.2) },
        }),
      ),
      1,
    );
  }
  const { bytes } = await imwriteWithInfo(gray, 'webp', { lossless: true });
  assert.equal(spaceOf(await iccOf(bytes)), 'RGB ');
  // A gray profile in a format of RGB alone: by default and by name.
  const linear = await imwrite(flat(1, [55]), 'png', { metadata: { icc: grayOfGamma(1) } });
  for (const file of [
    await imwrite(linear, 'webp', { lossless: true }),
    await imwrite(flat(1, [55]), 'webp', { lossless: true, metadata: { icc: grayOfGamma(1) } }),
  ]) {
    assert.equal(spaceOf(await iccOf(file)), 'RGB ');
    near(await srgbOf(file), [128, 128, 128]);
  }
  // A palette of grays is RGB to readers of profiles.
  const few = await imwriteWithInfo(linear, 'png', { colors: 16 });
  assert.deepEqual([await iccOf(few.bytes), few.warnings.length], [undefined, 1]);
  assert.match(few.warnings[0], /may hold gray as a palette/);
  // Ink's profile is none for RGB.
  const ink = await imwrite({ ...flat(4, [0, 200, 200, 0]), colorSpace: 'cmyk' }, 'jpeg', {
    metadata: { icc: cmykHeader() },
  });
  const detail = await imwriteWithInfo(ink, 'png');
  assert.equal(await iccOf(detail.bytes), undefined);
  assert.match(detail.warnings.join(), /color profile was left out: one for CMYK, where png holds RGB/);
  const read = await imread(ink);
  assert.match((await imwriteWithInfo(read, 'png', { metadata: read.metadata })).warnings.join(), /one for CMYK/);
});

test('a profile that the caller names is refused where it does not fit', async () => {
  const refused = (image, format, icc, pattern) =>
    assertMismatch(() => imwrite(image, format, { metadata: { icc } }), 'invalid-option', pattern);
  for (const format of withProfiles) {
    await refused(flat(3), format, new Uint8Array(10), /'acsp'.*10 bytes that are none/);
    await refused(flat(3), format, displayP3().subarray(0, 400), /that are none/);
    await refused(flat(3), format, grayOfGamma(2.2), /a profile for the RGB that \w+ holds here, got one for gray/);
    await refused(flat(3), format, cmykHeader(), /got one for CMYK/);
    if (formats[format].channels.includes(1)) await refused(flat(1), format, displayP3(), /a profile for the gray/);
  }
  await refused({ ...flat(4), colorSpace: 'cmyk' }, 'jpeg', displayP3(), /CMYK/);
  await assertMismatch(
    () =>
      createWriter({ format: 'png', width: 1, height: 1, channels: 1, options: { metadata: { icc: displayP3() } } }),
    'invalid-option',
    /gray/,
  );
});

test('pictures of a file that are left out are counted, once for each message', async (t) => {
  const told = [];
  configure({ onWarning: (message) => told.push(message) });
  t.after(() => configure({ onWarning: undefined }));
  const pages = await imwriteMulti([flat(3), flat(3), flat(1)], 'tiff');
  const frames = await imwriteAnimation({ frames: [flat(3), flat(3, [1, 2, 3])], durations: 9 }, 'webp');
  assert.deepEqual((await imwriteWithInfo(pages, 'png')).warnings, ['the source has 3 pictures: 2 were left out']);
  assert.deepEqual((await imwriteWithInfo(frames, 'jpeg')).warnings, ['the source has 2 pictures: 1 was left out']);
  assert.deepEqual(told, []);
  for (let i = 0; i < 3; ++i) await imwrite(pages, 'jpeg');
  assert.deepEqual(told, ['the source has 3 pictures: 2 were left out']);
  const own = [];
  await imwrite(pages, 'jpeg', { onWarning: (message) => own.push(message), maxBytes: 900 });
  assert.deepEqual(own, told);
  await assertMismatch(() => imwrite(pages, 'jpeg', { onWarning: 1 }), 'invalid-option', /onWarning.*a function/);
});
