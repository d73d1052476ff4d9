// Every code block of README, docs/ and the other pages runs: JavaScript in Node or (page-blocks.test.mjs) in Chromium, shell
// lines with the built command. C++ and CMake lines stand in the sources. What is not run is listed in not-run.mjs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../support/files.mjs';
import { filesIn, read as readSource } from '../support/source-tree.mjs';
import { exampleFolder, run } from './folder.mjs';
import { notRun } from './not-run.mjs';
import { blocksOf, checked, pages, root } from './support.mjs';

const parent = temporaryFolder('blocks');

// Their blocks run together, beside those that they are compared with.
const elsewhere = {
  'docs/from-cv2-imwrite.md': 'from-cv2-imwrite.test.mjs',
  'docs/migrating.md': 'migrating.test.mjs',
};
// Servers listen; recipes.test.mjs calls them.
const recipes = 'docs/recipes.md';
// Each block of the registry's README stands in README.md.
const copies = 'npm/README.md';

const keyOf = ({ page, code }) => `${page}: ${code.split('\n', 1)[0]}`;
const all = pages.flatMap(blocksOf);

const sources = ['src', 'web', 'cmake']
  .flatMap((folder) => filesIn(folder, /\.(h|cc|txt|cmake)$/))
  .map((path) => readSource(path).replace(/\s+/g, ' '))
  .join(' ');
/** Formatters break lines elsewhere than pages do. */
const inSources = (code) => sources.includes(code.trim().replace(/\s+/g, ' '));

/** What runs a block of a language and role. */
const runners = {
  js: async (folder, { code, line }) => {
    const file = join(folder, `line-${line}.mjs`);
    writeFileSync(file, checked(code));
    const preload = pathToFileURL(join(root, 'tests/docs/expect-output.mjs')).href;
    await run(folder, process.execPath, ['--import', preload, file]);
  },
  sh: (folder, { code }) => run(folder, 'bash', ['-euo', 'pipefail', '-c', code]),
  cpp: (_, { code }) => assert.ok(inSources(code), `the sources have no such lines:\n${code}`),
  cmake: (_, { code }) => assert.ok(inSources(code), `the sources have no such lines:\n${code}`),
  // What a program prints or a file holds, declarations that the compiler wrote.
  text: () => {},
  ts: () => {},
};

const inPages = ({ language, role }) => language === 'html' || role === 'page';
const isServer = ({ code }) => /\.listen\(/.test(code);

describe('blocks', { concurrency: 2 }, () => {
  for (const page of pages.filter((name) => !(name in elsewhere) && name !== copies)) {
    const blocks = blocksOf(page).filter((block) => !(keyOf(block) in notRun) && !inPages(block));
    if (blocks.length === 0) continue;
    test(page, async () => {
      const folder = await exampleFolder(parent);
      for (const block of blocks) {
        if (page === recipes && isServer(block)) continue;
        if (block.role === 'example') continue;
        const runner = runners[block.language];
        assert.ok(runner, `${page}:${block.line}: nothing runs the language '${block.language}'`);
        try {
          await runner(folder, block);
        } catch (error) {
          throw new Error(`${page}:${block.line}: ${error.stderr || error.message}`, { cause: error });
        }
      }
    });
  }
});

test('what is not run is there, and is little', () => {
  const keys = all.map(keyOf);
  assert.deepEqual(
    Object.keys(notRun).filter((key) => !keys.includes(key)),
    [],
  );
  assert.equal(Object.keys(notRun).length, 7);
});

test("the registry's README has no block of its own", () => {
  const known = blocksOf('README.md').map(({ code }) => code);
  const blocks = blocksOf(copies);
  assert.ok(blocks.length >= 5);
  assert.deepEqual(
    blocks.filter(({ code }) => !known.includes(code)),
    [],
  );
});
