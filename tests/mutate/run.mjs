// npm run mutate: changes one operator or constant at a time in web/ and src/codecs, and reports the changes that no test
// notices. A change that is missed is a test that is missing, or code that is not needed, or a change of nothing.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { changed, changesIn, placeOf, sampleOf } from './changes.mjs';
import { judgeOf, read, write } from './judges.mjs';
import { makeScratch, root } from './scratch.mjs';
import { isTried } from './selections.mjs';

const usage = `Usage: npm --prefix npm run mutate -- [options]
  --sample <n>       how many changes to try, drawn from all (200)
  --seed <n>         draws others (1)
  --files <pattern>  only in files whose paths match this regular expression
  --minutes <n>      stop after so long
  --list             print the changes, try none
Needs the package's modules and, for C++, the tools of the native build: run npm test once before.
`;

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    files: { type: 'string', default: '' },
    minutes: { type: 'string', default: 'Infinity' },
    list: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

const filesIn = (folder, pattern) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
const wanted = new RegExp(values.files);
const sources = [
  ...filesIn('web', /\.ts$/).filter(isTried),
  ...filesIn('src/codecs', /(?<!_test)\.(cc|h)$/).filter(isTried),
].filter((path) => wanted.test(path));
const all = sources.flatMap((path) =>
  changesIn(read(path), judgeOf(path).language).map((change) => ({ path, ...change })),
);

/** A change in a line: web/a.ts:12: < → <=: the source. */
function described({ path, ...change }) {
  const { line, what, source } = placeOf(read(path), change);
  return `${path}:${line}: ${what}: ${source}`;
}

/** Those of the draw that are other programs, as many as asked for. */
async function draw() {
  const drawn = [];
  for (const change of sampleOf(all, all.length, Number(values.seed))) {
    if (drawn.length >= Number(values.sample)) break;
    const text = read(change.path);
    if (!(await judgeOf(change.path).isSame(text, changed(text, change)))) drawn.push(change);
  }
  return drawn;
}

const drawn = await draw();
if (values.list) {
  for (const change of drawn) process.stdout.write(`${described(change)}\n`);
  process.exit(0);
}

const folder = makeScratch();
const prepared = new Set();
/** By the tests that run: how long they may take, which they do as the sources are. */
const limits = new Map();

/** Seconds that the tests of a file may take; they must pass when nothing is changed. */
async function limitOf(path) {
  const judge = judgeOf(path);
  if (!prepared.has(judge)) await judge.prepare(folder);
  prepared.add(judge);
  const key = judge.keyOf(path);
  if (!limits.has(key)) {
    const start = Date.now();
    const outcome = await judge.judge(folder, path, 3600);
    if (outcome !== 'missed') throw new Error(`The tests of ${path} do not pass as the sources are: run them first.`);
    limits.set(key, 30 + (4 * (Date.now() - start)) / 1000);
  }
  return limits.get(key);
}

const counts = { noticed: 0, missed: 0, invalid: 0 };
const missed = [];
const end = Date.now() + Number(values.minutes) * 60_000;
for (const change of drawn) {
  if (Date.now() > end) break;
  const seconds = await limitOf(change.path);
  const text = read(change.path);
  write(folder, change.path, changed(text, change));
  const outcome = await judgeOf(change.path).judge(folder, change.path, seconds);
  write(folder, change.path, text);
  ++counts[outcome];
  if (outcome === 'missed') missed.push(change);
  process.stdout.write(`${outcome.padEnd(8)} ${described(change)}\n`);
}

const tried = counts.noticed + counts.missed;
process.stdout.write(
  `\n${tried} changes of ${all.length}: tests notice ${counts.noticed} and miss ${counts.missed}; ${counts.invalid} more do not build.\n`,
);
for (const change of missed) process.stdout.write(`  ${described(change)}\n`);
