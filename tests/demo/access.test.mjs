// The demo page for everybody: axe finds nothing, it works by keyboard, nothing jumps, and its grip stands on the line.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { formats } from '../../npm/dist/node/index.js';
import { afterwards, openDemo, useDemo } from './demo-page.mjs';
import { useSite } from '../browser/support.mjs';

const site = useSite();
const demo = useDemo(site, { bypassCSP: true }); // axe is a script of this file
const axe = await readFile(
  createRequire(new URL('../../npm/package.json', import.meta.url)).resolve('axe-core/axe.min.js'),
  'utf8',
);

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}, with all options and tools in view`, async () => {
    const { page } = await demo();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const check = async () => {
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html)}`),
        [],
      );
    };
    await page.evaluate(axe);
    await check();
    await page.locator('#formats [value=webp]').check();
    await page.getByText('Advanced options').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('#files .file').waitFor();
    await check();
  });
}

test('nothing jumps while the page loads and encodes', async (t) => {
  for (const width of [390, 1280]) {
    const before = (page) =>
      page.addInitScript(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) =>
          globalThis.shifts.push(...list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput)),
        ).observe({ type: 'layout-shift', buffered: true });
      });
    const { page } = await openDemo(t, site, { viewport: { width, height: 844 }, before });
    await page.waitForTimeout(300);
    const shifts = await page.evaluate(() =>
      globalThis.shifts.map(({ value, startTime, sources }) => ({
        value,
        startTime,
        of: sources.map(({ node, previousRect, currentRect }) => ({
          name: node?.id || node?.className || node?.nodeName || 'removed',
          from: JSON.stringify(previousRect),
          to: JSON.stringify(currentRect),
        })),
      })),
    );
    // The tag on the stage grows to the left with its text.
    const jumps = shifts.filter(({ value }) => value > 0.0005);
    assert.deepEqual(jumps, [], `${width} px: ${JSON.stringify(jumps)}`);
  }
});

test('the grip stands on the line', async () => {
  const { page } = await demo();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    const [range, line] = [await page.locator('#split').boundingBox(), await page.locator('.line').boundingBox()];
    assert.ok(Math.abs(range.x + range.width / 2 - (line.x + line.width / 2)) < 1.5);
  }
});

test('complete by keyboard: every control is reached by Tab, and the first ones work', async () => {
  const { page } = await demo();
  const all = await page.evaluate(
    () =>
      [...document.querySelectorAll('button, input, select, summary, [tabindex="0"]')].filter(
        (one) =>
          !one.disabled && one.checkVisibility({ visibilityProperty: true }) && (one.type !== 'radio' || one.checked),
      ).length,
  );
  const reached = new Set();
  for (let i = 0; i < all + 20; ++i) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => [...document.querySelectorAll('*')].indexOf(document.activeElement)));
  }
  assert.ok(reached.size >= all, `${reached.size} of ${all}`);
  await page.locator('#formats :checked').focus();
  await afterwards(page, () => page.keyboard.press('ArrowRight'));
  const titles = Object.values(formats).map(({ title }) => title);
  const next = titles[titles.indexOf('JPEG') + 1];
  assert.ok((await page.textContent('#result-tag')).startsWith(`${next}, `), next);
});
