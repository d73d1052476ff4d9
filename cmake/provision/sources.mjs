// Puts the libraries' sources into the user's cache folder, verified, unpacked and patched, and prints `name=version=path`
// lines on stdout.
// Usage: node cmake/provision/sources.mjs [name...]
// IMWRITE_SOURCES_DIR names a folder of source archives (under any name) to use instead of fetching them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFolder, cacheFolder, exists, sha256 } from './cache.mjs';
import { progress, ProvisionError, runMain } from './report.mjs';
import { lastLines, run, which } from './run.mjs';
import { fetchSources, givenSources } from './source-archives.mjs';

const CMAKE = dirname(dirname(fileURLToPath(import.meta.url)));

// cmake/patches/<library>-<what>.patch, in the order of their names.
function patchesOf(name, names) {
  const folder = join(CMAKE, 'patches');
  if (!exists(folder)) return [];
  const longer = names.filter((other) => other.startsWith(`${name}-`));
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.patch') && !longer.some((l) => file.startsWith(`${l}-`)))
    .sort()
    .map((file) => join(folder, file));
}

// Another set of patches is another folder, so an old build folder keeps what it was configured with.
function folderOf(name, version, patches) {
  const hash = createHash('sha256');
  for (const file of patches) hash.update(readFileSync(file));
  return join(cacheFolder(), 'sources', `${name}-${version}-${hash.digest('hex').slice(0, 8)}`);
}

async function unpack(archive, patches, folder) {
  const result = await run('tar', ['-xf', archive, '--strip-components=1', '--no-same-owner', '-C', folder]);
  if (result.code !== 0) throw new ProvisionError(`Unpacking ${archive} failed: ${lastLines(result)}.`);
  for (const patch of patches) {
    if (!which('patch')) throw new ProvisionError('The program patch is missing: run "node cmake/provision/host-tools.mjs".');
    const applied = await run('patch', ['-p1', '--forward', '--batch', '--fuzz=0', '-i', patch], { cwd: folder });
    if (applied.code !== 0) throw new ProvisionError(`${patch} does not apply: ${lastLines(applied)}.`);
  }
}

await runMain(async () => {
  const table = JSON.parse(readFileSync(join(CMAKE, 'sources.json'), 'utf8'));
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(table);
  const unknown = names.filter((name) => !table[name]);
  if (unknown.length) throw new ProvisionError(`cmake/sources.json has no ${unknown.join(', ')}.`);

  const libraries = names.map((name) => {
    const patches = patchesOf(name, Object.keys(table));
    const versions = table[name].versions.map((v) => ({ ...v, folder: folderOf(name, v.version, patches) }));
    return { name, package: table[name].package, patches, versions };
  });

  const given = process.env.IMWRITE_SOURCES_DIR ? givenSources(process.env.IMWRITE_SOURCES_DIR, libraries) : undefined;
  const isDone = (library) => library.versions.some(({ folder }) => exists(folder));
  const wanted = libraries.filter((library) => given || !isDone(library));
  const archives = given ?? (await fetchSources(wanted));
  for (const library of wanted) {
    const { version, file } = archives.get(library.name);
    const { folder, sha256: expected } = library.versions.find((v) => v.version === version);
    await buildFolder(folder, async (temporary) => {
      const actual = sha256(file);
      if (actual !== expected) {
        if (!given) rmSync(file, { force: true });
        throw new ProvisionError(`${file} has sha256 ${actual}, expected ${expected}.`);
      }
      progress(`unpacking ${library.name} ${version}`);
      await unpack(file, library.patches, temporary);
    });
  }
  for (const { name, versions } of libraries) {
    const version = given?.get(name)?.version;
    const chosen = versions.find((v) => (version ? v.version === version : exists(v.folder)));
    process.stdout.write(`${name}=${chosen.version}=${chosen.folder}\n`);
  }
});
