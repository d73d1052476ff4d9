// npm run bench: measures everybody and writes BENCHMARKS.md with its plots.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll, installHostTools, installPackages } from '../../npm/scripts/steps/build-steps.mjs';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { root } from '../../npm/scripts/steps/places.mjs';
import { cases, coldCase, referenceOf } from './cases.mjs';
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
  --peers <a,b>    these peers (files of tests/bench/peers/) beside the cases' references only
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

const buildFolder = join(root, 'build/bench');
const rounds = Number(options.repeat ?? (options.quick ? 2 : 9));
const whole = !options.quick && !options.only && !options.in && !options.peers;
const isWanted = (name) => name.includes(options.only ?? '');
const chosen = cases.filter(({ name }) => isWanted(name));
const [withCold, withMemory] = [isWanted('cold'), isWanted('memory') && !options.quick];
const environments = Object.keys(peersOf).filter((name) => name === (options.in ?? name));

await runMain(async () => {
  if (
    options.help ||
    !(rounds >= 1) ||
    environments.length === 0 ||
    (chosen.length === 0 && !withCold && !withMemory)
  ) {
    process.stdout.write(help);
    return options.help ? 0 : 1;
  }
  await installHostTools('--bench');
  await buildAll();
  await installPackages({ folder: join(root, 'tests/bench'), title: 'Packages to compare with' });
  mkdirSync(buildFolder, { recursive: true });
  const results = await measure();
  process.stdout.write(`${writeReport(results, whole ? root : buildFolder)}\n`);
  return 0;
});

/** After every step, so that a run that is broken off can still be read: see report/report.mjs. */
function save(results) {
  writeFileSync(join(buildFolder, 'results.json'), JSON.stringify(results));
}

async function measure() {
  const named = await makePictures([
    ...new Set([...chosen.flatMap(picturesOf), coldCase.picture, ...(withMemory ? ['huge'] : [])]),
  ]);
  const pictures = Object.fromEntries(named.map((picture) => [picture.name, picture]));
  const results = {
    machine: await machine(),
    rounds,
    suite: whole,
    whole: false,
    pictures: named,
    peers: {},
    warm: [],
    cold: [],
    memory: [],
  };
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-bench-'));
  try {
    for (const environment of environments) await measureIn(environment, pictures, results, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  results.whole = whole;
  save(results);
  return results;
}

async function measureIn(environment, pictures, results, folder) {
  const pages = environment === 'chromium' ? await startPages() : undefined;
  try {
    if (pages) results.machine.chromium = pages.version;
    const start = async (peer) => (pages && !peer.python ? pages.start(peer) : startProcess(peer));
    const chosen = options.peers && [...options.peers.split(','), ...cases.map(referenceOf)];
    const isChosen = (id) => !chosen || chosen.includes(id);
    const peers = await Promise.all(peersOf[environment].filter(isChosen).map(loadPeer));
    await addPeers(results, peers, start);
    const [small, huge] = [pictures[coldCase.picture], pictures.huge];
    const say = (text) => process.stderr.write(`${environment} ${text}\n`);
    await addWarm(results, { environment, pictures, peers, start, rounds, folder });
    const cold = withCold ? await measureCold({ picture: small, peers, start, rounds, say }) : [];
    results.cold.push(...cold.map((result) => ({ environment, ...result })));
    if (withMemory && !pages) results.memory = await measureMemory({ small, huge, peers, start, say });
    save(results);
  } finally {
    await pages?.close();
  }
}

async function addPeers(results, peers, start) {
  for (const peer of peers) {
    const { id, name, kind, settings } = peer;
    results.peers[id] ??= { name, kind, settings, version: await versionOf(peer, start, results.machine) };
  }
}

async function addWarm(results, { environment, pictures, ...more }) {
  for (const one of await casesIn(environment)) {
    for (const name of picturesOf(one)) {
      const say = (text) => process.stderr.write(`${environment} ${one.name} ${name}: ${text}\n`);
      const measured = await measureWarm({ one, picture: pictures[name], say, ...more });
      results.warm.push(...measured.map((result) => ({ environment, case: one.name, picture: name, ...result })));
      save(results);
    }
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
