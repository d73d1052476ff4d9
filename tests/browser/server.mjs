// The demo's server for tests: it keeps a list of what was asked for, and single paths can be answered differently.
import { createServer } from 'node:http';
import { answer, headers } from '../../demo/serve.mjs';

/**
 * `pages` are more files, by path: `{ '/sw.js': { type, body, headers? } }`. `override(path)` may return `{ status?, type?, body? }`
 * for a path; what it leaves out stays as the demo's server has it. `headers` go with every answer.
 */
export async function startServer({ pages = {}, headers: own = {} } = {}) {
  const log = [];
  let override = () => undefined;
  const server = createServer((request, response) => {
    const path = request.url.split(/[?#]/, 1)[0];
    log.push(path);
    // Every fetch must reach this log.
    response.setHeader('Cache-Control', 'no-store');
    for (const [name, value] of Object.entries(own)) response.setHeader(name, value);
    const changed = override(path) ?? pages[path];
    if (changed?.body !== undefined || changed?.status) {
      const { status = 200, type = 'text/plain', body = '', headers: more } = changed;
      return response
        .writeHead(status, { ...headers, 'Cache-Control': 'no-store', 'Content-Type': type, ...more })
        .end(body);
    }
    const writeHead = response.writeHead.bind(response);
    response.writeHead = (status, given) =>
      writeHead(status, {
        ...given,
        'Cache-Control': 'no-store',
        ...(changed?.type && { 'Content-Type': changed.type }),
      });
    return answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}/`,
    log,
    /** How often a path that ends like this was asked for. */
    count: (end) => log.filter((path) => path.endsWith(end)).length,
    set override(next) {
      override = next ?? (() => undefined);
      log.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
