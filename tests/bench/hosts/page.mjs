// Hosts that are pages of Chromium, each in a context of its own, and the server that they load from.
import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../../browser/browser.mjs';

const bench = fileURLToPath(new URL('../', import.meta.url));
const folders = {
  '/imwrite/': join(bench, '../../npm/dist/'),
  '/modules/': join(bench, 'node_modules/'),
  '/bench/': bench,
};
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
// wasm-vips needs an isolated page, and the clock is finer in one.
const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

/** Serves the folders; `/samples` is the file of `state.picture`, and what is posted goes to `state.out`. */
function serve(state, headers) {
  return (request, response) => {
    const path = decodeURIComponent(request.url.split('?', 1)[0]);
    if (request.method === 'POST') {
      const chunks = [];
      request
        .on('data', (chunk) => chunks.push(chunk))
        .on('end', () => {
          writeFileSync(state.out, Buffer.concat(chunks));
          response.writeHead(204, headers).end();
        });
      return;
    }
    const prefix = Object.keys(folders).find((start) => path.startsWith(start));
    const file =
      path === '/samples' ? state.picture : prefix && join(folders[prefix], normalize(path.slice(prefix.length)));
    if (!file || !statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  };
}

/** A browser in which hosts can be started. A policy of `headers` finds its nonce on the scripts of the page: 'bench'. */
export async function startPages({ headers = isolated } = {}) {
  const state = {};
  const server = createServer(serve(state, headers));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await startBrowser();

  async function start({ id }) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const files = new Set();
    page.on('request', (request) => files.add(new URL(request.url()).pathname));
    await page.goto(`http://localhost:${server.address().port}/bench/hosts/page.html?peer=${id}`);
    await page.waitForFunction(() => globalThis.ready);
    async function ask(command, request = {}) {
      if (request.picture) state.picture = request.picture.file;
      if (request.out) state.out = request.out;
      const call = page.evaluate(([name, argument]) => globalThis.commands[name](argument), [command, request]);
      const crash = new Promise((_, reject) => page.once('crash', () => reject(new Error('its page crashed'))));
      return Promise.race([call, crash]).catch((error) => {
        throw new Error(error.message.split('\n')[0].replace(/^page\.evaluate: /, ''));
      });
    }
    return { ask, page, files, close: () => context.close() };
  }
  async function close() {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return { start, close, version: browser.version() };
}
