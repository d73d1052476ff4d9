// Finds the archives of the libraries' sources: in a folder that the user gives, or on the machine's Debian mirror. What a
// source package calls its version does not matter: an archive is known by its sha256.
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, exists, sha256, withLock } from './cache.mjs';
import { Apt, mirrors, whyNotDebian } from './debian.mjs';
import { progress, ProvisionError } from './report.mjs';
import { lastLines } from './run.mjs';

const SUITES = ['forky', 'sid', 'trixie'];
const MINUTES = 60 * 1000;
const WAY_OUT =
  'Put the archives into a folder and set IMWRITE_SOURCES_DIR to it; third_party/<library>/upstream.json has their sha256.';

const describe = ({ name, versions }) => `${name} ${versions.map((v) => v.version).join(' or ')}`;

// Both functions return a map: library name → { version, file }.
export function givenSources(folder, libraries) {
  if (!exists(folder)) throw new ProvisionError(`IMWRITE_SOURCES_DIR names ${folder}, which does not exist.`);
  const byHash = new Map();
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (/\.(tar\.\w+|tgz|txz|tbz2?)$/.test(name) && statSync(file).isFile()) byHash.set(sha256(file), file);
  }
  const found = new Map();
  for (const library of libraries) {
    const match = library.versions.find((v) => byHash.has(v.sha256));
    if (match) found.set(library.name, { version: match.version, file: byHash.get(match.sha256) });
  }
  const missing = libraries.filter(({ name }) => !found.has(name));
  if (missing.length) {
    const wanted = missing.map((l) => `${describe(l)} (sha256 ${l.versions.map((v) => v.sha256).join(' or ')})`);
    throw new ProvisionError(`${folder} (IMWRITE_SOURCES_DIR) holds no archive of ${wanted.join(', ')}.`);
  }
  return found;
}

export async function fetchSources(libraries) {
  const found = new Map();
  if (!libraries.length) return found;
  const downloads = join(cacheFolder(), 'downloads');
  mkdirSync(downloads, { recursive: true });
  await withLock(join(cacheFolder(), 'apt-sources'), async () => {
    takeDownloaded(libraries, downloads, found);
    if (found.size === libraries.length) return;
    const reason = whyNotDebian();
    const wanted = () => libraries.filter(({ name }) => !found.has(name));
    const failed = (why) => new ProvisionError(`No sources of ${wanted().map(describe).join(', ')}: ${why} ${WAY_OUT}`);
    if (reason) throw failed(`they cannot be fetched, because ${reason}.`);
    const tried = [];
    for (const suite of SUITES) {
      for (const mirror of await mirrors()) {
        if (!wanted().length) return;
        await fetchFrom(new Apt(mirror, suite, 'deb-src'), wanted(), downloads, found, tried);
      }
    }
    if (wanted().length) throw failed(`they could not be fetched from Debian. Tried: ${tried.join('; ')}.`);
  });
  return found;
}

function takeDownloaded(libraries, downloads, found) {
  for (const { name, versions } of libraries) {
    const match = versions.find((v) => exists(join(downloads, v.file)) && sha256(join(downloads, v.file)) === v.sha256);
    if (match) found.set(name, { version: match.version, file: join(downloads, match.file) });
  }
}

async function fetchFrom(apt, libraries, downloads, found, tried) {
  // The second round is for an index that names archives which the mirror has replaced since.
  for (const maxAge of [undefined, 10 * MINUTES]) {
    const problem = await apt.update(maxAge);
    if (problem) {
      tried.push(`${apt.suite} (index: ${problem})`);
      return;
    }
    for (const library of libraries.filter(({ name }) => !found.has(name))) {
      const problems = await fetchLibrary(apt, library, downloads, found);
      tried.push(...problems.filter((text) => !tried.includes(text)));
    }
    if (libraries.every(({ name }) => found.has(name))) return;
  }
}

async function fetchLibrary(apt, library, downloads, found) {
  const offers = sourceVersions((await apt.cache(['showsrc', '--only-source', library.package])).output);
  const problems = [];
  for (const { version, sha256: hash, file } of library.versions) {
    const offered = offers.filter(({ files }) => files.some((one) => one.sha256 === hash));
    if (!offered.length) problems.push(`${library.name} ${version} (not in ${apt.suite})`);
    for (const { full } of offered) {
      progress(`fetching ${library.name} ${version} from Debian ${apt.suite}`);
      const args = ['source', '--download-only', '--tar-only', `${library.package}=${full}`];
      const result = await apt.get(args, { cwd: downloads });
      if (result.code === 0 && exists(join(downloads, file))) {
        found.set(library.name, { version, file: join(downloads, file) });
        return problems;
      }
      problems.push(`${library.name} ${version} (${apt.suite}: ${lastLines(result)})`);
    }
  }
  return problems;
}

/** [{ full: Debian's version, files: [{ file, sha256 }] }] out of what apt-cache showsrc says. */
export function sourceVersions(showsrc) {
  const files = (text) =>
    [...text.matchAll(/^ ([0-9a-f]{64}) \d+ (\S+)$/gm)].map(([, hash, file]) => ({ file, sha256: hash }));
  return showsrc
    .split(/\n\n+/)
    .map((text) => ({ full: /^Version: (\S+)/m.exec(text)?.[1], files: files(text) }))
    .filter(({ full }) => full);
}
