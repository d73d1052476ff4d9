// Where the bytes of a file went: the parts add up to the file, for every format and some of its settings.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { partsOf } from '../../demo/anatomy.js';
import { formats, imread, imwrite, imwriteMulti } from '../../npm/dist/node/index.js';
import { croppedTo } from '../support/images.mjs';

const containers = JSON.parse(await readFile(new URL('../../demo/containers.json', import.meta.url), 'utf8'));
const coffee = await imread(new URL('../fixtures/coffee.png', import.meta.url).pathname);
const sum = (parts) => parts.reduce((total, { bytes }) => total + bytes, 0);
const share = (parts, kind) => sum(parts.filter((part) => part.kind === kind)) / sum(parts);

test('every format: the parts are all of the file, most of it pixels, nothing of it unknown', async () => {
  for (const { name, depths } of Object.values(formats)) {
    const bytes = await imwrite(croppedTo(name, coffee), name, depths.includes(8) ? {} : { depth: depths[0] });
    const parts = partsOf(bytes, containers);
    assert.equal(sum(parts), bytes.length, name);
    assert.ok(share(parts, 'pixels') > 0.95 && parts.length > 1, `${name}: ${JSON.stringify(parts)}`);
    assert.ok((parts.find((part) => part.name === 'other')?.bytes ?? 0) <= 8, `${name}: ${JSON.stringify(parts)}`);
  }
});

test('metadata is told apart from pixels', async () => {
  const metadata = {
    icc: (await imread(new URL('../fixtures/rocket.jpg', import.meta.url).pathname)).metadata.icc,
    xmp: 'x'.repeat(5000),
  };
  for (const { name, metadata: kinds } of Object.values(formats).filter(({ metadata: kinds }) =>
    kinds.includes('xmp'),
  )) {
    const taken = Object.fromEntries(Object.entries(metadata).filter(([kind]) => kinds.includes(kind)));
    const parts = partsOf(await imwrite(coffee, name, { metadata: taken }), containers);
    const bytes = sum(parts.filter(({ kind }) => kind === 'metadata'));
    assert.ok(bytes > 5000 && bytes < 6500, `${name}: ${JSON.stringify(parts)}`);
  }
});

test('several scans, several pages, restart markers: all of it is found', async () => {
  for (const options of [{ progressive: true }, { restartInterval: 3 }]) {
    const bytes = await imwrite(coffee, 'jpeg', options);
    const parts = partsOf(bytes, containers);
    assert.equal(
      parts.find(({ name }) => name === 'other'),
      undefined,
    );
    assert.equal(sum(parts), bytes.length);
  }
  const pages = await imwriteMulti([coffee, coffee], 'tiff');
  assert.equal(sum(partsOf(pages, containers)), pages.length);
  assert.ok(share(partsOf(pages, containers), 'pixels') > 0.98);
});
