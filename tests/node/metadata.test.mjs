// Metadata as the package takes it: its checks, orientation and resolution in EXIF, color spaces, and the way round.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite, imwriteAnimation, imwriteMulti } from '../../npm/dist/node/index.js';
import { testFacts } from '../formats/index.mjs';
import { assertExact, assertMismatch, fc, formatNames, formats, pattern, profileOf, sharp } from './support.mjs';

const image = pattern(24, 16, 3);
const has = (kind) => (format) => formats[format].metadata.includes(kind);

/** sharp tells the orientation, or turns the picture. */
async function assertSeen(format, bytes, orientation) {
  const { orientation: told, width } = await sharp(bytes).metadata();
  if (testFacts(format).turnedByOthers) assert.equal(width, orientation < 5 ? 24 : 16, `${format} ${orientation}`);
  else assert.equal(told, orientation, `${format} ${orientation}`);
}

for (const format of formatNames.filter(has('exif'))) {
  test(`${format}: an orientation alone, and put into an EXIF block`, async () => {
    const camera = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Make: 'Acme' } })
      .jpeg()
      .toBuffer();
    const exif = new Uint8Array((await sharp(camera).metadata()).exif.subarray(6));
    for (const block of [undefined, exif]) {
      for (const orientation of [1, 3, 6, 8]) {
        const bytes = await imwrite(image, format, { metadata: { exif: block, orientation } });
        await assertSeen(format, bytes, orientation);
        const stored = await imread(bytes, { orientation: 'keep' });
        assert.deepEqual([stored.width, stored.height, stored.orientation], [24, 16, orientation]);
        assert.equal(stored.metadata.orientation, orientation === 1 ? undefined : orientation);
        const again = await imwrite(stored, format, { metadata: stored.metadata });
        await assertSeen(format, again, orientation);
        const upright = await imread(bytes);
        assert.deepEqual([upright.width, upright.height], orientation < 5 ? [24, 16] : [16, 24]);
        assert.equal(upright.metadata.orientation, undefined);
        if (block) assert.match(Buffer.from(stored.metadata.exif).toString('latin1'), /Acme/);
      }
    }
  });

  test(`${format}: a resolution comes back, in EXIF or elsewhere`, async () => {
    for (const dpi of [300, [300, 150]]) {
      const { metadata } = await imread(await imwrite(image, format, { metadata: { dpi } }));
      assert.deepEqual(metadata.dpi, [dpi].flat().length === 2 ? dpi : [dpi, dpi]);
    }
  });

  test(`${format}: display-p3 pixels carry the profile`, async () => {
    const data = new Uint8ClampedArray(8 * 8 * 4).map((_, i) => [200, 30, 40, 255][i % 4]);
    const bytes = await imwrite(
      { data, width: 8, height: 8, colorSpace: 'display-p3' },
      format,
      testFacts(format).close,
    );
    // Through lcms: the color is outside of sRGB, whose red it drives up and whose green down.
    const [red, green] = await sharp(bytes).toColourspace('srgb').removeAlpha().raw().toBuffer();
    assert.ok(red >= 216 && red <= 222 && green < 10, `${red}, ${green}`);
    const { metadata } = await imread(bytes);
    if (testFacts(format).colorsInside) assert.equal(metadata.icc, undefined);
    else assert.equal((await sharp(bytes).metadata()).icc.length, metadata.icc.length);
    assert.deepEqual(metadata.cicp, has('cicp')(format) ? [12, 13, 0, 1] : undefined);
  });
}

test('gray display-p3 pixels are the grays of sRGB: no profile', async () => {
  const gray = { data: new Uint8Array(16), width: 4, height: 4, colorSpace: 'display-p3' };
  assert.equal((await imread(await imwrite(gray, 'png'))).metadata.icc, undefined);
});

test('a profile of the caller is kept beside display-p3', async () => {
  const icc = await profileOf('srgb');
  const wide = { ...image, colorSpace: 'display-p3' };
  assert.deepEqual((await imread(await imwrite(wide, 'png', { metadata: { icc } }))).metadata.icc, icc);
});

test('frames of several color spaces are refused', async () => {
  const wide = { ...image, colorSpace: 'display-p3' };
  await assertMismatch(
    () => imwriteAnimation({ frames: [wide, image], durations: 1 }, 'png'),
    'unsupported-image',
    /the same/,
  );
  await assertMismatch(() => imwriteMulti([wide].values(), 'tiff'), 'invalid-image', /'srgb'/);
  assert.ok((await imread(await imwriteMulti([wide, wide], 'tiff'))).metadata.icc);
});

for (const format of formatNames.filter(has('text'))) {
  test(`${format}: any text comes back`, async () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .filter((value) => !value.includes('\0') && value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...testFacts(format).texts), text, async (keyword, value) => {
        const bytes = await imwrite(image, format, { metadata: { text: { [keyword]: value } } });
        assert.deepEqual((await imread(bytes)).metadata.text, { [keyword]: value });
      }),
      { numRuns: 60 },
    );
    await assertMismatch(
      () => imwrite(image, format, { metadata: { text: { [`${' '.repeat(9)}Nonsense`]: 'a' } } }),
      'invalid-option',
      /keyword/,
    );
  });
}

test('what makes no sense is refused', async () => {
  const refused = (metadata, pattern) =>
    assertMismatch(() => imwrite(image, 'png', { metadata }), 'invalid-option', pattern);
  await refused({ orientation: 9 }, /from 1 to 8/);
  await refused({ orientation: 1.5 }, /whole number/);
  await refused({ text: { Comment: '' } }, /at least 1 character/);
  await refused({ text: { Comment: 'a\0b' } }, /without zeros/);
  await refused({ text: 'hello' }, /an object/);
  await refused({ cicp: [1, 2, 3] }, /primaries/);
  await refused({ cicp: [9, 16, 9, 1] }, /cicp\[2\].*from 0 to 0/);
  await assertMismatch(
    () => imwrite(image, 'webp', { metadata: { text: { Title: 'x' } } }),
    'invalid-option',
    /expected exif, icc, xmp, got text/,
  );
  await assertMismatch(() => imwrite(image, 'jpeg', { metadata: { cicp: [1, 13, 0, 1] } }), 'invalid-option', /cicp/);
});

test('everything that a file carries goes round', async () => {
  const metadata = {
    dpi: [72, 72],
    orientation: 6,
    text: { Author: 'Zoë' },
    cicp: [9, 16, 0, 1],
    xmp: new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'),
  };
  const first = await imwrite(image, 'png', { metadata });
  const read = await imread(first, { orientation: 'keep' });
  assert.deepEqual(
    await imwrite(read, 'png', { metadata: read.metadata }).then((bytes) => imread(bytes, { orientation: 'keep' })),
    read,
  );
  await assertExact(await imwrite(read, 'png'), image);
  assert.ok(formats.png.metadata.includes('cicp'));
});
