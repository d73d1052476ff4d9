// Takes the README's picture of the demo page, docs/demo.png. Needs the built package and a Chromium.
// Usage: node demo/screenshot.mjs [--width 1440] [--height 900] [--dark] [--format webp] [--out docs/demo.png]
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startBrowser } from '../tests/browser/browser.mjs';
import { startServer } from '../tests/browser/server.mjs';

const { values } = parseArgs({
  options: {
    width: { type: 'string', default: '1440' },
    format: { type: 'string' },
    out: { type: 'string', default: fileURLToPath(new URL('../docs/demo.png', import.meta.url)) },
    height: { type: 'string', default: '900' },
    dark: { type: 'boolean', default: false },
  },
});

const sharp = createRequire(new URL('../npm/package.json', import.meta.url))('sharp');
const server = await startServer();
const browser = await startBrowser();
try {
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    colorScheme: values.dark ? 'dark' : 'light',
  });
  await page.goto(server.url);
  await page.locator('#facts', { hasText: 'coffee.png' }).waitFor();
  if (values.format) await page.locator('#formats').locator(`[value=${values.format}]`).check();
  // Where there is a quality, one at which the difference shows.
  const quality = page.getByLabel('Quality', { exact: true });
  if (await quality.count()) await quality.fill('20');
  await page.locator('#download:not([disabled])').waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500); // transitions
  const out = resolve(values.out);
  await mkdir(dirname(out), { recursive: true });
  const picture = await page.screenshot();
  // 256 colors are enough for a README, and a quarter of the bytes.
  await sharp(picture).png({ palette: true, quality: 95, effort: 10 }).toFile(out);
  process.stdout.write(`${out}\n`);
} finally {
  await browser.close();
  await server.close();
}
