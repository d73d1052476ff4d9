// The table of features in docs/comparison.md: every mark is a file that was written and read by somebody else, or a call that was made.
// Usage: npm --prefix npm run features      needs the built package; says on stderr why a try failed
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installHostTools, installPackages } from '../../npm/scripts/steps/build-steps.mjs';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { root } from '../../npm/scripts/steps/places.mjs';

const packages = {
  imwrite: 'imwrite',
  opencv: 'OpenCV 4.6',
  sharp: 'sharp',
  'wasm-vips': 'wasm-vips',
  'magick-wasm': 'magick-wasm',
  jsquash: 'jSquash',
  icodec: 'icodec',
  'to-blob': '`canvas.toBlob`',
};
const ids = Object.keys(packages);
const say = (id, title, reason) => process.stderr.write(`${id}: ${title}: ${reason}\n`);

async function measure() {
  const { groups } = await import('./features/rows.mjs');
  const { mark } = await import('./features/ask.mjs');
  const { pageRows } = await import('./features/pages.mjs');
  const rows = groups.flatMap(([group, members]) =>
    members.map((row) => ({ ...row, title: `${group}: ${row.title}`, marks: {} })),
  );
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-features-'));
  for (const id of ids) {
    const adapter = await import(`./features/packages/${id}.mjs`);
    for (const row of rows)
      row.marks[id] = await mark(adapter, row, folder, (name, reason) => say(id, `${row.title} ${name}`, reason));
    await adapter.close?.();
  }
  rmSync(folder, { recursive: true });
  return [...rows, ...(await pageRows((id, reason) => say(id, 'page', reason)))];
}

/** A row that was not tried with a package has a dot. */
const cell = (value) => ({ true: '✓', false: '–', undefined: '·' })[value] ?? value;

function table(rows) {
  const lines = rows.map(({ title, marks }) => [title, ...ids.map((id) => cell(marks[id]))]);
  const all = [['', ...Object.values(packages)], ['---', ...ids.map(() => ':-:')], ...lines];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

await runMain(async () => {
  await installHostTools('--bench');
  await installHostTools('--tests');
  await installPackages({ folder: join(root, 'tests/bench'), title: 'Packages to compare with' });
  const text = table(await measure());
  process.stdout.write(`${text}\n`);
  const path = join(root, 'docs/comparison.md');
  const page = readFileSync(path, 'utf8');
  const [start, end] = ['<!-- features:start -->', '<!-- features:end -->'];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/comparison.md needs the lines ${start} and ${end}`);
  writeFileSync(path, `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`);
  return 0;
});
// Packages leave workers behind.
process.exit();
