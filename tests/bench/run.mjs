// npm run bench: measures everybody and writes BENCHMARKS.md with its plots.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll, installHostTools, installPackages } from '../../npm/scripts/steps/build-steps.mjs';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { root } from '../../npm/scripts/steps/places.mjs';
import { cases, coldCase } from './cases.mjs';
import { startPages } from './hosts/page.mjs';
import { startProcess } from './hosts/process.mjs';
import { machine, versionOf } from './machine.mjs';
import { loadPeer, peersOf } from './peers/index.mjs';
import { makePictures } from './pictures.mjs';
import { writeReport } from './report/report.mjs';
import { measureCold, measureMemory, measureWarm } from './rounds.mjs';

const help = `npm --prefix npm run bench -- [options]
  --quick          last picture of each case, 2 rounds, no memory: to see that all works
  --only <text>    what has the text in its name: jpeg, png-fast, webp … cold, memory
  --repeat <n>     rounds (default 9)
  --in <where>     node or chromium only
  --peers <a,b>    these peers (files of tests/bench/peers/) beside OpenCV only
A whole run writes BENCHMARKS.md and docs/bench/; any other writes to build/bench/.
`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    repeat: { type: 'string' },
    in: { type: 'string' },
    peers: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const rounds = Number(options.repeat ?? (options.quick ? 2 : 9));
const whole = !options.quick && !options.only && !options.in && !options.peers;
const isWanted = (name) => name.includes(options.only ?? '');
const chosen = cases.filter(({ name }) => isWanted(name));
const [withCold, withMemory] = [isWanted('cold'), isWanted('memory') && !options.quick];
const environments = Object.keys(peersOf).filter((name) => name === (options.in ?? name));

await runMain(async () => {
  if (options.help || !(rounds >= 1) || environments.length === 0 || (chosen.length === 0 && !withCold && !withMemory)) {
    process.stdout.write(help);
    return options.help ? 0 : 1;
  }
  await installHostTools('--bench');
  await buildAll();
  await installPackages({ folder: join(root, 'tests/bench'), title: 'Packages to compare with' });
  const results = await measure();
  const folder = whole ? root : join(root, 'build/bench');
  mkdirSync(join(root, 'build/bench'), { recursive: true });
  writeFileSync(join(root, 'build/bench/results.json'), JSON.stringify(results));
  process.stdout.write(`${writeReport(results, folder)}\n`);
  return 0;
});

async function measure() {
  const named = await makePictures([...new Set([...chosen.flatMap(picturesOf), coldCase.picture, ...(withMemory ? ['huge'] : [])])]);
  const pictures = Object.fromEntries(named.map((picture) => [picture.name, picture]));
  const results = { machine: await machine(), rounds, whole, pictures: named, peers: {}, warm: [], cold: [], memory: [] };
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-bench-'));
  try {
    for (const environment of environments) await measureIn(environment, pictures, results, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return results;
}

async function measureIn(environment, pictures, results, folder) {
  const pages = environment === 'chromium' ? await startPages() : undefined;
  try {
    if (pages) results.machine.chromium = pages.version;
    const start = async (peer) => (pages && !peer.python ? pages.start(peer) : startProcess(peer));
    const wanted = (id, index) => index === 0 || !options.peers || options.peers.split(',').includes(id);
    const peers = await Promise.all(peersOf[environment].filter(wanted).map(loadPeer));
    for (const peer of peers) {
      const { name, kind, settings } = peer;
      results.peers[peer.id] ??= { name, kind, settings, version: peer.packages?.length === 0 ? pages.version : await versionOf(peer, start) };
    }
    for (const one of await casesIn(environment)) {
      for (const picture of picturesOf(one).map((name) => pictures[name])) {
        const say = (text) => process.stderr.write(`${environment} ${one.name} ${picture.name}: ${text}\n`);
        const measured = await measureWarm({ one, picture, peers, start, rounds, folder, say });
        results.warm.push(...measured.map((result) => ({ environment, case: one.name, picture: picture.name, ...result })));
      }
    }
    const say = (text) => process.stderr.write(`${environment} ${text}\n`);
    if (withCold) {
      const cold = await measureCold({ picture: pictures[coldCase.picture], peers, start, rounds, say });
      results.cold.push(...cold.map((result) => ({ environment, ...result })));
    }
    if (withMemory && !pages) {
      const memory = await measureMemory({ small: pictures[coldCase.picture], huge: pictures.huge, peers, start, say });
      results.memory.push(...memory);
    }
  } finally {
    await pages?.close();
  }
}

/** In a page, the cases that its own encoders know. */
async function casesIn(environment) {
  if (environment === 'node') return chosen;
  const { settings } = await loadPeer('offscreen-canvas');
  return chosen.filter(({ name }) => name in settings);
}

function picturesOf({ pictures }) {
  return options.quick ? pictures.slice(-1) : pictures;
}
