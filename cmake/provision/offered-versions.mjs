// The versions of a library's source package that Debian's releases offer, for trying another one.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, exists, sha256, withLock } from './cache.mjs';
import { Apt, mirrors, whyNotDebian } from './debian.mjs';
import { progress, ProvisionError } from './report.mjs';
import { lastLines } from './run.mjs';
import { sourceVersions } from './source-archives.mjs';
import { compareVersions } from './versions.mjs';

const WAY_OUT = 'Sources from elsewhere: --archive <file>.';
const MINUTES = 60 * 1000;
const SUITES = ['sid', 'experimental', 'forky', 'trixie', 'bookworm', 'bullseye'];

/** Upstream's version out of Debian's: 1:1.3.dfsg+really1.3.2-3 is 1.3.2. */
export function upstreamVersion(full) {
  const bare = full.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
  return bare.replace(/^.*\+really/, '').replace(/[.+~](dfsg|ds|repack).*$/, '');
}

/**
 * [{ apt, full, version, file, sha256 }] of all releases, newest first; stops at the first release that has `version`.
 */
async function offers(library, version, maxAge) {
  const found = [];
  const problems = [];
  for (const suite of SUITES) {
    for (const mirror of await mirrors()) {
      const apt = new Apt(mirror, suite, 'deb-src');
      const problem = await apt.update(maxAge);
      if (problem) {
        problems.push(`${suite} (${problem})`);
        continue;
      }
      const listed = sourceVersions((await apt.cache(['showsrc', '--only-source', library.package])).output);
      for (const { full, files } of listed) {
        const archive = files.find(({ file }) => /\.orig\.tar\.\w+$/.test(file));
        if (archive) found.push({ apt, full, version: upstreamVersion(full), ...archive });
      }
      if (found.some((offer) => offer.version === version)) return found;
    }
  }
  if (!found.length)
    throw new ProvisionError(
      `Debian offers no ${library.package}${problems.length ? `; not reached: ${problems.join('; ')}` : ''}.`,
    );
  return found.sort((a, b) => compareVersions(b.version, a.version));
}

const versionsOf = (found) => [...new Set(found.map(({ version }) => version))];

function checkDebian(library) {
  const reason = whyNotDebian();
  if (reason)
    throw new ProvisionError(`Versions of ${library.name} cannot be looked up, because ${reason}. ${WAY_OUT}`);
}

export async function offeredVersions(library) {
  checkDebian(library);
  return withLock(join(cacheFolder(), 'apt-sources'), async () => versionsOf(await offers(library)));
}

/** { version, path, file, sha256, from } of a version's archive, which is in the cache's downloads afterwards. */
export async function fetchVersion(library, version) {
  checkDebian(library);
  const downloads = join(cacheFolder(), 'downloads');
  mkdirSync(downloads, { recursive: true });
  return withLock(join(cacheFolder(), 'apt-sources'), async () => {
    let problem;
    // The second round is for an index that names archives which the mirror has replaced since.
    for (const maxAge of [undefined, 10 * MINUTES]) {
      const found = await offers(library, version, maxAge);
      const offer = found.find((one) => one.version === version);
      if (!offer)
        throw new ProvisionError(
          `Debian offers no ${library.name} ${version}; it offers ${versionsOf(found).join(', ')}. ${WAY_OUT}`,
        );
      const path = join(downloads, offer.file);
      problem = await fetchOffer(library, offer, downloads);
      if (!problem) return { version, path, file: offer.file, sha256: offer.sha256, from: `Debian ${offer.apt.suite}` };
    }
    throw new ProvisionError(`${library.name} ${version} was not fetched: ${problem.replace(/\.+$/, '')}. ${WAY_OUT}`);
  });
}

/** What went wrong, or undefined. */
async function fetchOffer(library, { apt, full, version, file, sha256: expected }, downloads) {
  const path = join(downloads, file);
  if (exists(path) && sha256(path) === expected) return undefined;
  progress(`fetching ${library.name} ${version} from Debian ${apt.suite}`);
  const result = await apt.get(['source', '--download-only', '--tar-only', `${library.package}=${full}`], {
    cwd: downloads,
  });
  if (result.code !== 0 || !exists(path)) return lastLines(result);
  return sha256(path) === expected ? undefined : `${path} has sha256 ${sha256(path)}, Debian says ${expected}`;
}
