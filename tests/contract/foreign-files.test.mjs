// Files that others write in ways we do not: imread gives the pixels that were stored, as sharp sees them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread } from '../../npm/dist/node/index.js';
import { fixture } from '../support/images.mjs';
import { seenBySharp, sharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('foreign');
const picture = () => sharp(fixture('chelsea.png')).removeAlpha();

async function assertSame(file, channels) {
  const image = await imread(file);
  assert.equal(image.channels, channels, file);
  const seen = await seenBySharp(
    await sharp(file)
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .png()
      .toBuffer(),
    image,
  );
  assert.ok(Buffer.compare(Buffer.from(seen.data), Buffer.from(image.data)) === 0, `${file}: samples differ`);
}

test('TIFF in tiles, planes, big-endian and BigTIFF', async () => {
  const plain = join(folder, 'plain.tif');
  await picture().tiff({ compression: 'none' }).toFile(plain);
  const kinds = {
    tiles: ['-t', '-w', '64', '-l', '32'],
    planes: ['-p', 'separate'],
    'big-endian': ['-B'],
    bigtiff: ['-8'],
  };
  for (const [name, flags] of Object.entries(kinds)) {
    const file = join(folder, `${name}.tif`);
    execFileSync('tiffcp', [...flags, plain, file]);
    await assertSame(file, 3);
  }
});

test('bilevel TIFF, plain and as a fax', async () => {
  for (const compression of ['none', 'ccittfax4']) {
    const file = join(folder, `${compression}.tif`);
    await picture().greyscale().threshold().toColourspace('b-w').tiff({ compression, bitdepth: 1 }).toFile(file);
    await assertSame(file, 1);
  }
});

test('PNG with a palette, interlaced, and with few bits', async () => {
  const files = {
    'palette.png': { palette: true, colors: 200 },
    'four-bit.png': { palette: true, colors: 16 },
    'interlaced.png': { progressive: true },
  };
  for (const [name, options] of Object.entries(files)) {
    const file = join(folder, name);
    await picture().png(options).toFile(file);
    await assertSame(file, 3);
  }
});
