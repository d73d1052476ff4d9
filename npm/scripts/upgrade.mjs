// npm run upgrade: tries another version of a library: do the patches apply, is every file and name there that we use?
// Changes nothing without --write.
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, exists, sha256 } from '../../cmake/provision/cache.mjs';
import { libraryNames, readLibrary } from '../../cmake/provision/libraries.mjs';
import { fetchVersion, offeredVersions } from '../../cmake/provision/offered-versions.mjs';
import { ProvisionError, runMain } from '../../cmake/provision/report.mjs';
import { fetchSources, givenSources } from '../../cmake/provision/source-archives.mjs';
import { missingFiles, missingNames, tryPatches } from '../../cmake/provision/try-version.mjs';
import { unpack } from '../../cmake/provision/unpack.mjs';
import { fits, reportText } from './upgrade-report.mjs';
import { writeVersion } from './upgrade-write.mjs';

const USAGE = `Usage: npm --prefix npm run upgrade -- <library> [<version>] [--archive <file>] [--write]
  <library>         ${libraryNames().join(', ')}
  <version>         of the library; without one, lists what Debian's releases offer
  --archive <file>  sources of that version from elsewhere
  --write           puts the version into third_party/<library>/upstream.json, and into the headers of the patches that apply`;

function choices() {
  const options = { archive: { type: 'string' }, write: { type: 'boolean' }, help: { type: 'boolean' } };
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new ProvisionError(`${error.message}\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  const swallowed = ['write', 'archive'].find((name) => process.env[`npm_config_${name}`] && !values[name]);
  if (swallowed)
    throw new ProvisionError(`npm keeps --${swallowed} for itself unless "--" stands before the arguments.\n${USAGE}`);
  return { ...values, positionals };
}

/** An empty folder in the cache. */
function emptyFolder(name) {
  const folder = join(cacheFolder(), 'upgrade', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The archive of the version we have now. */
async function presentArchive(library) {
  const [present] = library.versions;
  const one = { ...library, versions: [present] };
  const given = process.env.IMWRITE_SOURCES_DIR;
  const found = given ? givenSources(given, [one]) : await fetchSources([one]);
  return found.get(library.name).file;
}

function givenArchive(file, version) {
  // npm runs scripts in its own folder.
  const path = resolve(process.env.INIT_CWD ?? '.', file);
  if (!exists(path)) throw new ProvisionError(`${path} does not exist.`);
  return { version, path, file: basename(path), sha256: sha256(path), from: path };
}

await runMain(async () => {
  const { positionals, archive, write, help } = choices();
  const [name, version, ...others] = positionals;
  if (help || !name || others.length) {
    process.stdout.write(`${USAGE}\n`);
    if (!help) process.exitCode = 1;
    return;
  }
  if (!libraryNames().includes(name)) throw new ProvisionError(`There is no library ${name}.\n${USAGE}`);
  const library = readLibrary(name);
  const present = library.versions[0].version;
  if (!version) {
    if (archive || write) throw new ProvisionError(`Which version?\n${USAGE}`);
    const offered = await offeredVersions(library);
    process.stdout.write(`${name}: we have ${present}; Debian's releases offer ${offered.join(', ')}\n`);
    return;
  }
  if (!/^\d+(\.\d+)+$/.test(version))
    throw new ProvisionError(`A version is numbers with dots between them, not ${version}.`);
  const candidate = archive ? givenArchive(archive, version) : await fetchVersion(library, version);
  const [before, after, scratch] = ['before', version, 'generated'].map((part) => emptyFolder(`${name}-${part}`));
  await unpack(await presentArchive(library), before);
  await unpack(candidate.path, after);
  // Names first: they are those of sources without patches.
  const names = missingNames(library, before, after);
  const files = await missingFiles(library, version, after, scratch);
  const patches = await tryPatches(after, library.patches);
  [before, scratch].forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  const report = { name, present, candidate, patches, files, names };
  process.stdout.write(reportText(report));
  if (write) {
    const changed = writeVersion(library, candidate, patches);
    process.stdout.write(`Written: ${changed.join(', ')}\n`);
    if (archive)
      process.stdout.write(
        'Builds look for that archive in Debian and in the folder IMWRITE_SOURCES_DIR, by its sha256.\n',
      );
  } else {
    process.stdout.write('Nothing was written; --write does that.\n');
  }
  process.stdout.write(`The sources, with the patches that apply: ${after}\n`);
  if (!fits(report)) process.exitCode = 1;
});
