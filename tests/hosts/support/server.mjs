// A server for files of one folder, as a plain static host gives them.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves `folder` below `base`. `headers` go with every answer. @returns The address of `base`, and `close()`. */
export async function serve(folder, { base = '/', headers = {}, host = 'localhost' } = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(request.url.split(/[?#]/, 1)[0]));
    if (path === '/favicon.ico') return response.writeHead(204).end();
    const inside = path.startsWith(base) ? path.slice(base.length - 1) : undefined;
    const file = inside && join(folder, inside.endsWith('/') ? `${inside}index.html` : inside);
    const body = file && (await readFile(file).catch(() => undefined));
    if (!body) return response.writeHead(404, headers).end('not found');
    return response.writeHead(200, { ...headers, 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://${host}:${server.address().port}${base}`, close };
}
