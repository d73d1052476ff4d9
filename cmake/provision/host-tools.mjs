// Checks for the programs of this machine that the build (with --tests, the tests; with --bench, the benchmarks; with --fuzz,
// fuzzing; with --lint, the linters) start, and installs missing ones with apt-get where it may; otherwise it says the command.
// Usage: node cmake/provision/host-tools.mjs [--tests] [--bench] [--fuzz] [--lint] [--check]      --check installs nothing
import { BENCH_TOOLS, BUILD_TOOLS, FUZZ_TOOLS, LINT_TOOLS, TEST_TOOLS } from './host-tools-list.mjs';
import { progress, ProvisionError, runMain } from './report.mjs';
import { lastLines, run, which } from './run.mjs';

async function missingOf(tools) {
  const states = await Promise.all(tools.map(async (tool) => ({ ...tool, why: await tool.problem() })));
  return states.filter(({ why }) => why);
}

const listed = (tools) => tools.map(({ name, why }) => `${name} (${why})`).join(', ');

// The command in front of apt-get, or undefined when this user may not install.
async function installer() {
  if (!which('apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  if (which('sudo') && (await run('sudo', ['-n', 'true'])).code === 0) return ['sudo', '-n'];
  return undefined;
}

async function aptGet(prefix, args) {
  const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  return run(command, rest);
}

async function install(prefix, packages) {
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  progress(`installing ${packages.join(' ')}`);
  const first = await aptGet(prefix, args);
  if (first.code === 0) return first;
  // The index may be missing (a fresh container) or older than what the mirror holds.
  progress('reading the package index');
  await aptGet(prefix, ['update', '-q']);
  return aptGet(prefix, args);
}

await runMain(async () => {
  const more = { '--tests': TEST_TOOLS, '--bench': BENCH_TOOLS, '--fuzz': FUZZ_TOOLS, '--lint': LINT_TOOLS };
  const tools = [
    ...BUILD_TOOLS,
    ...Object.keys(more)
      .filter((flag) => process.argv.includes(flag))
      .flatMap((flag) => more[flag]),
  ];
  const missing = await missingOf(tools);
  if (!missing.length) return;
  const packages = [...new Set(missing.flatMap((tool) => tool.packages))].sort();
  const wayOut = `Run: apt-get install --no-install-recommends ${packages.join(' ')}`;
  const prefix = process.argv.includes('--check') ? undefined : await installer();
  if (!prefix) throw new ProvisionError(`Missing: ${listed(missing)}. ${wayOut}`);
  const result = await install(prefix, packages);
  const left = await missingOf(missing);
  if (left.length) {
    const why = result.code === 0 ? '' : ` apt-get said: ${lastLines(result)}.`;
    throw new ProvisionError(`Still missing: ${listed(left)}.${why} ${wayOut}`);
  }
  progress(`installed ${packages.join(' ')}`);
});
