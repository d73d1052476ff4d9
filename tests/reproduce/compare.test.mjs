// The comparison of `npm run reproduce` names the first file that differs in two tarballs, and how.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { difference } from './compare.mjs';

/** An archive as npm packs it, of { name: content }. */
function tarball(files, { mode = '000644', level = 9 } = {}) {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(`package/${name}`, 0);
    header.write(`${mode} \0`, 100);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.write('03560116604 0', 136);
    header.write('ustar\0', 257);
    return [header, Buffer.concat([Buffer.from(content), Buffer.alloc(511)], Math.ceil(content.length / 512) * 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level });
}

const files = { 'dist/a.js': 'a'.repeat(700), 'dist/b.js': 'b'.repeat(700), 'README.md': 'read me' };

test('tarballs of the same bytes do not differ', () => {
  assert.equal(difference(tarball(files), tarball(files)), undefined);
});

test('one byte that differs is named with its place and the sizes', () => {
  const other = { ...files, 'dist/b.js': `${'b'.repeat(600)}c${'b'.repeat(99)}` };
  assert.match(
    difference(tarball(files), tarball(other)),
    /^package\/dist\/b\.js: differs from byte 600 on .*; both have 700 bytes$/,
  );
});

test('a file that goes on is named with both sizes, and how many files differ is counted', () => {
  const longer = { ...files, 'dist/a.js': 'a'.repeat(701) };
  assert.match(
    difference(tarball(files), tarball(longer)),
    /a\.js: differs from byte 700 on \(the end and "a+"\); 700 and 701 bytes$/,
  );
  const both = difference(tarball(files), tarball({ ...longer, 'README.md': 'Read me' }));
  assert.equal(
    both,
    'package/README.md: differs from byte 0 on ("read me" and "Read me"); both have 7 bytes; 2 files differ',
  );
});

test('a file that only one of them has is named', () => {
  assert.equal(
    difference(tarball({ ...files, 'dist/c.js': '' }), tarball(files)),
    'package/dist/c.js: only the first has it',
  );
  assert.equal(
    difference(tarball(files), tarball({ ...files, 'dist/c.js': '' })),
    'package/dist/c.js: only the second has it',
  );
});

test('what the archive says of files counts: mode, order, compression', () => {
  assert.equal(
    difference(tarball(files), tarball(files, { mode: '000600' })),
    'package/README.md: its mode is 000644 and 000600; 3 files differ',
  );
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  assert.equal(
    difference(tarball(files), tarball(reversed)),
    'package/dist/a.js: stands where the other has package/README.md',
  );
  assert.match(difference(tarball(files), tarball(files, { level: 1 })), /^the same archive, compressed differently: /);
});
