// Fuzzes: builds the programs, replays the corpus in the user's cache, and lets each target run for a while, in which its corpus grows.
// node tests/fuzz/run.mjs [--minutes n | --seconds n] [--jobs n] [--counts] [target …]; README.md says more.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, exists } from '../../cmake/provision/cache.mjs';
import { buildPreset, installHostTools } from '../../npm/scripts/steps/build-steps.mjs';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { root } from '../../npm/scripts/steps/places.mjs';
import { runStep, StepError } from '../../npm/scripts/steps/run-step.mjs';

const corpora = join(cacheFolder(), 'fuzz');
const countsFile = join(corpora, 'counts.json');
const programs = join(root, 'build/fuzz/tests/fuzz');
const seeds = join(root, 'build/fuzz/seeds');
const findings = join(root, 'build/fuzz/findings');
/** Of one format each, and of all. */
const directions = ['decode', 'encode', 'transcode'];
const codecs = join(root, 'src/codecs');
const targets = [
  ...readdirSync(codecs).flatMap((format) =>
    directions.filter((name) => exists(join(codecs, format, `${name}.cc`))).map((name) => `${format}-${name}`),
  ),
  ...readdirSync(join(root, 'tests/fuzz/targets'))
    .map((name) => name.replace('.cc', ''))
    .filter((name) => !directions.includes(name)),
].sort();

await runMain(async () => {
  const number = { type: 'string' };
  const options = { minutes: number, seconds: number, jobs: number, counts: { type: 'boolean' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.counts) return showCounts();
  const unknown = positionals.filter((name) => !targets.includes(name));
  if (unknown.length > 0)
    throw new StepError(`No fuzz target ${unknown.join(', ')}: expected some of ${targets.join(', ')}.`);
  const seconds = numberOf(values.seconds) ?? 60 * (numberOf(values.minutes) ?? 1);
  await installHostTools('--fuzz');
  await buildPreset('fuzz', 'Fuzz targets');
  await makeSeeds();
  mkdirSync(findings, { recursive: true });
  const left = positionals.length > 0 ? positionals : [...targets];
  let failed = 0;
  const worker = async () => {
    for (let name = left.shift(); name; name = left.shift()) failed += (await fuzz(name, seconds)) ? 0 : 1;
  };
  await Promise.all(Array.from({ length: numberOf(values.jobs) ?? 1 }, worker));
  return failed > 0 ? 1 : 0;
});

function numberOf(text) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0)) throw new StepError(`A time and a number of jobs are numbers above 0, not '${text}'.`);
  return number;
}

/** Anew when the program that makes them is newer. */
async function makeSeeds() {
  const program = join(programs, 'fuzz-seeds');
  if (exists(seeds) && statSync(seeds).mtimeMs >= statSync(program).mtimeMs) return;
  rmSync(seeds, { recursive: true, force: true });
  await runStep({ title: 'Seeds', command: [program, seeds], advice: 'The messages above say what is wrong.' });
}

/** Runs one target; false when it found something. */
async function fuzz(name, seconds) {
  const corpus = join(corpora, name);
  mkdirSync(corpus, { recursive: true });
  const regressions = join(root, 'tests/fuzz/regressions', name);
  // By the clock, by which a machine that does other work takes far longer: a tile of TIFF that is larger than its picture takes up to
  // 20 seconds of a processor with both sanitizers.
  const timeout = '-timeout=200';
  const limits = [`-max_total_time=${Math.ceil(seconds)}`, timeout, '-rss_limit_mb=1500', '-max_len=6000'];
  const report = ['-print_final_stats=1', `-artifact_prefix=${join(findings, name)}-`];
  const folders = [corpus, join(seeds, name), ...(exists(regressions) ? [regressions] : [])];
  const { code, text, took } = await run(join(programs, `fuzz-${name}`), [...limits, ...report, ...folders]);
  const runs = Number(/stat::number_of_executed_units:\s*(\d+)/.exec(text)?.[1] ?? 0);
  count(name, runs, took);
  const files = readdirSync(corpus).length;
  process.stdout.write(
    `${name.padEnd(15)} ${code === 0 ? 'ok' : 'FOUND SOMETHING'}: ${runs} runs in ${Math.round(took)} s, corpus of ${files} files\n`,
  );
  if (code === 0) return true;
  process.stdout.write(`${text.split('\n').slice(-60).join('\n')}\n`);
  return false;
}

/** `took` is seconds of a processor: on a busy machine, an hour by the clock says little. */
function run(program, args) {
  const env = { ...process.env, UBSAN_OPTIONS: 'print_stacktrace=1' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    const take = (data) => (text = (text + data).slice(-100_000));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    let took = 0;
    const clock = setInterval(() => (took = processorSeconds(child.pid) ?? took), 500);
    child.on('error', (error) => {
      clearInterval(clock);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(clock);
      resolve({ code, text, took });
    });
  });
}

/** What a process has computed so far; nothing once it has ended. */
function processorSeconds(id) {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1].split(' ');
    const ticksPerSecond = 100;
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

/** What each target has run so far on this machine: { runs, seconds }. */
function counts() {
  return exists(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : {};
}

function count(name, runs, seconds) {
  const all = counts();
  const before = all[name] ?? { runs: 0, seconds: 0 };
  all[name] = { runs: before.runs + runs, seconds: Math.round(before.seconds + seconds) };
  writeFileSync(countsFile, JSON.stringify(all, null, 1));
}

function showCounts() {
  const all = counts();
  for (const name of targets) {
    const { runs, seconds } = all[name] ?? { runs: 0, seconds: 0 };
    process.stdout.write(`| \`${name}\` | ${runs} | ${Math.round(seconds / 60)} |\n`);
  }
}
