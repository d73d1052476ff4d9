// Every image source of a page is written exactly as it was drawn, in each engine: sharp compares the PNG's samples.
import { rgbaPattern } from '../browser/page/tools.js';
import { assertExactRgba } from '../browser/support.mjs';
import { pageSources } from '../support/page-sources.mjs';
import { ofSources, testInEngines, useSite } from './support.mjs';

const site = useSite();
const [width, height] = [24, 18];
const translucent = { data: rgbaPattern(width, height), width, height };
const opaque = { data: rgbaPattern(width, height, { opaque: true }), width, height };

testInEngines(
  'ImageData keeps every sample, also colors under alpha 0',
  site,
  { shared: true, allow: ofSources },
  async ({ page }) => {
    const bytes = await page.evaluate(
      (width, height) => imw.imwrite(new ImageData(tools.rgbaPattern(width, height), width, height), 'png'),
      width,
      height,
    );
    await assertExactRgba(bytes, translucent);
  },
);

for (const [name, make] of Object.entries(pageSources)) {
  testInEngines(`${name} keeps opaque pixels exactly`, site, { shared: true, allow: ofSources }, async ({ page }) => {
    const write = `async (width, height) => {
      const imageData = new ImageData(tools.rgbaPattern(width, height, { opaque: true }), width, height);
      return imw.imwrite(await (${make})(imageData), 'png');
    }`;
    await assertExactRgba(await page.evaluate(write, width, height), opaque);
  });
}
