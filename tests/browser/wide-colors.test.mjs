// Colors outside of sRGB and samples of more than 8 bits, from every source that can have them: the samples as sharp reads
// them, and the profile as exiftool names it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileOf, storedSamples, wideMakers, wideSources } from '../support/wide-colors.mjs';
import { openBlank, sharp, useSite } from './support.mjs';

const site = useSite();

for (const [name, make] of Object.entries(wideSources)) {
  test(`${name} of Display P3 keeps its colors`, async (t) => {
    const { page, expectClean } = await openBlank(t, site, { allow: [/GPU stall/] });
    const files = await page.evaluate(`(async () => {
      ${wideMakers}
      const source = await (${make})();
      const formats = { png: {}, jpeg: { quality: 100, chromaSubsampling: '4:4:4' }, webp: { lossless: true }, tiff: {} };
      const written = Object.entries(formats).map(async ([format, options]) => [format, await imw.imwrite(source, format, options)]);
      return Object.fromEntries(await Promise.all(written));
    })()`);
    for (const [format, bytes] of Object.entries(files)) {
      assert.equal(profileOf(bytes), 'Display P3', format);
      for (const [i, sample] of (await storedSamples(bytes)).entries()) {
        assert.ok(Math.abs(sample - [255, 51, 26, 255][i % 4]) <= (format === 'jpeg' ? 3 : 0), `${format}: ${sample}`);
      }
    }
    await expectClean();
  });
}

test('the browser shows the file as it shows the canvas', async (t) => {
  const { page } = await openBlank(t, site);
  const drawn = await page.evaluate(`(async () => {
    ${wideMakers}
    const bytes = await imw.imwrite(canvas(), 'png');
    const context = canvas({}).getContext('2d', wide);
    context.drawImage(await createImageBitmap(new Blob([bytes], { type: 'image/png' })), 0, 0);
    return [...context.getImageData(0, 0, 1, 1, wide).data];
  })()`);
  for (const [channel, expected] of [255, 51, 26, 255].entries())
    assert.ok(Math.abs(drawn[channel] - expected) <= 1, `${drawn}`);
});

test('sources of sRGB have no profile, and a canvas without a context gets none', async (t) => {
  const { page } = await openBlank(t, site);
  const { files, type } = await page.evaluate(`(async () => {
    ${wideMakers}
    const narrow = painted(canvas({}), { colorSpace: 'srgb' });
    const empty = canvas({});
    const files = [];
    for (const source of [narrow, await createImageBitmap(narrow), new VideoFrame(narrow, { timestamp: 0 }), empty]) {
      files.push(await imw.imwrite(source, 'png'));
    }
    return { files, type: empty.getContext('bitmaprenderer')?.constructor.name };
  })()`);
  for (const [i, bytes] of files.entries()) {
    assert.equal(profileOf(bytes), '');
    assert.deepEqual((await storedSamples(bytes)).slice(0, 4), i === 3 ? [0, 0, 0, 0] : [255, 0, 0, 255]); // clipped by the page's canvas
  }
  assert.equal(type, 'ImageBitmapRenderingContext');
});

/** A row of numbers that half floats hold exactly. */
const ramp = Array.from({ length: 16 }, (_, i) => [i / 16, i / 64, 1 - i / 16, 1]).flat();
const floatSources = {
  'float16 ImageData': ({ data }) => data,
  'a Float16Array inside another, with a stride': ({ data }) => {
    const memory = new Float16Array(3 + 68).fill(0.7);
    memory.set(data.data, 3);
    return { data: memory.subarray(3), width: 16, height: 1, channels: 4, stride: 66, colorSpace: data.colorSpace };
  },
  'a float16 canvas': ({ data }) => {
    const context = new OffscreenCanvas(16, 1).getContext('2d', { colorType: 'float16', colorSpace: data.colorSpace });
    context.putImageData(data, 0, 0);
    return context.canvas;
  },
};

for (const [name, make] of Object.entries(floatSources)) {
  for (const colorSpace of ['srgb', 'display-p3']) {
    test(`${name}, ${colorSpace}: exact in a float TIFF and a 16-bit PNG; 8-bit formats ask for a depth`, async (t) => {
      const { page } = await openBlank(t, site);
      const result = await page.evaluate(`(async () => {
        if (typeof Float16Array === 'undefined') return undefined;
        const data = new ImageData(Float16Array.from(${JSON.stringify(ramp)}), 16, 1, { pixelFormat: 'rgba-float16', colorSpace: '${colorSpace}' });
        const source = (${make})({ data });
        const error = await imw.imwrite(source, 'jpeg').catch((error) => tools.plain(error, imw.ImwriteError));
        return {
          tiff: await imw.imwrite(source, 'tiff'),
          png: await imw.imwrite(source, 'png', { depth: 16 }),
          jpeg: await imw.imwrite(source, 'jpeg', { depth: 8, quality: 100, chromaSubsampling: '4:4:4' }),
          error,
        };
      })()`);
      if (!result) return t.skip('this Chromium has no Float16Array');
      assert.deepEqual(await storedSamples(result.tiff, 'scrgb', 'float'), ramp);
      assert.deepEqual(
        await storedSamples(result.png, 'rgb16', 'ushort'),
        ramp.map((value) => Math.round(value * 65535)),
      );
      for (const [i, sample] of (await storedSamples(result.jpeg)).entries())
        assert.ok(Math.abs(sample - ramp[i] * 255) <= 12, `${i}: ${sample}`);
      for (const format of ['tiff', 'png', 'jpeg'])
        assert.equal(profileOf(result[format]), colorSpace === 'srgb' ? '' : 'Display P3', format);
      assert.deepEqual([result.error.ours, result.error.code], [true, 'unsupported-image']);
      assert.match(result.error.message, /depth/);
    });
  }
}

test('half floats beyond 0 to 1, and the smallest of all, are exact in a float TIFF', async (t) => {
  const { page } = await openBlank(t, site);
  const values = [65504, -65504, 2 ** -24, -(2 ** -24), 2 ** -14, 1 + 2 ** -10, -0.5, 1e4];
  const bytes = await page.evaluate(async (values) => {
    if (typeof Float16Array === 'undefined') return undefined;
    return imw.imwrite({ data: Float16Array.from(values), width: 8, height: 1, channels: 1 }, 'tiff');
  }, values);
  if (!bytes) return t.skip('this Chromium has no Float16Array');
  const { buffer, byteOffset, byteLength } = await sharp(Buffer.from(bytes))
    .pipelineColourspace('b-w')
    .toColourspace('b-w')
    .raw({ depth: 'float' })
    .toBuffer();
  assert.deepEqual(
    [...new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))],
    values.map((value) => Math.fround(value)),
  );
});
