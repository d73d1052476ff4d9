// The pictures of the pages: each is there, small, and described; those that scripts draw are up to date, and each has its page.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { drawn } from '../../docs/pictures/all.mjs';
import { pages, read, root } from './support.mjs';

const shown = [...pages, 'BENCHMARKS.md'].flatMap((page) =>
  [...read(page).matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, words, link]) => ({
    page,
    words,
    path: posix.normalize(posix.join(posix.dirname(page), link)),
  })),
);

test('every picture that a page shows is there, and described', () => {
  const local = shown.filter(({ path }) => !/^https?:/.test(path));
  assert.ok(local.length > 20, String(local.length));
  assert.deepEqual(
    local.filter(({ path, words }) => !existsSync(join(root, path)) || words.length < 20),
    [],
  );
});

test('the drawn pictures are up to date: npm --prefix npm run docs', async () => {
  const texts = await drawn();
  const files = readdirSync(join(root, 'docs/pictures')).filter((name) => name.endsWith('.svg'));
  assert.deepEqual(Object.keys(texts).sort(), files.map((name) => `docs/pictures/${name}`).sort());
  assert.deepEqual(
    Object.entries(texts)
      .filter(([path, text]) => read(path) !== text)
      .map(([path]) => path),
    [],
  );
});

for (const name of readdirSync(join(root, 'docs/pictures')).filter((file) => file.endsWith('.svg'))) {
  test(`${name}: a page shows it, it is small, has a title and colors for dark pages, and needs no other file`, () => {
    const path = `docs/pictures/${name}`;
    assert.ok(shown.some((picture) => picture.path === path));
    assert.ok(statSync(join(root, path)).size < 60_000);
    const text = readFileSync(join(root, path), 'utf8');
    assert.match(text, /<title>[^<]{20,}<\/title>/);
    assert.match(text, /prefers-color-scheme: dark/);
    assert.doesNotMatch(text, /href="(?!data:)|url\(|<script/);
  });
}
