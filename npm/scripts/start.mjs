// npm start: builds what is missing, then writes a picture of the fixtures in every format; with arguments, runs the
// command line on them instead, seen from the folder where npm was called.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { buildAll } from './steps/build-steps.mjs';
import { runMain } from './steps/main.mjs';
import { npmFolder, root } from './steps/places.mjs';

const commandLine = `${npmFolder}/dist/cli.js`;
const picture = 'tests/fixtures/coffee.png';
const outputs = ['out/coffee.jpg', 'out/coffee.png', 'out/coffee.webp', 'out/coffee.tiff'];

await runMain(async () => {
  await buildAll();
  const given = process.argv.slice(2);
  if (given.length > 0) return runHere(given);
  const { imread } = await import(`${npmFolder}/dist/node/index.js`);
  const { data, width, height } = await imread(`${root}/${picture}`);
  process.stdout.write(`\n${picture}: ${width} × ${height} pixels, ${kilobytes(data.byteLength)} of raw samples\n\n`);
  mkdirSync(`${root}/out`, { recursive: true });
  const rows = outputs.map((output) => [output, ...write(output, data.byteLength)]);
  printTable([['file', 'size', 'of raw', 'time'], ...rows]);
  process.stdout.write(
    '\nNow with a picture of your own:  npm --prefix npm start -- photo.png photo.webp --quality 70\n',
  );
  return 0;
});

function runHere(given) {
  const { status } = spawnSync(process.execPath, [commandLine, ...given], {
    cwd: process.env.INIT_CWD,
    stdio: 'inherit',
  });
  return status ?? 1;
}

/** Writes one file with the command line; gives its size, its share of the raw samples, and the time. */
function write(output, rawBytes) {
  const args = [commandLine, picture, output, '--force', '--json'];
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${relative(root, commandLine)} ended with ${status} for ${output}`);
  const { milliseconds } = JSON.parse(stdout);
  const { size } = statSync(`${root}/${output}`);
  return [kilobytes(size), `${((100 * size) / rawBytes).toFixed(1)} %`, `${milliseconds} ms`];
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  for (const row of rows) process.stdout.write(`  ${row.map(cell).join('   ')}\n`);
}
