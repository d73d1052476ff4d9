// The examples of the site that run in its pages: every one of them runs, prints what its comments say, and shows what it makes;
// one can be edited and reset, errors are shown, and a page from the disk says that a server is needed.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { sharp } from '../support/sharp.mjs';
import { useBuiltSite } from './built-site.mjs';
import { root } from './support.mjs';

const { folder, open } = useBuiltSite();

const axe = createRequire(join(root, 'npm/package.json')).resolve('axe-core');

/** The example of a page with this text in its code. */
const example = (page, text) => page.locator('.live', { hasText: text });
const textsOf = (block, kind) => block.locator(`.live-${kind}`).allTextContents();

/** Runs an example, and waits until it is done. */
async function run(block) {
  await block.getByRole('button', { name: 'Run' }).click();
  const status = block.getByRole('status');
  await status.filter({ hasText: /^(Done in \d+ ms|Failed)\.$/ }).waitFor({ timeout: 20_000 });
  return status.textContent();
}

const written = (code) => [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);

test('every example runs, and prints what it says', { timeout: 300_000 }, async (t) => {
  const names = readdirSync(folder, { recursive: true })
    .filter((name) => /^(docs\/)?[\w-]+\.html$/.test(name))
    .filter((name) => readFileSync(join(folder, name), 'utf8').includes('class="live"'));
  const faults = [];
  let count = 0;
  let pictures = 0;
  for (const name of names) {
    const { page, complaints } = await open(t, name);
    for (const block of await page.locator('.live').all()) {
      const code = await block.locator('pre code').first().textContent();
      const status = await run(block);
      const errors = await textsOf(block, 'error');
      const printed = await textsOf(block, 'log');
      const missing = written(code).filter((text) => !printed.includes(text));
      if (!status.startsWith('Done') || errors.length > 0 || missing.length > 0)
        faults.push({ name, code, status, errors, printed, missing });
      pictures += await block.locator('figure img').count();
      ++count;
    }
    assert.deepEqual(complaints, [], name);
    await page.close();
  }
  assert.deepEqual(faults, []);
  assert.ok(count >= 35 && pictures >= 30, `${count} examples, ${pictures} pictures`);
});

test('an example is edited, run, its picture seen and loaded down, and reset', async (t) => {
  const { page, complaints } = await open(t, 'docs/getting-started.html');
  const block = example(page, "'webp', { quality: 80 }");
  await block.getByRole('button', { name: 'Edit' }).click();
  const editor = block.locator('textarea');
  const original = await editor.inputValue();
  await editor.fill(original.replace("'webp', { quality: 80 }", "'tiff', { compression: 'lzw' }"));
  await editor.press('Control+Enter');
  await block.locator('figcaption').waitFor();
  assert.match(await block.locator('figcaption').textContent(), /^picture\.tiff TIFF, 600 × 400, [\d,]+ bytes$/);
  const seen = await block.locator('figure img').evaluate(async (image) => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight, image.alt.slice(0, 15)];
  });
  assert.deepEqual(seen, [600, 400, 'TIFF, 600 × 400']);
  const [download] = await Promise.all([page.waitForEvent('download'), block.getByRole('link').click()]);
  assert.equal(download.suggestedFilename(), 'picture.tiff');
  const { format, width, height } = await sharp(await download.path()).metadata();
  assert.deepEqual([format, width, height], ['tiff', 600, 400]);

  await block.getByRole('button', { name: 'Reset' }).click();
  assert.equal(await editor.inputValue(), original);
  assert.equal(await editor.isVisible(), false);
  await run(block);
  assert.match(await block.locator('figcaption').textContent(), /^picture\.webp WebP/);
  assert.deepEqual(complaints, []);
});

test('errors are shown: of the package, of the language, and of promises that nobody awaits', async (t) => {
  const { page } = await open(t, 'docs/getting-started.html');
  const block = example(page, "'webp', { quality: 80 }");
  await block.getByRole('button', { name: 'Edit' }).click();
  const lines = {
    "import { imwrite } from 'imwrite'; await imwrite(document.querySelector('canvas'), 'webp', { quality: 101 });":
      /quality/,
    'const = 1;': /^SyntaxError: /,
    "void Promise.reject(new RangeError('nobody awaits'));": /^RangeError: nobody awaits$/,
  };
  for (const [code, expected] of Object.entries(lines)) {
    await block.getByRole('textbox').fill(code);
    assert.equal(await run(block), 'Failed.', code);
    const errors = await textsOf(block, 'error');
    assert.equal(errors.length, 1, code);
    assert.match(errors[0], expected);
  }
  await block.getByRole('textbox').fill("console.log('ok', [1], new Uint8Array(3), undefined)");
  assert.match(await run(block), /^Done/);
  assert.deepEqual(await textsOf(block, 'error'), []);
  assert.deepEqual(await textsOf(block, 'log'), ['ok [1] Uint8Array(3) undefined']);
});

test('a second run ends the first', async (t) => {
  const { page } = await open(t, 'docs/getting-started.html');
  const block = example(page, "'webp', { quality: 80 }");
  await block.getByRole('button', { name: 'Edit' }).click();
  await block.getByRole('textbox').fill("console.log('waits'); await new Promise(() => {});");
  await block.getByRole('button', { name: 'Run' }).click();
  await block.locator('.live-log', { hasText: 'waits' }).waitFor();
  assert.equal(await page.locator('iframe').count(), 1);
  await block.getByRole('textbox').fill("console.log('ends');");
  await run(block);
  assert.deepEqual(await textsOf(block, 'log'), ['ends']);
  assert.equal(await page.locator('iframe').count(), 0);
});

test('a page from the disk says that a server is needed', async (t) => {
  const { page, complaints } = await open(t, pathToFileURL(join(folder, 'docs/recipes.html')).href);
  const block = page.locator('.live').first();
  await block.getByRole('button', { name: 'Run' }).click();
  assert.match(await block.getByRole('status').textContent(), /only over http/);
  assert.equal(await page.locator('iframe').count(), 0);
  assert.deepEqual(complaints, []);
});

for (const colorScheme of ['light', 'dark'])
  test(`axe finds nothing, ${colorScheme}, on a phone, with an example edited and run`, async (t) => {
    const { page } = await open(t, 'docs/recipes.html');
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 800 });
    const block = page.locator('.live').first();
    await block.getByRole('button', { name: 'Edit' }).click();
    await run(block);
    await page.addScriptTag({ path: axe });
    const violations = await page.evaluate(async () => (await globalThis.axe.run()).violations);
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes[0].html]),
      [],
    );
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  });
