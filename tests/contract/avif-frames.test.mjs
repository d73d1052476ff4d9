// Frames are those of libaom as it was published, with its assembly and AVX2, byte for byte: neither our patches nor WebAssembly change one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { imwrite, versions } from '../../npm/dist/node/index.js';
import { cases, recordFile, summary } from './avif-frames.mjs';

const { libaom, frames } = JSON.parse(readFileSync(recordFile, 'utf8'));

test('the record is of the libaom that we build', () => {
  assert.equal(versions().libaom, libaom, 'run tests/contract/avif-frames.mjs with the avifenc of this version');
});

for (const { name, image, options } of cases)
  test(`the frame of avifenc: ${name}`, async () => {
    assert.equal(summary(await imwrite(image, 'avif', options)), frames[name]);
  });
