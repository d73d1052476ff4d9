// What a host.mjs gets: programs of its folder, servers, pages. Everything that is started here ends with the check.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resultOfPage } from './pages.mjs';
import { freePort, run, start } from './processes.mjs';
import { serve } from './server.mjs';

export function toolsFor(host, tarball) {
  const open = [];
  const tools = {
    name: host.name,
    /** The packed package, for hosts that install it themselves. */
    tarball,
    /** The host's files, its node_modules with imwrite in it, and check.js. Set when all are there. */
    folder: undefined,
    path: (...names) => join(tools.folder, ...names),
    /** A program of node_modules/.bin. */
    bin: (name) => tools.path('node_modules/.bin', name),
    read: (name) => readFileSync(tools.path(name), 'utf8'),
    write(name, text) {
      mkdirSync(dirname(tools.path(name)), { recursive: true });
      writeFileSync(tools.path(name), text);
    },
    copy: (from, to) => cpSync(tools.path(from), tools.path(to), { recursive: true }),
    /** The file of imwrite that a page's `import` of an entry ('.', './inline') means, from the host's folder. */
    entry(name) {
      const { exports } = JSON.parse(tools.read('node_modules/imwrite/package.json'));
      return chosen(exports[name]).replace('./', './node_modules/imwrite/');
    },
    freePort,
    /** Runs a program in the host's folder to its end; gives its output. */
    run: (command, args = [], options) => run(command, args, { cwd: tools.folder, ...options }),
    /** Runs a program that prints `HOST-RESULT {…}`. */
    async printed(command, args, options) {
      const output = await tools.run(command, args, options);
      const line = /^.*?HOST-RESULT (\{.*\})\s*$/m.exec(output);
      if (!line) throw new Error(`no result was printed; but:\n${output.slice(-1500)}`);
      return JSON.parse(line[1]);
    },
    /** Starts a server that is ready when it prints what `options.ready` matches. */
    async start(command, args, options) {
      const server = await start(command, args, { cwd: tools.folder, ...options });
      open.push(server.stop);
      return server;
    },
    /** Serves a folder as static files; gives its address. */
    async serve(name = '.', options) {
      const { url, close } = await serve(tools.path(name), options);
      open.push(close);
      return url;
    },
    /** Opens a page; gives the result that it leaves in globalThis.hostResult. */
    page: (url, options) => resultOfPage(url, options),
    /** The result as a route answers with it. */
    async fetched(url, { timeout = 120_000 } = {}) {
      const response = await fetch(url, { signal: AbortSignal.timeout(timeout) });
      const text = await response.text();
      if (!response.ok) throw new Error(`${url}: ${response.status} ${text.slice(0, 500)}`);
      return JSON.parse(text);
    },
    /** Calls `close` when the check is done. */
    onEnd: (close) => void open.push(close),
    async stopServers() {
      for (const close of open.splice(0)) await close();
    },
  };
  return tools;
}

/** The target of an entry in `exports`, as pages choose it. */
function chosen(target) {
  if (typeof target === 'string') return target;
  const condition = Object.keys(target).find((name) => ['browser', 'import', 'default'].includes(name));
  return chosen(target[condition]);
}

/** The npm package that is nothing but Node's program, for this machine. */
export const nodeProgram = `node-${process.platform}-${process.arch}`;
