// npm run site: it builds, all its links are relative and lead to files and headings of its own, no page asks another host, the
// search finds a word, also below a path, and the demo runs there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { useBuiltSite } from './built-site.mjs';
import { root } from './support.mjs';

const { folder, open } = useBuiltSite();

const htmlFiles = () => readdirSync(folder, { recursive: true }).filter((name) => /^(docs\/)?[\w-]+\.html$/.test(name));

test('all links are relative and lead somewhere', () => {
  const files = htmlFiles();
  assert.ok(files.length > 25, String(files.length));
  let count = 0;
  const broken = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const links = [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => link);
    return links
      .filter((link) => !/^(https:|data:)/.test(link))
      .filter((link) => {
        ++count;
        const [path, anchor] = link.split('#');
        const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path));
        if (link.startsWith('/') || target.startsWith('..') || !existsSync(join(folder, target))) return true;
        return (
          anchor !== undefined &&
          !readFileSync(join(folder, target), 'utf8').includes(`id="${decodeURIComponent(anchor)}"`)
        );
      })
      .map((link) => `${file}: ${link}`);
  });
  assert.deepEqual(broken, []);
  assert.ok(count > 1000, String(count));
});

test('nothing is fetched from another host', () => {
  const fetched = htmlFiles().filter((file) =>
    /<(script|img|link)[^>]*(src|href)="(https?:)?\/\//.test(readFileSync(join(folder, file), 'utf8')),
  );
  assert.deepEqual(fetched, []);
});

for (const from of ['below a path', 'opened from the disk']) {
  test(`the search finds a word and leads there, ${from}`, async (t) => {
    const address = from === 'below a path' ? 'docs/faq.html' : `file://${join(folder, 'docs/faq.html')}`;
    const { page, complaints } = await open(t, address);
    await page.fill('#search', 'geotiff');
    const first = page.locator('#found a').first();
    assert.equal(await first.textContent(), 'GeoTIFF');
    await first.click();
    assert.match(page.url(), /docs\/recipes\.html#geotiff$/);
    assert.equal(await page.locator('h2#geotiff').count(), 1);
    await page.fill('#search', 'zzzzqqqq');
    assert.equal(await page.locator('#found').isVisible(), false);
    const entries = await page.locator('nav a').allTextContents();
    assert.equal(new Set(entries).size, entries.length);
    assert.ok(entries.length > 20 && entries.includes('From cv2.imwrite'), entries.join());
    assert.deepEqual(complaints, []);
  });
}

test('the demo runs below a path', async (t) => {
  const { page, complaints } = await open(t, 'demo/index.html');
  await page.waitForLoadState('networkidle');
  assert.deepEqual(complaints, []);
  assert.ok((await page.title()).length > 0);
});

test('the demo server shows the site: an example runs, and the demo keeps its policy', async (t) => {
  const server = spawn(process.execPath, [join(root, 'demo/serve.mjs'), '--site', folder, '0']);
  t.after(() => server.kill());
  const [line] = await once(server.stdout, 'data');
  const url = /http:[^,]+/.exec(String(line))[0];
  const { page, complaints } = await open(t, url);
  await page.goto(`${url}docs/recipes.html`);
  const block = page.locator('.live').first();
  await block.getByRole('button', { name: 'Run' }).click();
  await block
    .getByRole('status')
    .filter({ hasText: /^Done in \d+ ms\.$/ })
    .waitFor({ timeout: 20_000 });
  const response = await page.goto(`${url}demo/`);
  await page.waitForLoadState('networkidle');
  assert.match(response.headers()['content-security-policy'], /default-src 'self'/);
  assert.deepEqual(complaints, []);
  for (const path of ['..%2f..%2fetc/passwd', 'docs/', 'demo/serve.mjs'])
    assert.equal((await fetch(url + path)).status, 404, path);
});
