// npm run upgrade on a library that is made up here: two versions of its sources, patches of every outcome, no network.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { readLibrary } from '../cmake/provision/libraries.mjs';
import { upstreamVersion } from '../cmake/provision/offered-versions.mjs';
import { sourceVersions } from '../cmake/provision/source-archives.mjs';
import { missingFiles, missingNames, tryPatches } from '../cmake/provision/try-version.mjs';
import { fits, reportText } from '../npm/scripts/upgrade-report.mjs';
import { writeVersion } from '../npm/scripts/upgrade-write.mjs';

const folder = mkdtempSync(join(tmpdir(), 'imwrite-upgrade-'));
after(() => rmSync(folder, { recursive: true }));

function put(texts, ...place) {
  for (const [name, text] of Object.entries(texts)) {
    const path = join(folder, ...place, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(folder, ...place);
}

const numbers = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => `int line_${from + i};\n`);
const lines = numbers(1, 20);
const changed = (at, text) => lines.with(at - 1, text).join('');

/** A patch that turns a line of src/<file> into others, with three lines around it. */
function patch(file, at, text, needs = '') {
  const hunk = [
    ...lines.slice(at - 4, at - 1).map((line) => ` ${line}`),
    `-${lines[at - 1]}`,
    ...text.map((line) => `+${line}\n`),
    ...lines.slice(at, at + 3).map((line) => ` ${line}`),
  ];
  const header = `Why: to try it,\n  in two lines.\nGain: 1\nUpstream: not sent\nApplies to: 1.0\nGuarded by: tests/upgrade.test.mjs\n${needs}`;
  return `${header}\n--- a/src/${file}\n+++ b/src/${file}\n@@ -${at - 3},7 +${at - 3},${6 + text.length} @@\n${hunk.join('')}`;
}

const old = put(
  {
    'src/a.c': lines.join(''),
    'src/b.c': lines.join(''),
    'src/gone.c': lines.join(''),
    'src/api.h': '/* fn_comment */\nvoid fn_kept(void);\nvoid fn_gone(void);\n',
  },
  'old',
);
const sources = {
  'src/a.c': `int before;\n${lines.join('')}`,
  'src/b.c': changed(15, 'int line_15 = other;\n'),
  'src/done.c': changed(10, 'int line_10 = 1;\n'),
  'src/api.h': '/* fn_gone is gone */\nvoid fn_kept(void);\n',
  'src/z.h': 'void z(void);\n',
  'config.h.in': '@VERSION@',
};
const third = put(
  {
    'upstream.json':
      '{\n  "upstream": "https://example.org/x",\n  "licenses": ["COPYING"],\n  "package": "x",\n  "version": "1.0",\n  "file": "x_1.0.tar.gz",\n  "sha256": "00",\n  "fallbacks": []\n}\n',
    'library.cmake': [
      'imwrite_add_library(x src/a.c src/b.c src/gone.c)',
      'configure_file("${x_SOURCE}/config.h.in" "${x_BUILD}/config.h")',
      'target_link_libraries(x PUBLIC m)',
      'set_source_files_properties("${x_SOURCE}/src/hot.c" PROPERTIES COMPILE_OPTIONS -O2)',
    ].join('\n'),
    'kernels/k.cc': '#include <api.h>\n// fn_comment fn_gone\nvoid Own() { fn_kept(); fn_gone(); }\n',
    'patches/a-applies.patch': patch('a.c', 10, ['int line_10 = fn_gone;']),
    'patches/b-fails.patch': patch('b.c', 13, ['int line_13 = 1;']),
    'patches/c-needs-it.patch': patch('a.c', 4, ['int line_4 = 1;'], 'Needs: b-fails\n'),
    'patches/d-no-file.patch': patch('gone.c', 10, ['int line_10 = 1;']),
    'patches/e-done.patch': patch('done.c', 10, ['int line_10 = 1;']),
    'patches/f-on-top.patch': patch('a.c', 16, ['int line_16 = 1;'], 'Needs: a-applies\n'),
  },
  'third_party',
  'x',
);
const library = readLibrary('x', dirname(third));
const fresh = (name) => put(sources, name);

test('patches that apply are told from those that fail, with file and hunk', async () => {
  const results = await tryPatches(fresh('tried'), library.patches);
  const seen = Object.fromEntries(results.map(({ name, outcome, notes }) => [name, [outcome, ...notes]]));
  assert.deepEqual(seen, {
    'a-applies': ['applies', 'src/a.c: lines moved by 1'],
    'b-fails': [
      'fails',
      'src/b.c: hunk 1 of 1, at line 10',
      'with other lines around it, it does apply (patch --fuzz=2): read the result, and make the patch anew',
    ],
    'c-needs-it': ['not tried', 'it needs b-fails'],
    'd-no-file': ['fails', 'src/gone.c: no such file'],
    'e-done': ['fails', 'src/done.c: the change is in these sources already'],
    'f-on-top': ['applies', 'src/a.c: lines moved by 1'],
  });
  // What applies is there, and nothing of what fails.
  const [a, b] = ['a.c', 'b.c'].map((file) => readFileSync(join(folder, 'tried/src', file), 'utf8'));
  assert.match(a, /line_10 = fn_gone[^]*line_16 = 1/);
  assert.doesNotMatch(a, /line_4 = 1/);
  assert.equal(b, sources['src/b.c']);
});

test('files that library.cmake names are looked for, those with options of their own too', async () => {
  const { named, missing, complaint } = await missingFiles(library, '2.0', fresh('files'), join(folder, 'generated'));
  assert.deepEqual(
    { named, missing, complaint },
    { named: 4, missing: ['src/gone.c', 'src/hot.c'], complaint: undefined },
  );
  assert.equal(readFileSync(join(folder, 'generated/config.h'), 'utf8').trim(), '2.0');
});

test('what CMake needs besides is told in its words', async () => {
  const source = fresh('no-template');
  rmSync(join(source, 'config.h.in'));
  const { complaint } = await missingFiles(library, '2.0', source, join(folder, 'generated'));
  assert.match(complaint, /config\.h\.in does not exist/);
});

test('names that our code has from the library and that are gone', () => {
  assert.deepEqual(missingNames(library, old, fresh('names')), [
    { name: 'fn_gone', users: ['a-applies.patch', 'kernels/k.cc'] },
  ]);
  const moved = fresh('moved');
  rmSync(join(moved, 'src/api.h'));
  assert.deepEqual(
    missingNames(library, old, moved).map(({ name }) => name),
    ['<api.h>', 'fn_gone', 'fn_kept'],
  );
});

const candidate = { version: '2.0', file: 'x_2.0.tar.gz', sha256: 'ab', from: 'here' };

test('the report marks what has to be done by hand', () => {
  const good = {
    name: 'x',
    present: '1.0',
    candidate,
    patches: [{ name: 'p', outcome: 'applies', notes: [] }],
    files: { named: 3, missing: [] },
    names: [],
  };
  assert.ok(fits(good));
  assert.doesNotMatch(reportText(good), /✗/);
  const worse = [
    { patches: [{ name: 'p', outcome: 'not tried', notes: ['it needs q'] }] },
    { files: { named: 3, missing: ['y.c'] } },
    { files: { named: 3, missing: [], complaint: 'no' } },
    { names: [{ name: 'f', users: ['k.cc'] }] },
  ];
  for (const change of worse) {
    assert.ok(!fits({ ...good, ...change }), JSON.stringify(change));
    assert.match(reportText({ ...good, ...change }), /by hand/);
  }
  assert.match(
    reportText({ ...good, files: { named: 99, missing: Array.from({ length: 99 }, (_, i) => `${i}.c`) } }),
    /and 87 more/,
  );
});

test('writing changes the version, and the headers of patches that apply', async () => {
  const copy = join(folder, 'written');
  cpSync(third, join(copy, 'x'), { recursive: true });
  const before = readLibrary('x', copy);
  const results = await tryPatches(fresh('write'), before.patches);
  assert.deepEqual(writeVersion(before, candidate, results), ['upstream.json', 'a-applies.patch', 'f-on-top.patch']);
  const now = readLibrary('x', copy);
  assert.deepEqual(now.versions, [{ version: '2.0', file: 'x_2.0.tar.gz', sha256: 'ab' }]);
  assert.deepEqual(
    now.patches.map(({ appliesTo }) => appliesTo.join()),
    ['1.0,2.0', '1.0', '1.0', '1.0', '1.0', '1.0,2.0'],
  );
  assert.deepEqual(
    now.patches.map(({ body }) => body),
    before.patches.map(({ body }) => body),
  );
  // Again: nothing is added twice.
  assert.deepEqual(writeVersion(now, candidate, results), ['upstream.json']);
});

test("upstream's version out of Debian's", () => {
  const versions = {
    '1:1.3.dfsg+really1.3.2-3': '1.3.2',
    '1.6.48-1+deb13u5': '1.6.48',
    '1:1.2.13.dfsg-1': '1.2.13',
    '1.5.0-0.1~bpo12+1': '1.5.0',
    '4.7.2-1': '4.7.2',
  };
  for (const [full, version] of Object.entries(versions)) assert.equal(upstreamVersion(full), version, full);
});

test('archives and their sha256 out of a source package', () => {
  const hash = 'a'.repeat(64);
  const text = `Package: x\nVersion: 1.0-1\nChecksums-Sha256:\n ${hash} 12 x_1.0-1.dsc\n ${hash} 345 x_1.0.orig.tar.gz\n\nPackage: x\nVersion: 0.9-1\n`;
  const files = ['x_1.0-1.dsc', 'x_1.0.orig.tar.gz'].map((file) => ({ file, sha256: hash }));
  assert.deepEqual(sourceVersions(text), [
    { full: '1.0-1', files },
    { full: '0.9-1', files: [] },
  ]);
});
