// Each library of third_party/ says where it comes from, and each of its patches why it is there and what guards it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { libraryNames, readLibrary } from '../cmake/provision/libraries.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const libraries = libraryNames().map((name) => readLibrary(name));
const patches = libraries.flatMap((library) =>
  library.patches.map((patch) => ({ ...patch, library, where: `${library.name}/${patch.name}` })),
);

const isVersion = (text) => /^\d+(\.\d+)+$/.test(text);

test('a library is a folder with library.cmake, upstream.json and known rooms', () => {
  assert.ok(libraries.length >= 6);
  assert.deepEqual(
    readdirSync(join(root, 'third_party')).sort(),
    libraries.map(({ name }) => name),
  );
  for (const { name, folder } of libraries) {
    const entries = readdirSync(folder);
    assert.ok(entries.includes('library.cmake'), name);
    const unknown = entries.filter(
      (entry) => !['library.cmake', 'upstream.json', 'patches', 'kernels', 'include', 'stand-ins'].includes(entry),
    );
    assert.deepEqual(unknown, [], name);
    if (entries.includes('patches'))
      assert.deepEqual(
        readdirSync(join(folder, 'patches')).filter((file) => !file.endsWith('.patch')),
        [],
        name,
      );
  }
});

test('upstream.json is complete', () => {
  for (const library of libraries) {
    const { name } = library;
    const keys = Object.keys(JSON.parse(readFileSync(join(library.folder, 'upstream.json'), 'utf8')));
    assert.deepEqual(keys, ['upstream', 'licenses', 'package', 'version', 'file', 'sha256', 'fallbacks'], name);
    // The project's own address: what Debian and npm have of it is found by `package`, in whatever place this machine
    // uses.
    assert.match(library.upstream, /^https:\/\/[\w.]+\/[\w./-]+$/, name);
    assert.doesNotMatch(library.upstream, /debian|npm/, name);
    assert.ok(library.licenses.length > 0 && library.licenses.every((file) => /^\w[\w.-]*$/.test(file)), name);
    assert.match(library.package, /^[a-z0-9][a-z0-9+.-]+$/, name);
    for (const { version, file, sha256 } of library.versions) {
      assert.ok(isVersion(version), `${name}: ${version}`);
      assert.ok(file.includes(version) && /\.tar\.\w+$/.test(file), `${name}: ${file}`);
      assert.match(sha256, /^[0-9a-f]{64}$/, name);
    }
  }
});

test("a patch's header has every field, and nothing else stands before the changes", () => {
  assert.ok(patches.length > 10);
  for (const { where, header, unknown, body } of patches) {
    assert.deepEqual(unknown, [], where);
    const fields = Object.keys(header).filter((field) => field !== 'Needs');
    assert.deepEqual(fields, ['Why', 'Gain', 'Upstream', 'Applies to', 'Guarded by'], where);
    for (const field of fields) assert.ok(header[field].trim(), `${where}: ${field}`);
    // A number, or a fault that it takes away.
    assert.match(header.Gain, /\d|^a fix: /, where);
    assert.match(header.Upstream, /^(not sent|sent: https:|merged: https:|refused: https:)/, where);
    assert.match(body, /^--- a\//, where);
  }
});

test('a patch applies to the version that we build, and to other versions', () => {
  for (const { where, library, appliesTo } of patches) {
    assert.ok(appliesTo.every(isVersion), where);
    for (const { version } of library.versions) assert.ok(appliesTo.includes(version), `${where}: ${version}`);
  }
});

test('the test that guards a patch exists', () => {
  for (const { where, header } of patches) {
    const [file, name] = header['Guarded by'].split(/: (.*)/);
    assert.match(file, /[._]test\.(cc|mjs)$/, where);
    assert.ok(existsSync(join(root, file)), `${where}: there is no ${file}`);
    const text = readFileSync(join(root, file), 'utf8');
    // A name of GoogleTest, or the title of a test.
    const found = name === undefined || text.includes(`, ${name}) {`) || text.includes(`test('${name}'`);
    assert.ok(found, `${where}: ${file} has no test "${name}"`);
  }
});

test('what a patch needs is applied before it', () => {
  for (const { where, library, name, needs } of patches) {
    const before = library.patches.map((patch) => patch.name).filter((other) => other < name);
    assert.deepEqual(
      needs.filter((need) => !before.includes(need)),
      [],
      where,
    );
  }
});
