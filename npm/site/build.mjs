// Builds the site: README, docs/ and the other pages as HTML with a search, and the demo. All addresses are relative and all
// files are its own, so that it can be served from any folder, and, but for the demo, opened without a server.
// Usage: node npm/site/build.mjs <folder>
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folders } from '../../demo/serve.mjs';
import MiniSearch from 'minisearch';
import { linksIn, rendered, sectionsOf } from './markdown.mjs';
import { searchOptions } from './search-options.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));
const out = process.argv[2];
if (!out) throw new Error('usage: node npm/site/build.mjs <folder>');

const sources = [
  'README.md',
  'BENCHMARKS.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const addressOf = (source) => source.replace(/README\.md$/, 'index.html').replace(/\.md$/, '.html');
const addresses = new Map(sources.map((source) => [source, addressOf(source)]));

/** Where a link of a page leads on the site; undefined where only the repository has it. */
function resolved(source, link) {
  if (/^[a-z]+:|^#/.test(link)) return link;
  const [path, anchor] = link.split('#');
  const target = posix.normalize(posix.join(posix.dirname(source), path));
  const place = addresses.get(target) ?? (isPicture(target) ? target : undefined);
  if (place === undefined) return undefined;
  const relative = posix.relative(posix.dirname(addressOf(source)), place);
  return anchor === undefined ? relative : `${relative}#${anchor}`;
}

const isPicture = (path) => /\.(png|svg)$/.test(path) && existsSync(join(root, path));

/** The menu: the pages in the order of docs/README.md. */
const titles = new Map(
  linksIn(readFileSync(join(root, 'docs/README.md'), 'utf8')).map(({ text, link }) => [`docs/${link}`, text]),
);
const menu = [...titles].map(([source, text]) => ({ source, text })).filter(({ source }) => addresses.has(source));

function page(source, { title, html, live }) {
  const address = addressOf(source);
  const up = posix.relative(posix.dirname(address), '') || '.';
  const items = menu.map(({ text, source: target }) => {
    const current = target === source ? ' aria-current="page"' : '';
    return `<li><a href="${resolved(source, posix.relative(posix.dirname(source), target))}"${current}>${text}</a></li>`;
  });
  return `<!doctype html>
<html lang="en" data-root="${up}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}/site/style.css">
<script defer src="${up}/site/minisearch.js"></script>
<script defer src="${up}/site/search-index.js"></script>
<script defer src="${up}/site/search.js"></script>${live ? `\n<script defer src="${up}/site/live.js"></script>` : ''}
</head>
<body>
<header>
<a href="${up}/index.html">imwrite</a>
<a href="${up}/demo/index.html">Demo</a>
<a href="${up}/BENCHMARKS.html">Benchmarks</a>
<search><input type="search" id="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off"><ol id="found" hidden></ol></search>
</header>
<nav aria-label="Documentation"><ul>${items.join('')}</ul></nav>
<main>
${html}
</main>
</body>
</html>
`;
}

const put = (path, text) => {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
};
const copy = (from, to, filter) => cpSync(from, join(out, to), { recursive: true, dereference: true, filter });

rmSync(out, { recursive: true, force: true });
const sections = [];
const pictures = new Set();
for (const source of sources) {
  const text = readFileSync(join(root, source), 'utf8');
  const content = rendered(text, (link) => resolved(source, link));
  for (const link of content.pictures) pictures.add(posix.normalize(posix.join(posix.dirname(source), link)));
  put(addressOf(source), page(source, content));
  for (const section of sectionsOf(text)) {
    const url = section.anchor ? `${addressOf(source)}#${section.anchor}` : addressOf(source);
    sections.push({ ...section, id: sections.length, url, page: content.title });
  }
}
for (const picture of pictures) copy(join(root, picture), picture);

const index = new MiniSearch(searchOptions);
index.addAll(sections);
put('site/search-index.js', `globalThis.searchIndex = ${JSON.stringify({ options: searchOptions, index })};\n`);
copy(join(here, 'node_modules/minisearch/dist/umd/index.js'), 'site/minisearch.js');
const parts = [
  'search.js',
  'style.css',
  'live.js',
  'live-frame.html',
  'live-frame.js',
  'live-imwrite.js',
  'paint.js',
  'tell.js',
];
for (const name of parts) copy(join(here, name), `site/${name}`);

copy(join(root, 'demo'), 'demo', (path) => !path.endsWith('.mjs'));
for (const part of ['browser', 'static', 'wasm']) copy(join(root, 'npm/dist', part), `demo/imwrite/${part}`);
for (const { prefix, folder, only = [] } of folders)
  for (const name of only) copy(join(folder, name), `demo${prefix}${name}`);
console.log(`${sources.length} pages, ${sections.length} sections: ${join(out, 'index.html')}`);
