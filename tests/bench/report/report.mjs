// BENCHMARKS.md and its plots, out of the results. Again from the last run, also one that was broken off:
// node tests/bench/report/report.mjs
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cases, coldCase } from '../cases.mjs';
import { barChart } from './plots.mjs';
import {
  coldTable,
  environmentNames,
  figures,
  isOurs,
  memoryTable,
  settingsList,
  table,
  warmTable,
} from './tables.mjs';
import { losses, summaryTable } from './verdict.mjs';

/** Writes into `folder`; returns the path of the page. */
export function writeReport(results, folder) {
  const plots = join(folder, 'docs/bench');
  mkdirSync(plots, { recursive: true });
  const measurements = measurementsOf(results);
  for (const one of measurements.filter(({ first }) => first))
    writeFileSync(join(plots, one.plot), plotOf(one, results.peers));
  const page = join(folder, 'BENCHMARKS.md');
  writeFileSync(page, pageOf(results, measurements));
  return page;
}

/** The results of one case on one picture in one environment, together. */
function measurementsOf({ warm, pictures }) {
  const environments = [...new Set(warm.map(({ environment }) => environment))];
  return environments.flatMap((environment) =>
    cases.flatMap(({ name, title }) => {
      const all = warm.filter((entry) => entry.environment === environment && entry.case === name);
      const names = [...new Set(all.map(({ picture }) => picture))];
      return names.map((pictureName, index) => ({
        environment,
        name,
        title,
        picture: pictures.find((picture) => picture.name === pictureName),
        entries: all.filter(({ picture }) => picture === pictureName),
        first: index === 0,
        plot: `${environment}-${name}.svg`,
      }));
    }),
  );
}

function plotOf({ environment, title, picture, entries }, peers) {
  const bars = entries.flatMap((entry) => {
    const numbers = figures(entry);
    if (numbers?.ratio === undefined) return [];
    const { name, kind } = peers[entry.peer];
    const group = isOurs(entry.peer) ? 'imwrite' : kind === 'native' ? 'native' : 'other';
    return [{ name, group, ratio: numbers.ratio, note: `${Math.round(entry.size / 1000)} kB` }];
  });
  const reference = peers[entries[0].peer].name;
  return barChart(`${title} — ${picture.name}, ${environmentNames[environment]}: time, × native ${reference}`, bars);
}

function pageOf({ machine, rounds, suite, whole, pictures, peers, cold, memory }, measurements) {
  const part = suite
    ? '**The run was broken off before its end: what is missing below was not measured.**'
    : '**A part of the suite, or a quick run: these numbers are not for quoting.**';
  const warning = whole ? [] : [part];
  const environments = [...new Set([...measurements, ...cold].map(({ environment }) => environment))];
  return (
    [
      '# Benchmarks',
      ...warning,
      `Measured ${machine.date} at commit ${machine.commit} with \`npm --prefix npm run bench\`: ${machine.cpu}, ${machine.threads} threads, ${machine.system}, Node ${machine.node}${machine.chromium ? `, Chromium ${machine.chromium}` : ''}.`,
      howMeasured(rounds),
      ...(measurements.length > 0
        ? [
            '## In short',
            summaryTable(measurements, peers),
            '## Where imwrite loses',
            lossesText(losses(measurements, peers)),
          ]
        : []),
      ...environments.flatMap((environment) => [
        `## ${environmentNames[environment]}`,
        ...measurements
          .filter((one) => one.environment === environment)
          .flatMap((one) => sectionOf(one, peers, rounds)),
      ]),
      ...(cold.length > 0 ? ['## Cold start', coldText, coldTable(cold, peers, environments)] : []),
      ...(memory.length > 0 ? ['## Memory', memoryText, memoryTable(memory, peers)] : []),
      '## What each was given',
      ...cases
        .filter(({ name }) => measurements.some((one) => one.name === name))
        .flatMap(({ name, title }) => [`### ${title}`, settingsList(name, peers)]),
      '## Versions',
      table([['', 'version', 'kind'], ...Object.values(peers).map(({ name, version, kind }) => [name, version, kind])]),
      '## Pictures',
      table([
        ['', 'pixels', 'channels', 'bits', 'origin'],
        ...pictures.map(({ name, what, width, height, channels, depth }) => [
          name,
          `${width} × ${height}`,
          channels,
          depth,
          what,
        ]),
      ]),
    ].join('\n\n') + '\n'
  );
}

function sectionOf({ title, picture, entries, first, plot }, peers, rounds) {
  const head = first ? [`### ${title}`, `![${title}: bars of the times below](docs/bench/${plot})`] : [];
  return [
    ...head,
    `**${picture.name}**, ${picture.width} × ${picture.height}`,
    warmTable(entries, peers, picture, rounds),
  ];
}

function lossesText(lost) {
  if (lost.length === 0) return 'Nobody was faster.';
  return `Faster than imwrite on one thread, by this much, with this size against imwrite’s:\n\n${lost.join('\n')}`;
}

function howMeasured(rounds) {
  return `Every package is in a process (or page) of its own with the pixels in memory, warms up, and then all take turns, A B C A B C, ${rounds} rounds. One that has had 10 seconds sits out the rest. The clock runs from the pixels to the bytes of the file. Times are medians, ± is half the distance between the quartiles, and × is the median of the ratios to native OpenCV’s time *in the same round*, or to sharp’s for AVIF and libjxl’s for JPEG XL, which Debian’s OpenCV does not write; Debian’s libjxl is older than the fast lossless coder. All but “imwrite, workers” use one thread. In Node a picture without alpha is RGB for those who take it (RGBA for jSquash, oxipng, icodec and @napi-rs/image); in Chromium everybody starts from the RGBA of an \`ImageData\`, on an isolated page. Native OpenCV always has its own BGR.

Every output is decoded by sharp (JPEG XL by djxl) and compared with the original: size, format, PSNR of what is visible, SSIM of the luma in blocks of 8 × 8. An output that is not what was asked for is marked and does not count. In the plots imwrite is orange, native code is gray, WebAssembly, JavaScript and the browser’s own are blue.`;
}

const coldText = `From \`import()\` of the package to the first encoded file (${coldCase.name}, ${coldCase.picture}), each time in a fresh Node process or a fresh page without a cache; the files come from the disk or a server on the same machine.`;

const memoryText =
  'What an encode of 100 megapixels of RGBA adds to the peak of a Node process that holds the pixels and has encoded a small picture before. WebAssembly memory is all that the process has; it never shrinks.';

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const results = JSON.parse(readFileSync(join(root, 'build/bench/results.json'), 'utf8'));
  process.stdout.write(`${relative('.', writeReport(results, results.suite ? root : join(root, 'build/bench')))}\n`);
}
