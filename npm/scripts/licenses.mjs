// Collects the licenses of everything that is inside the package: the codec libraries, Emscripten's runtime, and the npm
// packages of the command line.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLibrary } from '../../cmake/provision/libraries.mjs';
import { npmFolder, root } from './steps/places.mjs';

/** What the command line imports; their own dependencies are found from there. */
const bundled = ['cli-progress', 'commander', 'tinyglobby'];

const introduction = `imwrite itself is under the MIT license (see LICENSE). It contains compiled code of these libraries, and its command
line the code of these npm packages. This software is based in part on the work of the Independent JPEG Group.
`;

/** Writes THIRD_PARTY_LICENSES.txt into `dist`, and LICENSE where npm expects it. */
export function writeLicenses(dist) {
  const parts = [...libraries(), ...emscripten(), ...packages(bundled)];
  const line = '='.repeat(80);
  const texts = parts.map(({ name, text }) => `\n${line}\n${name}\n${line}\n\n${text.trim()}\n`);
  writeFileSync(join(dist, 'THIRD_PARTY_LICENSES.txt'), introduction + texts.join(''));
  copyFileSync(join(root, 'LICENSE'), join(npmFolder, 'LICENSE'));
}

function libraries() {
  const lines = provision('sources.mjs').split('\n');
  return lines.map((line) => {
    const [name, version, folder] = line.split('=');
    const texts = readLibrary(name).licenses.map((file) => readFileSync(join(folder, file), 'utf8'));
    return { name: `${name} ${version}`, text: texts.join('\n\n') };
  });
}

function emscripten() {
  const base = provision('emscripten.mjs').replace(/\/cmake\/Modules\/Platform\/.*$/, '');
  return [
    { name: 'Emscripten', text: readFileSync(join(npmFolder, 'scripts/emscripten-license.txt'), 'utf8') },
    { name: 'musl (in Emscripten)', text: readFileSync(join(base, 'system/lib/libc/musl/COPYRIGHT'), 'utf8') },
  ];
}

function packages(names, found = new Map()) {
  for (const name of names) {
    if (found.has(name)) continue;
    const folder = join(npmFolder, 'node_modules', name);
    const { version, dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
    found.set(name, { name: `${name} ${version}`, text: readFileSync(join(folder, file), 'utf8') });
    packages(Object.keys(dependencies), found);
  }
  return found.values();
}

/** The last lines a script of cmake/provision prints; what it reports on the way goes to stderr. */
function provision(script) {
  return execFileSync(process.execPath, [join(root, 'cmake/provision', script)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}
