// npm run reproduce: builds the package of the current commit twice, in two clones with caches of their own, and compares the tarballs.
// Prints their SHA-256, or the first file that differs and how.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../cmake/provision/cache.mjs';
import { installHostTools } from '../../npm/scripts/steps/build-steps.mjs';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { npmCommand, plainEnvironment, root } from '../../npm/scripts/steps/places.mjs';
import { runStep } from '../../npm/scripts/steps/run-step.mjs';
import { difference } from './compare.mjs';

const usage = `Usage: npm --prefix npm run reproduce -- [options]
  --keep    leave both builds behind, to look at what differs
  --help
Builds the current commit in two clones, each without compiled code of earlier builds: about ten minutes. Ends with 0 when
both tarballs are the same, with 1 when they differ or could not be made.
`;

/** What the two builds have different: where they stand, where their cache is, the clock, the language, the modes of new files. */
const builds = [
  { checkout: 'a/imwrite', cache: 'a/cache', umask: 0o022, env: { TZ: 'UTC', LC_ALL: 'C' } },
  {
    checkout: 'another-folder/with-a-longer-path/checkout',
    cache: 'another-folder/cache-of-the-user',
    umask: 0o077,
    env: { TZ: 'Asia/Kathmandu', LC_ALL: 'C.UTF-8' },
  },
];

const { values } = parseArgs({ options: { keep: { type: 'boolean' }, help: { type: 'boolean' } } });

await runMain(async () => {
  if (values.help) return void process.stdout.write(usage);
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-reproduce-'));
  process.on('exit', () => {
    if (values.keep) process.stdout.write(`Both builds are in ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  return buildAndCompare(folder);
});

async function buildAndCompare(folder) {
  const commit = git('rev-parse', 'HEAD');
  if (git('status', '--porcelain')) process.stdout.write('What is not committed is not built.\n');
  await installHostTools();
  await fetchTools();
  const tarballs = [];
  for (const build of builds) {
    const name = `${tarballs.length + 1} of ${builds.length}`;
    tarballs.push(
      await packed(
        { ...build, name, checkout: join(folder, build.checkout), cache: join(folder, build.cache) },
        commit,
      ),
    );
  }
  const how = difference(...tarballs);
  if (how) {
    process.stdout.write(`The tarballs of ${commit} differ.\n${how}\n`);
    return 1;
  }
  process.stdout.write(
    `Both tarballs of ${commit} have the SHA-256 ${createHash('sha256').update(tarballs[0]).digest('hex')}\n`,
  );
  return 0;
}

function git(...args) {
  return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim();
}

/** What both builds take from the user's cache. */
async function fetchTools() {
  for (const [title, script] of [
    ['Library sources', 'sources.mjs'],
    ['Emscripten', 'emscripten.mjs'],
  ]) {
    const command = [process.execPath, join('cmake/provision', script)];
    await runStep({ title, command, advice: 'The message above says what is wrong.' });
  }
}

/** The tarball of a clone. */
async function packed({ name, checkout, cache, umask, env }, commit) {
  process.umask(umask);
  const settings = {
    ...plainEnvironment(),
    ...env,
    XDG_CACHE_HOME: cache,
    EM_CACHE: join(cache, 'emscripten'),
    CCACHE_DISABLE: '1',
  };
  const step = (title, command, cwd) =>
    runStep({ title: `${title} ${name}`, command, cwd, env: settings, advice: 'The messages above say why.' });
  mkdirSync(dirname(checkout), { recursive: true });
  takeDownloads(join(cache, basename(cacheFolder())));
  await step('Clone', ['git', 'clone', '--quiet', '--no-checkout', '--no-hardlinks', root, checkout]);
  await step('Checkout', ['git', '-C', checkout, 'checkout', '--quiet', '--detach', commit]);
  await step('Build', [process.execPath, 'npm/scripts/build.mjs'], checkout);
  await step('Pack', [...npmCommand(), 'pack', '--silent'], join(checkout, 'npm'));
  const tarball = readdirSync(join(checkout, 'npm')).find((file) => file.endsWith('.tgz'));
  return readFileSync(join(checkout, 'npm', tarball));
}

/** Gives a cache what the user's has from outside: the libraries' archives, and Emscripten, whose programs know their place. */
function takeDownloads(cache) {
  mkdirSync(cache, { recursive: true });
  const own = cacheFolder();
  if (existsSync(join(own, 'downloads'))) cpSync(join(own, 'downloads'), join(cache, 'downloads'), { recursive: true });
  const copies = readdirSync(own).filter((name) => /^emscripten-[\d.]+$/.test(name));
  for (const name of copies) symlinkSync(join(own, name), join(cache, name));
}
