// Makes our copy of Emscripten from the packages of a newer Debian release: downloads them without installing anything,
// unpacks them into the cache folder and makes the programs find their libraries there.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildFolder, cacheFolder, exists } from './cache.mjs';
import { Apt, mirrors, whyNotDebian } from './debian.mjs';
import { configure, relocate } from './emscripten-relocate.mjs';
import { counter, progress, ProvisionError } from './report.mjs';
import { lastLines, run, which } from './run.mjs';
import { byPreference, isAccepted } from './versions.mjs';

const SUITES = ['forky', 'sid'];
// The host has these (or does not need them): Emscripten's scripts run with the host's node and python3.
const INSTALLED = ['nodejs', 'python3', 'ccache', 'libc6-dev', 'binutils'];
const MINUTES = 60 * 1000;
// Nothing of this is used at run time.
const UNUSED = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/emscripten/docs'];

export async function provisionEmscripten() {
  const reason = whyNotDebian();
  if (reason) throw new ProvisionError(`No Emscripten was found and it cannot be fetched: ${reason}.`);
  if (!which('patchelf')) {
    throw new ProvisionError(
      'patchelf is missing; run "node cmake/provision/host-tools.mjs" (or apt-get install patchelf).',
    );
  }
  const { version, debs, archives } = await download();
  const target = join(cacheFolder(), `emscripten-${version}`);
  await buildFolder(target, (folder) => unpack(debs, folder, target));
  progress('trying the compiler');
  const emcc = join(target, 'usr/share/emscripten/emcc');
  const check = await run(emcc, ['-c', '-x', 'c', '/dev/null', '-o', '/dev/null']);
  if (check.code !== 0) {
    rmSync(target, { recursive: true, force: true });
    throw new ProvisionError(`The unpacked Emscripten ${version} does not run: ${lastLines(check)}.`);
  }
  rmSync(archives, { recursive: true, force: true });
}

async function download() {
  const tried = [];
  const uris = await mirrors();
  if (!uris.length)
    throw new ProvisionError("This machine's apt sources name no Debian mirror (suite and component main).");
  for (const suite of SUITES) {
    for (const mirror of uris) {
      const apt = new Apt(mirror, suite, 'deb', INSTALLED);
      const found = await downloadFrom(apt, tried);
      if (found) return found;
    }
  }
  throw new ProvisionError(`Emscripten could not be fetched from Debian. Tried: ${tried.join('; ')}.`);
}

async function downloadFrom(apt, tried) {
  // The second round is for an index that names packages which the mirror has replaced since.
  for (const maxAge of [undefined, 10 * MINUTES]) {
    const problem = await apt.update(maxAge);
    if (problem) {
      tried.push(`${apt.suite} (index: ${problem})`);
      return undefined;
    }
    const { output } = await apt.cache(['madison', 'emscripten']);
    const offered = output.split('\n').map((line) => line.split('|')[1]?.trim());
    const versions = offered
      .filter(Boolean)
      .map((full) => ({ full, version: /^\d+\.\d+\.\d+/.exec(full)?.[0] ?? '0.0.0' }))
      .filter(({ version }) => isAccepted(version))
      .sort((a, b) => byPreference(a.version, b.version));
    if (!versions.length)
      tried.push(`${apt.suite} (no accepted version, only ${[...new Set(offered)].join(' ') || 'none'})`);
    for (const { full, version } of versions) {
      const result = await downloadVersion(apt, full);
      if (result.debs) return { version, debs: result.debs, archives: apt.archives };
      tried.push(`${apt.suite} ${full} (${result.problem})`);
    }
  }
  return undefined;
}

async function downloadVersion(apt, full) {
  const install = ['--no-install-recommends', '--yes', 'install', `emscripten=${full}`];
  const plan = await apt.get(['--simulate', ...install]);
  const packages = [...plan.output.matchAll(/^Inst (\S+) \((\S+) .*\[(\w+)\]\)/gm)];
  if (plan.code !== 0 || !packages.length) return { problem: lastLines(plan) };
  const files = packages.map(
    ([, name, version, arch]) => `${name.split(':')[0]}_${version.replaceAll(':', '%3a')}_${arch}.deb`,
  );
  const debs = files.map((file) => join(apt.archives, file));
  progress(`fetching Emscripten ${full} with ${debs.length} packages from Debian ${apt.suite}`);
  const report = counter('fetched packages', debs.length);
  let fetched = debs.filter(exists).length;
  const result = await apt.get(['--download-only', ...install], {
    onLine(line) {
      const size = /^Need to get (.*) of archives/.exec(line)?.[1];
      if (size) progress(`to fetch: ${size}`);
      if (line.startsWith('Get:')) report(Math.min(++fetched, debs.length));
    },
  });
  if (result.code !== 0) return { problem: lastLines(result) };
  const missing = debs.filter((file) => !exists(file));
  return missing.length ? { problem: `not downloaded: ${missing.join(' ')}` } : { debs };
}

async function unpack(debs, folder, target) {
  const report = counter('unpacked packages', debs.length);
  for (const [index, deb] of debs.entries()) {
    const result = await run('dpkg', ['-x', deb, folder]);
    if (result.code !== 0) {
      // A damaged download would fail again and again.
      rmSync(deb, { force: true });
      throw new ProvisionError(`Unpacking ${deb} failed: ${lastLines(result)}. It was removed; run the build again.`);
    }
    report(index + 1);
  }
  for (const name of UNUSED) rmSync(join(folder, name), { recursive: true, force: true });
  await relocate(folder, target);
  await configure(folder, target);
}
