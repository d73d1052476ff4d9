// The site, built into a folder of the test's own and served below a path, and a browser.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { answering } from '../../demo/serve.mjs';
import { startBrowser } from '../browser/browser.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { root } from './support.mjs';

/** `folder` is where the site is; `open` opens a page of it once the tests run. */
export function useBuiltSite() {
  const folder = join(temporaryFolder('site'), 'site');
  let server;
  let browser;

  before(async () => {
    execFileSync(process.execPath, [join(root, 'npm/scripts/site.mjs'), '--built', '--out', folder], { stdio: 'pipe' });
    server = createServer(answering([{ prefix: '/some/path/', folder, headers: {} }]));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /** A page in the browser, by its address on the site or in full; `complaints` are errors and requests beyond the site. */
  async function open(t, address) {
    const page = await browser.newPage();
    t.after(() => page.close());
    const complaints = [];
    const own = `http://127.0.0.1:${server.address().port}/some/path/`;
    const url = new URL(address, own).href;
    const site = address.startsWith('file:') ? 'file:' : url.startsWith(own) ? own : url;
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site)) complaints.push(request.url());
    });
    await page.goto(url);
    return { page, complaints };
  }
  return { folder, open };
}
