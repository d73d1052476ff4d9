// Puts the libraries' sources into the user's cache folder, verified, unpacked and patched, and prints `name=version=path`
// lines on stdout.
// Usage: node cmake/provision/sources.mjs [name...]; without names, all libraries of third_party/.
// IMWRITE_SOURCES_DIR names a folder of source archives (under any name) to use instead of fetching them.
import { rmSync } from 'node:fs';
import { buildFolder, exists, sha256 } from './cache.mjs';
import { libraryNames, readLibrary, sourceFolder } from './libraries.mjs';
import { progress, ProvisionError, runMain } from './report.mjs';
import { lastLines } from './run.mjs';
import { fetchSources, givenSources } from './source-archives.mjs';
import { applyPatch, unpack } from './unpack.mjs';

async function unpackPatched(archive, patches, folder) {
  await unpack(archive, folder);
  for (const { file } of patches) {
    const applied = await applyPatch(file, folder);
    if (applied.code !== 0) throw new ProvisionError(`${file} does not apply: ${lastLines(applied)}.`);
  }
}

await runMain(async () => {
  const known = libraryNames();
  const names = process.argv.length > 2 ? process.argv.slice(2) : known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length)
    throw new ProvisionError(`third_party/ has no ${unknown.join(', ')}; it has ${known.join(', ')}.`);

  const libraries = names.map((name) => {
    const library = readLibrary(name);
    const versions = library.versions.map((v) => ({ ...v, folder: sourceFolder(name, v.version, library.patches) }));
    return { ...library, versions };
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
      await unpackPatched(file, library.patches, temporary);
    });
  }
  for (const { name, versions } of libraries) {
    const version = given?.get(name)?.version;
    const chosen = versions.find((v) => (version ? v.version === version : exists(v.folder)));
    process.stdout.write(`${name}=${chosen.version}=${chosen.folder}\n`);
  }
});
