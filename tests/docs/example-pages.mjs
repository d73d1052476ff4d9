// Puts the examples for pages where the tests' server finds them.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { paint } from '../../npm/site/paint.js';
import { checked, root } from './support.mjs';

const types = { '.js': 'text/javascript; charset=utf-8', '.wasm': 'application/wasm' };

const setup = `
globalThis.paint = ${paint};
paint(document.querySelector('canvas'));
let last;
const log = console.log.bind(console);
console.log = (...values) => { last = values.join(' '); log(...values); };
globalThis.__expect = (text) => { if (last !== text) throw new Error('printed ' + last + ', not ' + text); };
addEventListener('error', ({ message }) => (globalThis.failure ??= message));
addEventListener('unhandledrejection', ({ reason }) => (globalThis.failure ??= String(reason)));
`;

const body = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>example</title><link rel="icon" href="data:,"></head>
  <body><canvas width="600" height="400"></canvas> <img alt=""> <input type="file"> <progress></progress>
  <script src="/examples/setup.js"></script>`;

/** Gives the path of a page that runs the block as a module; `imported` exposes its exports as `globalThis.example`. */
export function modulePage(site, { page, line, code }) {
  const name = `/examples/${page.replace(/\W/g, '-')}-${line}`;
  const text = checked(code).replaceAll(
    /from 'imwrite(\/cv)?'/g,
    (_, cv) => `from '/imwrite/browser/${cv ? 'cv' : 'index'}.js'`,
  );
  const script = `import * as example from '${name}.js';\nObject.assign(globalThis, { example, done: true });\n`;
  site.pages['/examples/setup.js'] = { type: types['.js'], body: setup };
  site.pages[`${name}.js`] = { type: types['.js'], body: text };
  site.pages[`${name}-start.js`] = { type: types['.js'], body: script };
  const html = `${body}<script type="module" src="${name}-start.js"></script></body></html>`;
  site.pages[`${name}.html`] = { type: 'text/html; charset=utf-8', body: html };
  return `${name}.html`;
}

/** Gives the path of the block as a page of its own, beside a node_modules with the package. */
export function htmlPage(site, { code }) {
  site.server.override = (path) => {
    if (!path.startsWith('/node_modules/imwrite/')) return undefined;
    const file = join(root, 'npm', path.slice('/node_modules/imwrite/'.length));
    return { type: types[extname(file)], body: readFileSync(file) };
  };
  const html = `<!doctype html><title>example</title><link rel="icon" href="data:,">\n${code}`;
  // People's pages may hold scripts, the demo's may not.
  const headers = { 'Content-Security-Policy': "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" };
  site.pages['/readme.html'] = { type: 'text/html; charset=utf-8', body: html, headers };
  site.pages['/upload'] = { body: 'ok' };
  return '/readme.html';
}
