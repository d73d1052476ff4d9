// docs/migrating.md: sharp's lines and ours write the same pictures. Where the other package is not installed, our lines run.
import assert from 'node:assert/strict';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../support/files.mjs';
import { sharp } from '../support/sharp.mjs';
import { exampleFolder, run } from './folder.mjs';
import { blocksOf, root } from './support.mjs';

const parent = temporaryFolder('migrating');
const found = blocksOf('docs/migrating.md');
/** Packages that are not installed here, so that their lines stand for themselves. */
const notInstalled = ['jsquash', 'squoosh', 'compression'];

async function runBlock(folder, { line, code }, before = '') {
  const file = join(folder, `line-${line}.mjs`);
  writeFileSync(file, `${before}${code}`);
  await run(folder, process.execPath, [file]);
}

async function pixels(file) {
  const image = sharp(file).toColourspace('rgb16').raw({ depth: 'ushort' });
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { info, data: new Uint16Array(data.buffer, data.byteOffset, data.length / 2) };
}

test('from sharp: the files are the same pictures', async () => {
  const folder = await exampleFolder(parent);
  symlinkSync(join(root, 'npm/node_modules/sharp'), join(folder, 'node_modules/sharp'), 'dir');
  const blocks = found.filter(({ headings }) => headings.includes('sharp'));
  assert.deepEqual(
    blocks.map(({ role }) => role),
    ['sharp', ''],
  );
  for (const block of blocks) await runBlock(folder, block);
  const ours = readdirSync(folder).filter((name) => name.startsWith('ours'));
  assert.equal(ours.length, 5);
  for (const name of ours) {
    const [a, b] = await Promise.all([name, name.replace('ours', 'theirs')].map((each) => pixels(join(folder, each))));
    assert.deepEqual(
      [a.info.width, a.info.height, a.info.channels],
      [b.info.width, b.info.height, b.info.channels],
      name,
    );
    const mean = a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]), 0) / a.data.length;
    // Colors of lossy files differ by rounding, of one of 8 bits.
    assert.ok(mean <= (name.endsWith('.jpg') ? 256 : 0), `${name} differs by ${mean} on average`);
    const [own, other] = await Promise.all(
      [name, name.replace('ours', 'theirs')].map((each) => sharp(join(folder, each)).metadata()),
    );
    assert.deepEqual([own.depth, Boolean(own.icc)], [other.depth, Boolean(other.icc)], name);
  }
});

const before = `
import { readFileSync } from 'node:fs';
const imageData = { data: new Uint8ClampedArray(16 * 16 * 4).fill(200), width: 16, height: 16 };
const file = new File([readFileSync('photo.jpg')], 'photo.jpg');
const { signal } = new AbortController();
let reached;
const onProgress = (percent) => (reached = percent);
`;

for (const block of found.filter(({ role }) => role === 'ours')) {
  test(`from ${block.headings.at(-1)}: our lines run`, async () => {
    await runBlock(await exampleFolder(parent), block, before);
  });
}

test('every block is run, or is of a package that is not installed', () => {
  const others = found.filter(({ role }) => !['sharp', '', 'ours'].includes(role)).map(({ role }) => role);
  assert.deepEqual(others, notInstalled);
});
