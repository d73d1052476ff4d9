// One picture: every format and every option, as an independent decoder sees the file.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formats } from '../../npm/dist/node/index.js';
import { testFacts } from '../formats/index.mjs';
import {
  assertSamePixels,
  distance,
  fixture,
  flagsFor,
  metadata,
  pixels,
  refuse,
  run,
  scratch,
  sharp,
  succeed,
} from './support.mjs';

const coffee = fixture('coffee.png');
/** The flags of numbers that the option is an error without. */
function companionsOf({ demands = [] }, { options }) {
  const needed = demands.filter(({ kind }) => kind === 'needs').flatMap(({ must }) => Object.entries(must));
  return needed
    .filter(([name, value]) => value === true && !name.startsWith('image.'))
    .flatMap(([name]) => [kebab(name), String(options.find((option) => option.name === name).max)]);
}

/** A photograph of a size that the format holds: icons are small. */
async function photoFor({ name, maxWidth }, folder) {
  if (maxWidth >= 600) return { input: coffee, size: [600, 400] };
  const input = join(folder, `for-${name}.png`);
  if (!existsSync(input)) await sharp(coffee).extract({ left: 0, top: 0, width: 240, height: 160 }).toFile(input);
  return { input, size: [240, 160] };
}

const kebab = (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

test('the extension decides the format, for every extension', async (t) => {
  const folder = scratch(t);
  for (const facts of Object.values(formats)) {
    const { name, extensions } = facts;
    const { input, size } = await photoFor(facts, folder);
    for (const extension of [...extensions, extensions[0].toUpperCase()]) {
      const file = `${name}-${extension}.${extension}`;
      await succeed(folder, [input, file, ...flagsFor(facts, extension)]);
      const start = readFileSync(join(folder, file)).subarray(0, 8).toString('hex');
      assert.match(start, new RegExp(`^${testFacts(name).magic}`), file);
      const { width, height } = await metadata(join(folder, file));
      assert.deepEqual([width, height], size, file);
    }
  }
});

test('lossless formats keep every pixel, lossy ones come close', async (t) => {
  const folder = scratch(t);
  const outputs = { 'a.png': [], 'a.tiff': [], 'a.webp': ['--lossless'] };
  for (const [file, flags] of Object.entries(outputs)) {
    await succeed(folder, [coffee, file, ...flags]);
    await assertSamePixels(join(folder, file), coffee);
  }
  await succeed(folder, [coffee, 'a.jpg', '--chroma-subsampling', '4:4:4']);
  assert.ok((await distance(join(folder, 'a.jpg'), coffee)) < 2);
});

test('options of a format reach the codec', async (t) => {
  const folder = scratch(t);
  const size = async (file, ...flags) => {
    await succeed(folder, [coffee, file, ...flags, '--force']);
    return statSync(join(folder, file)).size;
  };
  assert.ok((await size('a.jpg', '--quality', '10')) < (await size('b.jpg', '--quality=90')));
  assert.ok((await size('a.png', '--compression-level', '9')) < (await size('b.png', '--compression-level', '0')));
  assert.ok((await size('a.webp')) < (await size('b.webp', '--lossless')));
  assert.equal(await size('c.webp'), await size('d.webp', '--no-lossless'));
  await size('p.jpg', '--progressive', '--chroma-subsampling', '4:4:4');
  const { isProgressive, chromaSubsampling } = await metadata(join(folder, 'p.jpg'));
  assert.deepEqual([isProgressive, chromaSubsampling], [true, '4:4:4']);
  await size('deep.png', '--depth', '16');
  assert.ok((await size('exact.jpg', '--lossless')) > (await size('a.jpg')));
  await size('deep.jpg', '--lossless', '--precision', '12', '--depth', '16', '--scale-to-precision');
  assert.equal((await metadata(join(folder, 'deep.png'))).depth, 'ushort');
});

test('every option of every format is a flag, and a wrong value names its range', async (t) => {
  const folder = scratch(t);
  for (const facts of Object.values(formats)) {
    const { name, extensions, options, commonOptions } = facts;
    const { input } = await photoFor(facts, folder);
    for (const option of [...options, ...commonOptions]) {
      const output = `x.${extensions[0]}`;
      const flag = kebab(option.name);
      const ofGray = option.demands?.some(({ must }) => 'image.layout' in must) ? ['--to-gray'] : [];
      const flags = [...flagsFor(facts), ...ofGray, ...companionsOf(option, facts)];
      if (option.type === 'boolean') {
        await succeed(folder, [input, output, ...flags, flag, '--force']);
        await succeed(folder, [input, output, ...flags, flag.replace('--', '--no-'), '--force']);
        continue;
      }
      const wrong = option.max === undefined ? 'x' : String(option.max + 1);
      const range = option.max === undefined ? '' : `${option.min} to ${option.max}`;
      await refuse(
        folder,
        [input, `none-${output}`, flag, wrong],
        new RegExp(`${name} ${flag}: expected .*${range}.*got '?${wrong}`),
      );
    }
  }
});

test('alpha is blended, dropped or refused as asked', async (t) => {
  const folder = scratch(t);
  const [width, height] = [32, 32];
  const data = Buffer.alloc(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.set([255, 0, 0, 0], i);
  await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toFile(join(folder, 'clear.png'));
  const firstPixel = async (file) => [...(await pixels(join(folder, file))).data.subarray(0, 3)];
  await succeed(folder, ['clear.png', 'white.jpg']);
  assert.deepEqual(await firstPixel('white.jpg'), [255, 255, 255]);
  await succeed(folder, ['clear.png', 'blue.jpg', '--background', '#00f', '--quality', '100']);
  const [red, , blue] = await firstPixel('blue.jpg');
  assert.ok(red < 4 && blue > 250);
  await succeed(folder, ['clear.png', 'dropped.jpg', '--alpha', 'drop', '--quality', '100']);
  assert.ok((await firstPixel('dropped.jpg'))[0] > 250);
  const { code, stderr } = await run(folder, ['clear.png', 'none.jpg', '--alpha', 'error']);
  assert.equal(code, 1);
  assert.match(stderr, /^imwrite: clear\.png: /);
});

test('a lossless WebP of RGB under alpha 0 keeps it', async (t) => {
  const folder = scratch(t);
  const data = Buffer.alloc(16 * 16 * 4);
  for (let i = 0; i < data.length; i += 4) data.set([0x12, 0x34, 0x56, 0], i);
  writeFileSync(
    join(folder, 'a.png'),
    await sharp(data, { raw: { width: 16, height: 16, channels: 4 } })
      .png()
      .toBuffer(),
  );
  await succeed(folder, ['a.png', 'a.webp', '--lossless']);
  await assertSamePixels(join(folder, 'a.webp'), join(folder, 'a.png'));
});

test('16 bits do not silently become 8', async (t) => {
  const folder = scratch(t);
  await succeed(folder, [coffee, 'deep.png', '--depth', '16']);
  const { code, stderr } = await run(folder, ['deep.png', 'a.jpg']);
  assert.equal(code, 1);
  assert.match(stderr, /^imwrite: deep\.png: .*16/);
  await succeed(folder, ['deep.png', 'a.jpg', '--depth', '8']);
});

test('options for gray or for 16 bits alone are taken, and the picture decides', async (t) => {
  const folder = scratch(t);
  await succeed(folder, [fixture('camera.png'), 'mask.pbm']);
  assert.equal(readFileSync(join(folder, 'mask.pbm')).toString('latin1', 0, 11), 'P4\n512 512\n');
  const { isPalette, depth, channels } = await metadata(join(folder, 'mask.pbm'));
  assert.deepEqual([isPalette, depth, channels], [false, 'uchar', 1]);
  await succeed(folder, [fixture('camera.png'), 'two.png', '--bit-depth', '1']);
  await succeed(folder, [coffee, 'deep.png', '--bit-depth', '16', '--depth', '16']);
  const colored = await run(folder, [coffee, 'colored.pbm']);
  assert.deepEqual([colored.code, existsSync(join(folder, 'colored.pbm'))], [1, false]);
  assert.match(colored.stderr, /coffee\.png: .*bilevel.*gray/);
});
