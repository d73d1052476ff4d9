// npm test: builds what is missing and runs every test, or, with arguments, groups by name and tests by a word in theirs:
// `npm test -- node png`. All groups run, whatever fails; the list at the end says which.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildPackage, buildPreset, buildWasm, installHostTools, installPackages } from './steps/build-steps.mjs';
import { runMain } from './steps/main.mjs';
import { jobs, npmFolder, plainEnvironment, root } from './steps/places.mjs';
import { StepError } from './steps/run-step.mjs';
import { chooseGroups } from './steps/test-choice.mjs';

const tests = join(root, 'tests');
const notForNode = ['bench', 'fixtures', 'fuzz', 'hosts', 'native'];
/** Their files run side by side, but for those that take times, or look for processes. */
const sideBySide = ['rules', 'cli', 'contract', 'docs', 'engines', 'node', 'opencv', 'package', 'simd'];
const alone = ['engines/engines', 'node/bombs', 'node/large-files', 'node/memory', 'node/worker'];
/** In ms. No file takes half as long; one that hangs fails under its own name. */
const FILE_TIMEOUT = 20 * 60_000;

/** Each with the names of those that must have succeeded. */
const groups = [
  { name: 'host tools', needs: [], run: () => installHostTools('--tests') },
  { name: 'npm packages', needs: [], run: () => installPackages() },
  { name: 'wasm build', needs: ['host tools'], run: buildWasm },
  {
    name: 'scalar build',
    needs: ['wasm build'],
    run: () => buildPreset('wasm-scalar', 'WebAssembly modules without SIMD'),
  },
  { name: 'package build', needs: ['npm packages', 'wasm build'], run: buildPackage },
  {
    name: 'generated files',
    needs: ['wasm build'],
    run: () => shown(process.execPath, 'npm/scripts/generate.mjs', '--check'),
  },
  {
    name: 'types',
    needs: ['npm packages'],
    run: () => shown(process.execPath, typescript(), '-p', 'npm/tsconfig.json'),
  },
  { name: 'lint', needs: ['npm packages'], run: () => shown(process.execPath, 'npm/scripts/lint.mjs') },
  ...nodeGroups(),
  {
    name: 'hosts',
    needs: ['package build', 'host tools'],
    run: () => shown(process.execPath, 'tests/hosts/run.mjs', '--fast'),
  },
  {
    name: 'native build',
    needs: ['host tools'],
    run: () => buildPreset('native-debug', 'Native tests with sanitizers'),
  },
  { name: 'native', needs: ['native build'], takesPattern: true, run: ({ pattern }) => nativeTest(pattern) },
];

await runMain(async () => {
  const results = new Map();
  for (const group of chooseGroups(groups, process.argv.slice(2))) {
    const { name, needs } = group;
    const missing = needs.filter((need) => results.get(need)?.outcome !== 'passed');
    const start = Date.now();
    const outcome = missing.length > 0 ? 'not run' : await outcomeOf(group);
    const note = missing.length > 0 ? `needs ${missing.join(', ')}` : `${Math.round((Date.now() - start) / 1000)} s`;
    results.set(name, { outcome, note });
  }
  process.stdout.write('\nTest groups:\n');
  for (const [name, { outcome, note }] of results)
    process.stdout.write(`  ${name.padEnd(16)} ${outcome.padEnd(8)} ${note}\n`);
  const bad = [...results.values()].filter(({ outcome }) => outcome !== 'passed').length;
  process.stdout.write(
    bad > 0 ? `${bad} of ${results.size} groups did not pass\n` : `all ${results.size} groups passed\n`,
  );
  return bad > 0 ? 1 : 0;
});

async function outcomeOf(group) {
  const { name, run } = group;
  try {
    await run(group);
    return 'passed';
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof StepError ? error.message : error.stack}\n`);
    return 'FAILED';
  }
}

/** Every folder of tests/ that holds tests for Node is a group, with the folders in it, and so are those in tests/ itself. */
function nodeGroups() {
  const entries = readdirSync(tests, { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory() && !notForNode.includes(entry.name))
    .map(({ name }) => name);
  const inFolders = folders.sort().map((name) => ({ name, files: testsIn(join(tests, name), true) }));
  return [{ name: 'rules', files: testsIn(tests) }, ...inFolders]
    .filter(({ files }) => files.length > 0)
    .map((group) => ({
      ...group,
      needs: ['package build', 'host tools', ...(group.name === 'simd' ? ['scalar build'] : [])],
      run: nodeTest,
    }));
}

function testsIn(folder, recursive = false) {
  const names = readdirSync(folder, { recursive }).filter((name) => name.endsWith('.test.mjs'));
  return names.sort().map((name) => join(folder, name));
}

async function nodeTest({ name, files, pattern }) {
  const isAlone = (file) => !sideBySide.includes(name) || alone.some((path) => file.endsWith(`${path}.test.mjs`));
  const only = pattern ? [`--test-name-pattern=${pattern}`] : [];
  const flags = ['--expose-gc', '--test', `--test-timeout=${FILE_TIMEOUT}`, '--test-reporter=spec', ...only];
  const runs = [
    [[`--test-concurrency=${jobs}`], files.filter((file) => !isAlone(file))],
    [[], files.filter(isAlone)],
  ];
  const outcomes = [];
  for (const [atOnce, some] of runs.filter(([, some]) => some.length > 0))
    outcomes.push(await shown(process.execPath, ...flags, ...atOnce, ...some).catch((error) => error));
  const failed = outcomes.find(Boolean);
  if (failed) throw failed;
}

function nativeTest(pattern) {
  const only = pattern ? ['--tests-regex', pattern] : [];
  return shown('ctest', '--preset', 'native-debug', '--no-tests=error', '-j', jobs, ...only);
}

function typescript() {
  return join(npmFolder, 'node_modules/typescript/bin/tsc');
}

/** Runs a program in the root folder with its output in sight. */
function shown(program, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env: plainEnvironment(), stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new StepError(`${basename(program)} ended with ${signal ?? code}; its output is above.`));
    });
  });
}
