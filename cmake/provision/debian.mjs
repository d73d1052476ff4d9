// Debian packages of another release, fetched beside the system: apt works on its own state folder, on the machine's own
// mirror and keys, so nothing on the system changes and no rights are needed.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { progress } from './report.mjs';
import { lastLines, run, which } from './run.mjs';

const DAY = 24 * 3600 * 1000;
const KEYRINGS = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'];

// An empty reason means that this is Debian with apt and dpkg.
export function whyNotDebian() {
  let release = '';
  try {
    release = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // No such file: not Debian.
  }
  if (!/^ID=debian$/m.test(release)) return 'this system is not Debian';
  const missing = ['apt-get', 'apt-cache', 'dpkg'].filter((name) => !which(name));
  return missing.length ? `${missing.join(', ')} not found` : '';
}

// The Debian mirrors of this machine. apt itself reads its source lists, in whatever form they are written.
export async function mirrors() {
  const format = '$(CREATED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)';
  const { output } = await run('apt-get', ['indextargets', '--no-release-info', '--format', format]);
  const codename = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  const suites = new Set([codename, 'stable', 'testing', 'unstable', 'sid', 'forky', 'trixie']);
  const found = output.split('\n').map((line) => line.split('|'));
  return [...new Set(found.filter((f) => f[0] === 'Packages' && suites.has(f[2]) && f[3] === 'main').map((f) => f[1]))];
}

// An apt of its own for one mirror and suite. `kind` is 'deb' or 'deb-src'; `installed` names packages that it must take
// as installed, so that it does not fetch them.
export class Apt {
  constructor(mirror, suite, kind, installed = []) {
    this.suite = suite;
    this.folder = join(cacheFolder(), 'apt', `${suite}-${kind}`);
    this.archives = join(this.folder, 'archives');
    mkdirSync(join(this.folder, 'lists', 'partial'), { recursive: true });
    mkdirSync(join(this.archives, 'partial'), { recursive: true });
    const keyring = KEYRINGS.find((file) => existsSync(file));
    const option = keyring ? ` [signed-by=${keyring}]` : '';
    this.#write('sources.list', `${kind}${option} ${mirror} ${suite} main\n`);
    this.#write('status', installed.map(standIn).join('\n'));
  }

  #write(name, text) {
    const file = join(this.folder, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }

  #options() {
    const options = {
      'Dir::State': this.folder,
      'Dir::State::lists': join(this.folder, 'lists'),
      'Dir::State::status': join(this.folder, 'status'),
      'Dir::Cache': this.folder,
      'Dir::Cache::archives': this.archives,
      'Dir::Etc::sourcelist': join(this.folder, 'sources.list'),
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::Etc::preferences': '/dev/null',
      'Dir::Etc::preferencesparts': '/dev/null',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '3',
      // The sandbox user cannot read a cache below a home folder.
      'APT::Sandbox::User': 'root',
    };
    return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  }

  get(args, options) {
    return run('apt-get', [...this.#options(), ...args], options);
  }

  cache(args) {
    return run('apt-cache', [...this.#options(), ...args]);
  }

  // Fetches the package index when there is none or it is old; returns what went wrong, or undefined.
  async update(maxAge = DAY) {
    const stamp = join(this.folder, `updated-${this.#stampName()}`);
    const age = existsSync(stamp) ? Date.now() - statSync(stamp).mtimeMs : Infinity;
    if (age < maxAge) return undefined;
    progress(`reading the package index of Debian ${this.suite}`);
    const result = await this.get(['update', '-q']);
    // apt-get update ends with 0 when an index could not be fetched at all, with a warning.
    if (result.code !== 0 || /^(E|W): (Failed|Some index|The repository)/m.test(result.errors))
      return lastLines(result);
    writeFileSync(stamp, '');
    return undefined;
  }

  // The index belongs to one source list: another mirror needs another index.
  #stampName() {
    const text = readFileSync(join(this.folder, 'sources.list'), 'utf8');
    return [...text].reduce((hash, c) => (hash * 31 + c.charCodeAt(0)) >>> 0, 7).toString(16);
  }
}

function standIn(name) {
  return [
    `Package: ${name}`,
    'Status: install ok installed',
    'Priority: optional',
    'Section: misc',
    'Maintainer: none <none@invalid>',
    'Architecture: all',
    'Multi-Arch: allowed',
    'Version: 999:0',
    'Description: stands for what the host has',
    '',
  ].join('\n');
}
