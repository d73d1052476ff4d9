// The rules of files: their names, first lines and lengths, and where formats may be named.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { filesIn, read, root } from './support/source-tree.mjs';

function check(problems) {
  assert.deepEqual(problems, []);
}

test('TypeScript: kebab-case names, no default exports, no enums, no any', () => {
  for (const path of [...filesIn('web', /\.ts$/), ...filesIn('npm/cli', /\.ts$/)]) {
    assert.match(basename(path), /^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/, path);
    if (path.endsWith('.d.ts')) continue;
    assert.doesNotMatch(
      read(path),
      /\bexport default\b|^\s*(export )?(const )?enum\b|: any\b|as any\b|@ts-(ignore|nocheck)/m,
      path,
    );
  }
});

const code = /\.(h|cc|ts|js|mjs|cmake|css)$|CMakeLists\.txt$/;
const sources = [
  'src',
  'third_party',
  'bindings',
  'web',
  'npm/cli',
  'npm/scripts',
  'npm/site',
  'cmake',
  'demo',
  'tests',
  'docs',
].flatMap((folder) => filesIn(folder, code));

/** The code of a file without its comments and imports. */
const withoutWords = (path) =>
  read(path)
    .replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')
    .replace(/(from|import\() *['"][^'"]*['"]/g, '');

test('a format is named by its codec, and by what OpenCV does with it alone', () => {
  const names = readdirSync(join(root, 'src/codecs')).join('|');
  const named = new RegExp(`['"\`](${names})['"\`]|\\bformats\\.(${names})\\b|^\\s*(${names}):`, 'm');
  const own = /^src\/codecs\/|^web\/(generated\/|types\/generated\.ts$|cv\/formats\/)/;
  const everywhere = ['src', 'bindings', 'web', 'npm/cli', 'npm/scripts', 'demo']
    .flatMap((folder) => filesIn(folder, code))
    .filter((path) => !own.test(path));
  assert.ok(everywhere.length > 200);
  check(
    everywhere.flatMap(
      (path) =>
        named
          .exec(withoutWords(path))
          ?.slice(0, 1)
          .map((found) => `${path}: ${found.trim()}`) ?? [],
    ),
  );
});

// Lines as the formatters break them: of 120 columns at most, of 100 in C++.
test('files stay short', () => {
  const limit = (path) => {
    if (/^(src\/(codecs|deflate|entropy|jpeg-library)|third_party)\//.test(path)) return 300;
    return /^tests\/|\.css$/.test(path) ? 350 : 240;
  };
  const lines = (path) => read(path).split('\n').length - 1;
  check(
    sources
      .filter((path) => !/^web\/(generated\/|types\/generated\.ts$)/.test(path) && lines(path) > limit(path))
      .map((path) => `${path}: ${lines(path)}`),
  );
});

test("a file's first line says what lives there", () => {
  check(sources.filter((path) => !path.endsWith('CMakeLists.txt') && !/^(#!.*\n)?(\/\/|\/\*|#) ?\S/.test(read(path))));
});
