// npm run site: it builds, all its links are relative and lead to files and headings of its own, no page asks another host, the
// search finds a word, also below a path, and the demo runs there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, posix } from 'node:path';
import { after, before, test } from 'node:test';
import { startBrowser } from '../browser/browser.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { root } from './support.mjs';

const folder = join(temporaryFolder('site'), 'site');
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};
let server;
let browser;

before(async () => {
  execFileSync(process.execPath, [join(root, 'npm/scripts/site.mjs'), '--built', '--out', folder], { stdio: 'pipe' });
  server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(request.url.split(/[?#]/)[0]).replace(/^\/some\/path/, ''));
    if (!request.url.startsWith('/some/path/') || !existsSync(path)) return response.writeHead(404).end();
    return response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'image/png' }).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** A page of the site in the browser; `complaints` are errors and requests beyond the site. */
async function open(t, address) {
  const page = await browser.newPage();
  t.after(() => page.close());
  const complaints = [];
  const site = address.startsWith('file:') ? 'file:' : `http://127.0.0.1:${server.address().port}/some/path/`;
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site)) complaints.push(request.url());
  });
  await page.goto(address.startsWith('file:') ? address : site + address);
  return { page, complaints };
}

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
