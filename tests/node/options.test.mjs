// The option tables of `formats` hold: every limit, every choice, one beyond each, and names that do not exist.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imwrite, versions } from '../../npm/dist/node/index.js';
import { exampleFor } from '../support/options.mjs';
import { assertMismatch, writtenNames, formats, pattern } from './support.mjs';

const image = pattern(16, 16, 3);

/** What a value needs beside it, by the rules of the table; and samples that any depth, palette or precision holds. */
function encodable(format, name, value) {
  const { options, layout, samples } = exampleFor(format, { [name]: value, ...counted(name, value) });
  const deep =
    name === 'precision'
      ? value > 8
      : (name === 'pointTransform' && options.lossless) || Math.max(...[value].flat()) > 255;
  const Samples = {
    uint8: deep && ['precision', 'pointTransform', 'transparentColor'].includes(name) ? Uint16Array : Uint8Array,
    uint16: Uint16Array,
    float32: Float32Array,
  }[samples];
  const channels = name === 'transparentColor' && typeof value === 'number' ? 1 : { gray: 1, rgb: 3, cmyk: 4 }[layout];
  const colorSpace = layout === 'cmyk' ? { colorSpace: 'cmyk' } : {};
  return [{ data: new Samples(256 * channels), width: 16, height: 16, channels, ...colorSpace }, format, options];
}

/** What counts the bits of samples, which no rule does. */
const counted = (name, value) => (name === 'precision' && ![8, 12].includes(value) ? { lossless: true } : {});

function validValues(option, facts) {
  switch (option.type) {
    case 'integer':
    case 'number':
      return [option.min, option.max];
    case 'samples':
      return [option.min, option.max, [option.min, option.min, option.max]];
    case 'range':
      return [
        [0, 255],
        [1, -1],
        [-1e30, 1e30],
      ];
    case 'boolean':
      return [true, false];
    case 'choice':
      return option.name === 'depth' ? facts.depths : option.choices;
    case 'color':
      return ['#fff', '#A0b1C2', 'RebeccaPurple', 'rgb(1 2 3)', 'hsl(120deg, 50%, 50%)', [0, 128, 255]];
    case 'tables':
      return [option.min, option.max].flatMap((number) => [
        [table(option, number)],
        [table(option, number), table(option, option.max)],
      ]);
  }
}

const table = ({ minLength, length }, number) => new Array(minLength ?? length).fill(number);

function invalidValues(option) {
  const never = [null, {}, NaN, Infinity, 'nonsense', [1, 'x']];
  switch (option.type) {
    case 'number':
      return [...never, [1, 2], option.min - 1e-6, option.max + 1, String(option.min), true];
    case 'samples':
      return [
        ...never,
        [1, 2],
        option.min - 1,
        option.max + 1,
        option.min + 0.5,
        true,
        [],
        [1, 2, option.max + 1],
        [1, 2, 0.5],
        [1, 2, 'x'],
      ];
    case 'integer':
      return [...never, [1, 2], option.min - 1, option.max + 1, option.min + 0.5, String(option.min), true];
    case 'range':
      return [...never, 1, true, [1], [1, 1], [1, NaN], [0, 1e39], [1, 2, 3]];
    case 'boolean':
      return [...never, [1, 2], 0, 1, 'true'];
    case 'choice':
      return [...never, [1, 2], 7, true, ''];
    case 'tables': {
      const good = table(option, option.min);
      const wrong = [option.min - 1, option.max + 1, option.min + 0.5, NaN, 'x'].map((number) => [
        [...good.slice(1), number],
      ]);
      return [
        ...never,
        [1, 2],
        good,
        [],
        [good.slice(1)],
        [table({ length: option.length + 1 }, 1)],
        new Array(option.maxTables + 1).fill(good),
        [good, 1],
        ...wrong,
      ];
    }
    case 'color':
      return [
        ...never,
        [1, 2],
        '#ff',
        'transparent',
        'rgb(1 2 3 / 0.5)',
        'currentcolor',
        [0, 0, 256],
        [0, 0, -1],
        [0, 0, 0.5],
        7,
        true,
      ];
  }
}

for (const format of writtenNames) {
  const facts = formats[format];
  test(`${format}: every option takes what its table says and nothing else`, async () => {
    for (const option of [...facts.options, ...facts.commonOptions]) {
      for (const value of validValues(option, facts)) await imwrite(...encodable(format, option.name, value));
      await imwrite(image, format, { [option.name]: undefined });
      for (const value of invalidValues(option)) {
        await assertMismatch(
          () => imwrite(image, format, { [option.name]: value }),
          'invalid-option',
          new RegExp(option.name),
        );
      }
    }
    await assertMismatch(
      () => imwrite(image, format, { nonsense: 1 }),
      'unknown-option',
      /nonsense.*expected one of .*background/,
    );
  });

  test(`${format}: a default is what leaving it out means`, async () => {
    const plain = await imwrite(image, format);
    for (const option of facts.options.filter((option) => option.default !== null)) {
      assert.deepEqual(await imwrite(image, format, { [option.name]: option.default }), plain, option.name);
    }
  });

  test(`${format}: the same input gives the same bytes`, async () => {
    assert.deepEqual(await imwrite(image, format), await imwrite(image, format));
  });
}

test('versions name the package and its libraries', () => {
  const all = versions();
  for (const name of ['imwrite', 'libjpeg-turbo', 'libpng', 'libwebp', 'libtiff', 'zlib'])
    assert.match(all[name], /^\d+\.\d+/);
  all.imwrite = 'changed';
  assert.notEqual(versions().imwrite, 'changed');
});
