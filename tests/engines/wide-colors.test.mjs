// Display P3 in each engine: where a page's sources have it, the file has it; where the engine has sRGB alone, the file holds
// what the engine painted and claims nothing else.
import assert from 'node:assert/strict';
import { before } from 'node:test';
import { imwrite } from '../../npm/dist/node/index.js';
import { profileOf, storedSamples, wideMakers, wideSources } from '../support/wide-colors.mjs';
import { ofSources, testInEngines, useSite } from './support.mjs';

const site = useSite();
const wide = [255, 51, 26, 255];
const raw = {
  data: Uint8Array.from({ length: 64 }, (_, i) => wide[i % 4]),
  width: 4,
  height: 4,
  channels: 4,
  colorSpace: 'display-p3',
};

before(async () => {
  site.pages['/p3.png'] = { type: 'image/png', body: Buffer.from(await imwrite(raw, 'png')) };
});

/** Firefox 153 and WebKitGTK 2.50 do not: their ImageData has no colorSpace, and their VideoFrames say bt709 of every picture. */
const hasDisplayP3 = { Chromium: true, Firefox: false, WebKitGTK: false };

/** Red as sRGB has it; but in WebGL numbers are not colors of Display P3 unless the engine knows drawingBufferColorSpace. */
const narrow = (name) => (name === 'a WebGL canvas' ? wide : [255, 0, 0, 255]);

async function assertColors(bytes, profile, expected) {
  assert.equal(profileOf(bytes), profile);
  const seen = await storedSamples(bytes);
  assert.deepEqual(
    seen,
    Array.from({ length: 64 }, (_, i) => expected[i % 4]),
  );
}

testInEngines(
  'whether the engine has Display P3 is as we know it',
  site,
  { shared: true, allow: ofSources },
  async ({ page, name }) => {
    const spaces = await page.evaluate(() => ({
      data: new OffscreenCanvas(1, 1).getContext('2d', { colorSpace: 'display-p3' }).getImageData(0, 0, 1, 1)
        .colorSpace,
      frame: new VideoFrame(new OffscreenCanvas(1, 1).getContext('2d', { colorSpace: 'display-p3' }).canvas, {
        timestamp: 0,
      }).colorSpace.primaries,
    }));
    assert.deepEqual(spaces, hasDisplayP3[name] ? { data: 'display-p3', frame: 'smpte432' } : { frame: 'bt709' });
  },
);

const sources = {
  ...wideSources,
  'an <img> of a Display P3 file': () => Object.assign(new Image(), { src: '/p3.png' }),
};
for (const [source, make] of Object.entries(sources)) {
  testInEngines(
    `${source} of Display P3 keeps what the engine has of it`,
    site,
    { shared: true, allow: ofSources },
    async ({ page, name }) => {
      const bytes = await page.evaluate(`async () => { ${wideMakers} return imw.imwrite(await (${make})(), 'png'); }`);
      if (hasDisplayP3[name]) await assertColors(bytes, 'Display P3', wide);
      else await assertColors(bytes, '', narrow(source));
    },
  );
}

testInEngines(
  'samples that say they are Display P3 stay so in every engine',
  site,
  { shared: true, allow: ofSources },
  async ({ page }) => {
    const bytes = await page.evaluate((raw) => imw.imwrite({ ...raw, data: Uint8Array.from(raw.data) }, 'png'), {
      ...raw,
      data: [...raw.data],
    });
    await assertColors(bytes, 'Display P3', wide);
  },
);
