// Tries what third_party/<library>/ has on other sources of the library: its patches, the files that its CMake file
// names, and the names of the library that our own code uses.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exists } from './cache.mjs';
import { run } from './run.mjs';
import { applyPatch } from './unpack.mjs';

/**
 * Applies the patches that fit to `folder`; gives for each { name, outcome: 'applies' | 'fails' | 'not tried', notes }.
 */
export async function tryPatches(folder, patches) {
  const results = [];
  for (const { name, file, needs } of patches) {
    const missing = needs.find(
      (need) => !results.some((result) => result.name === need && result.outcome === 'applies'),
    );
    if (missing) {
      results.push({ name, outcome: 'not tried', notes: [`it needs ${missing}`] });
      continue;
    }
    const { code, output, errors } = await applyPatch(file, folder, '--dry-run');
    if (code === 0) {
      await applyPatch(file, folder);
      results.push({ name, outcome: 'applies', notes: movesIn(output) });
    } else {
      const loosely = await applyPatch(file, folder, '--dry-run', '--fuzz=2');
      const hint =
        loosely.code === 0
          ? ['with other lines around it, it does apply (patch --fuzz=2): read the result, and make the patch anew']
          : [];
      results.push({ name, outcome: 'fails', notes: [...failuresIn(output + errors), ...hint] });
    }
  }
  return results;
}

/**
 * What patch said, file by file: { file, lost, lines }; a lost one is not there, and patch quotes what it looked for.
 */
function byFile(output) {
  const parts = [];
  for (const line of output.split('\n')) {
    const [, checked] = /^(?:checking|patching) file '?(.+?)'?$/.exec(line) ?? [];
    const [, lost] = /^\|\+\+\+ b\/(\S+)/.exec(line) ?? [];
    if (checked ?? lost) parts.push({ file: checked ?? lost, lost: Boolean(lost), lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts;
}

function movesIn(output) {
  return byFile(output).flatMap(({ file, lines }) => {
    const offsets = lines
      .map((line) => /^Hunk #\d+ succeeded at \d+ \(offset (-?\d+) lines?\)/.exec(line)?.[1])
      .filter(Boolean);
    return offsets.length ? [`${file}: lines moved by ${[...new Set(offsets)].join(', ')}`] : [];
  });
}

function failuresIn(output) {
  const notes = byFile(output).flatMap(({ file, lost, lines }) => {
    if (lost) return [`${file}: no such file`];
    if (lines.some((line) => /^Reversed \(or previously applied\)/.test(line)))
      return [`${file}: the change is in these sources already`];
    const total = lines.map((line) => /^\d+ out of (\d+) hunks?/.exec(line)?.[1]).find(Boolean);
    const failed = lines.map((line) => /^Hunk #(\d+) FAILED at (\d+)/.exec(line)).filter(Boolean);
    return failed.map(([, hunk, line]) => `${file}: hunk ${hunk} of ${total}, at line ${line}`);
  });
  return notes.length ? notes : [output.trim()];
}

/** The files that library.cmake names and these sources lack, and what CMake complains of. */
export async function missingFiles(library, version, source, scratch) {
  const settings = {
    FILE: join(library.folder, 'library.cmake'),
    NAME: library.name,
    SOURCE: source,
    VERSION: version,
    SCRATCH: scratch,
  };
  const script = fileURLToPath(new URL('list-files.cmake', import.meta.url));
  const { code, errors } = await run('cmake', [
    ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
    '-P',
    script,
  ]);
  const named = [...new Set([...errors.matchAll(/^file=(.+)$/gm)].map(([, file]) => file))];
  const complaint =
    code === 0
      ? undefined
      : errors
          .split('\n')
          .filter((line) => line.trim() && !line.startsWith('file='))
          .map((line) => line.trim())
          .join(' ');
  return { named: named.length, missing: named.filter((file) => !exists(join(source, file))), complaint };
}

const C_FILE = /\.(c|h|cc)(\.in)?$/;

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && C_FILE.test(entry.name),
  );

/** The identifiers of C code, and the headers it includes as `<name>`. */
function wordsOf(text) {
  const code = text.replace(/\/\*[^]*?\*\/|\/\/.*$|"(?:[^"\\\n]|\\.)*"/gm, ' ');
  const headers = [...code.matchAll(/^\s*#\s*include\s*(<[^>\s]+>)/gm)].map(([, name]) => name);
  return [...headers, ...(code.replace(/^\s*#\s*include.*$/gm, '').match(/\b[A-Za-z_]\w+\b/g) ?? [])];
}

function namesIn(folder) {
  const names = new Set();
  for (const { parentPath, name } of filesOf(folder)) {
    wordsOf(readFileSync(join(parentPath, name), 'utf8')).forEach((word) => names.add(word));
    // A header can be included under each end of its path.
    const path = join(parentPath, name).split('/');
    for (let i = 1; i <= 3; ++i) names.add(`<${path.slice(-i).join('/')}>`);
  }
  return names;
}

/**
 * The names that our code in kernels/ and stand-ins/ and the lines which patches add have from the library, and which are
 * gone: [{ name, users }]. Both folders without patches, so that what these bring is no concern.
 */
export function missingNames(library, oldSource, newSource) {
  const users = new Map();
  const take = (text, user) =>
    wordsOf(text).forEach((word) => users.set(word, (users.get(word) ?? new Set()).add(user)));
  for (const room of ['kernels', 'stand-ins'].filter((name) => exists(join(library.folder, name)))) {
    for (const { parentPath, name } of filesOf(join(library.folder, room)))
      take(readFileSync(join(parentPath, name), 'utf8'), `${room}/${name}`);
  }
  for (const { name, body } of library.patches)
    take(
      body
        .match(/^\+(?!\+\+ ).*$/gm)
        ?.map((line) => line.slice(1))
        .join('\n') ?? '',
      `${name}.patch`,
    );
  const [before, now] = [namesIn(oldSource), namesIn(newSource)];
  const gone = [...users].filter(([name]) => before.has(name) && !now.has(name));
  return gone.map(([name, from]) => ({ name, users: [...from].sort() })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
