// Serves the demo page: this folder, the built package under /imwrite/, the page's libraries under /vendor/, and three pictures of
// the tests' fixtures. Or it serves the site, which has the demo in a folder of its own.
// Usage: node demo/serve.mjs [--site folder] [port]      (default: PORT, or 8080; only this computer can reach it)
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What is served where; the longest prefix decides. */
export const folders = [
  { prefix: '/imwrite/', folder: join(root, 'npm/dist') },
  { prefix: '/pictures/', folder: join(root, 'tests/fixtures'), only: ['coffee.png', 'chelsea.png', 'astronaut.png'] },
  {
    prefix: '/vendor/',
    folder: join(root, 'npm/node_modules'),
    only: ['client-zip/index.js', 'uplot/dist/uPlot.esm.js', 'uplot/dist/uPlot.min.css'],
  },
  { prefix: '/', folder: join(root, 'demo') },
];

/** Files of other types (such as this one) are not served. */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** Every answer carries them: workers take their policy from their own script's headers. */
export const headers = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "img-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/** The file behind a request's path, or undefined. Nothing outside the folders is ever found. */
async function find(folders, path) {
  const entry = folders.find(({ prefix }) => path.startsWith(prefix));
  if (!entry) return undefined;
  const { prefix, folder, only, headers: own = headers } = entry;
  const name = path.slice(prefix.length) || 'index.html';
  const segments = name.split('/');
  if (/[\\\0]/.test(name) || segments.some((segment) => segment === '' || segment.startsWith('.'))) return undefined;
  const type = types[extname(name)];
  if (!type || (only && !only.includes(name))) return undefined;
  try {
    const file = await realpath(join(folder, ...segments));
    if (!file.startsWith((await realpath(folder)) + sep)) return undefined;
    const { size } = await stat(file);
    return { file, type, size, headers: own };
  } catch {
    return undefined;
  }
}

/** Answers requests from these folders; tests serve the site by it. */
export const answering = (folders) => async (request, response) => {
  const refuse = (status, text, more = {}) =>
    response.writeHead(status, { ...headers, ...more, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' });
  let found;
  try {
    found = await find(folders, decodeURIComponent(request.url.split(/[?#]/, 1)[0]));
  } catch {
    return refuse(400, 'That address cannot be read.');
  }
  if (!found) return refuse(404, 'There is no such file here.');
  response.writeHead(200, { ...found.headers, 'Content-Type': found.type, 'Content-Length': found.size });
  if (request.method === 'HEAD') return response.end();
  createReadStream(found.file)
    .on('error', () => response.destroy())
    .pipe(response);
};

/** Answers a request for the demo; the browser tests use it too. */
export const answer = answering(folders);

/** The demo of the site has the demo's headers; its pages run the examples that a visitor changes, which the policy forbids. */
const siteFolders = (site) => [
  { prefix: '/demo/', folder: join(site, 'demo') },
  { prefix: '/', folder: site, headers: { 'Cache-Control': 'no-cache' } },
];

if (process.argv[1] && import.meta.url === pathToFileURL(await realpath(process.argv[1])).href) {
  const { values, positionals } = parseArgs({ options: { site: { type: 'string' } }, allowPositionals: true });
  const port = Number(positionals[0] ?? process.env.PORT ?? 8080);
  const server = createServer(values.site ? answering(siteFolders(values.site)) : answer);
  server.on('error', (error) => {
    const why =
      error.code === 'EADDRINUSE' ? `port ${port} is taken; name another one: npm run demo -- 8081` : error.message;
    process.stderr.write(`The demo could not start: ${why}\n`);
    process.exitCode = 1;
  });
  server.listen(port, '127.0.0.1', () => {
    const url = `http://localhost:${server.address().port}/`;
    const places = values.site ? `The documentation is on ${url}, the demo on ${url}demo/` : `The demo is on ${url}`;
    process.stdout.write(`${places} (Ctrl+C ends it)\n`);
  });
}
