// Words and turns that do not come back: British spellings beside an API that says `color`, and turns that make a sentence a
// riddle. Looked at are the pages, the doc comments that the package ships, and the command's own texts; for spelling all code, too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesIn } from '../support/source-tree.mjs';
import { pages, read } from './support.mjs';

const british = [
  /(colour|favour|behaviour|neighbour|honour|flavour)\w*/i,
  /\bgr[e]y(scale|ish|s)?\b/i,
  /\blicences?\b/i,
  /\b(optimi|quanti|recogni|minimi|normali|initiali|reali|organi|utili|summari|speciali)s(e[ds]?|ing|ation)\b/i,
  /\b(centre|metres?|catalogue|whilst|analyse[ds]?|cancelled)\b/i,
];

/** Each with what to say instead. */
const riddles = [
  [/\bof which\b/i, 'a sentence of its own'],
  [/\bso many\b/i, 'a number, or "the most"'],
  [/\bthose of\b/i, 'the noun itself'],
  [/\bthat of\b/i, 'the noun itself'],
  [/\bwhat else\b/i, '"other …", "further …"'],
  [/\bchange places\b/i, '"are mirrored", "are swapped"'],
  [/\bwithout a word\b/i, '"silently"'],
  [/\bby the run\b/i, '"depending on the run"'],
  [/\b(is|are) to have\b/i, '"has", "must have"'],
  [/\bgo(es)? along\b/i, '"is kept", "is written"'],
  [/\b(is|are) told by\b/i, '"decides", "shows"'],
  [/\b(has|have|had) (a|no) place for\b/i, '"can store", "cannot store"'],
  [/\bbeside others\b/i, '"comparison"'],
  [/\bhonest limits\b/i, '"limitations"'],
  [/\bwhat few\b/i, '"rarely used"'],
  [/\bthe likeness\b/i, '"similarity", "PSNR"'],
  [/\bdoes not heed\b/i, '"ignores"'],
];

/** Texts without code, since names of others are spelled as they are. */
const prose = (text) =>
  text
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/<!-- libraries:start -->[^]*<!-- libraries:end -->/, '');
const comments = (text) =>
  (text.match(/^\s*(\/\*\*?|\*|\/\/) .*$|\s\/\/ .*$/gm) ?? []).join('\n').replace(/`[^`\n]*`/g, '');
const strings = (text) => (text.match(/'[^'\n]{12,}'|`[^`]{12,}`/g) ?? []).join('\n');

const found = (where, text, pattern) =>
  text
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => `${where}: ${line.trim()}`);

const shipped = ['npm/dist/types/index.d.ts', 'npm/dist/types/cv.d.ts'].map((path) => [path, comments(read(path))]);
const texts = [
  ...pages.map((page) => [page, prose(read(page))]),
  ...shipped,
  ...filesIn('npm/cli', /\.ts$/).map((path) => [path, strings(read(path))]),
];
const everyComment = filesIn('web', /\.ts$/)
  .filter((path) => !/generated/.test(path))
  .map((path) => [path, comments(read(path))]);

const sources = ['src', 'bindings', 'third_party', 'tests', 'npm/scripts', 'demo', 'cmake']
  .flatMap((folder) => filesIn(folder, /\.(h|cc|mjs|js|ts|css|html|cmake)$/))
  .filter((path) => !/words\.test|css-colors|\/bench\/|\/fixtures\//.test(path))
  .map((path) => [path, /\.(h|cc|cmake)$/.test(path) ? read(path) : comments(read(path))]);

test('there is something to read', () => {
  assert.ok(texts.length > 40 && everyComment.length > 100 && sources.length > 400);
  assert.ok(shipped.every(([, text]) => text.length > 5000));
});

test('American spelling', () => {
  const all = [...texts, ...everyComment, ...sources];
  assert.deepEqual(
    all.flatMap(([where, text]) => british.flatMap((pattern) => found(where, text, pattern))),
    [],
  );
});

for (const [pattern, instead] of riddles)
  test(`no "${pattern.source.replace(/\\b/g, '')}": say ${instead}`, () => {
    assert.deepEqual(
      texts.flatMap(([where, text]) => found(where, text, pattern)),
      [],
    );
  });
