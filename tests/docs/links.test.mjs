// Every relative link and anchor of README, docs/ and the other pages leads somewhere, docs/README.md names every page, and the
// facts that README repeats are those of the pages that they come from.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { anchors } from '../../npm/site/anchors.mjs';
import { pages, read, root } from './support.mjs';

const withoutCode = (text) =>
  text.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()<>]/g, ' '));

/** Links and pictures, as far as they lead into the repository. */
const linksOf = (page) =>
  [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)|<img [^>]*src="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source)
    .filter((link) => !/^[a-z]+:/.test(link));

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page) => {
  const headings =
    read(page)
      .replace(/^```[^]*?^```$/gm, '')
      .match(/^#+ .*$/gm) ?? [];
  const anchor = anchors();
  return headings.map((heading) => anchor(heading.replace(/^#+ /, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')));
};

test('every relative link and anchor leads somewhere', () => {
  let count = 0;
  const broken = pages.flatMap((page) =>
    linksOf(page).flatMap((link) => {
      ++count;
      const [path, anchor] = link.split('#');
      const target = path === '' ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(root, target))) return [`${page}: ${link}: no such file`];
      if (anchor !== undefined && !anchorsOf(target).includes(anchor)) return [`${page}: ${link}: no such heading`];
      return [];
    }),
  );
  assert.deepEqual(broken, []);
  assert.ok(count > 150, String(count));
});

test('docs/README.md lists every page', () => {
  const listed = linksOf('docs/README.md').map((link) => `docs/${link}`);
  const unlisted = pages.filter(
    (page) => page.startsWith('docs/') && page !== 'docs/README.md' && !listed.includes(page),
  );
  assert.deepEqual(unlisted, []);
});

test('README is short', () => assert.ok(read('README.md').split('\n').length <= 201));

test("README's times are those of BENCHMARKS.md, the losses first", () => {
  const rows = read('README.md')
    .split('\n')
    .filter((line) => /^\| .*, (Node|Chromium) \|/.test(line));
  assert.equal(rows.length, 4);
  const measured = read('BENCHMARKS.md').split('\n');
  assert.deepEqual(
    rows.filter((row) => !measured.includes(row)),
    [],
  );
  const own = rows.map((row) => Number(/\*\*([\d.]+)\*\*/.exec(row)[1]));
  assert.deepEqual(
    own,
    own.toSorted((a, b) => b - a),
  );
});

test("README's runtimes are those of docs/hosts.md, its engines those of the error without them", () => {
  const readme = read('README.md');
  const runtimes = /^\| Deno, .*$/m.exec(readme)[0];
  const hosts = read('docs/hosts.md');
  const versions = runtimes.match(/(Deno|Bun|wrangler|edge-runtime) \d[\d.]*/g);
  assert.equal(versions.length, 4);
  assert.deepEqual(
    versions.filter((version) => !hosts.includes(version)),
    [],
  );
  const [, chrome, firefox, safari, node] = /Chrome (\S+), Firefox (\S+), Safari (\S+), Node (\S+) or/.exec(
    read('web/wasm/engine.ts'),
  );
  for (const [name, least] of Object.entries({ Chrome: chrome, Firefox: firefox, Safari: safari, Node: node }))
    assert.match(readme, new RegExp(`^\\| ${name}[^|]*\\| ${least} \\|`, 'm'));
});
