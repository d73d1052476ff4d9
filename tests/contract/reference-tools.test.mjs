// Every option at its edges on a real photograph, and every layout at awkward sizes, judged by the formats' own reference
// tools: djpeg, pngcheck, webpinfo and dwebp, tiffinfo. sharp says how close the pixels are.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFacts } from '../formats/index.mjs';
import { imwrite } from '../../npm/dist/node/index.js';
import { croppedTo, pattern, photo } from '../support/images.mjs';
import { writtenNames, formats } from '../support/package.mjs';
import { seenBySharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { run } from '../support/programs.mjs';
import { psnr } from '../support/metrics.mjs';
import { exampleFor } from '../support/options.mjs';

const folder = temporaryFolder('contract');

/** Each takes files and throws when its tool finds fault with one of them. */
/** Options at the ends of each range, each choice, both booleans; one at a time. */
function optionEdges(format) {
  // More rows of 29 MCUs have more MCUs than the format can count.
  const most = { restartRows: 2259 };
  const ends = ({ name, min, max }) => [min, most[name] ?? max];
  const valuesOf = {
    integer: ends,
    number: ends,
    boolean: () => [true, false],
    choice: ({ choices }) => choices,
    tables: ({ min, max, length }) => [min, max].map((number) => [new Array(length).fill(number)]),
  };
  // libvips takes no tiles as large as ours may be, and the colors of an image are none to read as transparent: see pieces_test.cc, png-colors.test.mjs.
  const options = formats[format].options.filter(
    ({ name, module, moduleChoice }) =>
      (!module || moduleChoice) && !['transparentColor', 'tileWidth', 'tileHeight'].includes(name),
  );
  const edges = options.flatMap((option) =>
    valuesOf[option.type](option).map((value) => exampleFor(format, { [option.name]: value })),
  );
  // The others are for other pictures than a photograph, lossy in a lossless format, or without color: the formats' own tests have them.
  const suits = ({ layout, samples, options }) =>
    layout === 'rgb' && samples === 'uint8' && options.compression !== 'jpeg' && options.colorSpace !== 'gray';
  const { takesMinutes = () => false } = testFacts(format);
  return [{}, ...edges.filter(suits).map((edge) => edge.options)].filter((options) => !takesMinutes(options));
}

async function write(name, bytes) {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

const floorOf = ({ floors }, options) =>
  Object.entries(options).reduce((floor, [name, value]) => floors[name]?.[[value].flat(2)[0]] ?? floor, floors.any);

for (const format of writtenNames) {
  const facts = testFacts(format);

  test(`${format}: every option at its edges, on a photograph`, async () => {
    const image = croppedTo(format, await photo('chelsea.png'));
    const files = [];
    for (const options of optionEdges(format)) {
      const bytes = await imwrite(image, format, options);
      const seen = await seenBySharp(bytes, image);
      const floor = facts.isLossless(options) ? 100 : floorOf(facts, options);
      assert.ok(
        psnr(seen.data, image.data) >= floor,
        `${JSON.stringify(options)}: ${psnr(seen.data, image.data)} dB, expected at least ${floor}`,
      );
      files.push(await write(`${files.length}.${formats[format].extensions[0]}`, bytes));
    }
    facts.judge(files);
  });

  test(`${format}: every layout at awkward sizes`, async () => {
    const files = [];
    for (const [width, height] of [
      [1, 1],
      [1, 97],
      [97, 1],
      [2, 3],
      [61, 89],
      [257, 129],
    ]) {
      for (const Samples of [Uint8Array, Uint16Array, Float32Array].filter((type) =>
        formats[format].depths.includes(type.BYTES_PER_ELEMENT * 8),
      )) {
        for (const channels of [1, 2, 3, 4]) {
          const bytes = await imwrite(croppedTo(format, pattern(width, height, channels, Samples)), format);
          files.push(
            await write(`${width}x${height}x${channels}-${Samples.name}.${formats[format].extensions[0]}`, bytes),
          );
        }
      }
    }
    facts.judge(files);
  });
}

test('the fast lossless WebP: exact, and at most a fifth larger than libwebp at its default effort', async () => {
  const files = [];
  const pictures = await Promise.all(['astronaut.png', 'chelsea.png', 'coffee.png'].map(photo));
  for (const image of [...pictures, pattern(257, 129, 4, Uint8Array), pattern(1, 1, 3, Uint8Array)]) {
    const [fast, usual] = await Promise.all([0, 4].map((method) => imwrite(image, 'webp', { lossless: true, method })));
    assert.equal(psnr((await seenBySharp(fast, image)).data, image.data) >= 100, true);
    if (pictures.includes(image))
      assert.ok(fast.length < usual.length * 1.2, `${fast.length} against ${usual.length} bytes`);
    files.push(await write(`fast-${files.length}.webp`, fast));
  }
  testFacts('webp').judge(files);
});

test('size falls with quality, and with effort', async () => {
  const image = await photo('astronaut.png');
  const sizes = async (format, name, values, more = {}) =>
    Promise.all(values.map(async (value) => (await imwrite(image, format, { ...more, [name]: value })).length));
  const falls = (list) => list.every((size, i) => i === 0 || size < list[i - 1]);
  for (const format of ['jpeg', 'webp'])
    assert.ok(falls(await sizes(format, 'quality', [100, 90, 75, 50, 25, 5])), format);
  assert.ok(falls(await sizes('png', 'compressionLevel', [0, 1])));
  const cat = await photo('chelsea.png');
  assert.ok(
    falls(
      await Promise.all(
        [1, 9, 12].map(async (compressionLevel) => (await imwrite(cat, 'png', { compressionLevel })).length),
      ),
    ),
  );
  assert.ok(falls(await sizes('tiff', 'compression', ['none', 'lzw', 'deflate'])));
  assert.ok(falls(await sizes('jpeg', 'chromaSubsampling', ['4:4:4', '4:2:2', '4:2:0'])));
});

test('the tags of a TIFF file, as tiffinfo reads them', async () => {
  const options = { compression: 'deflate', rowsPerStrip: 16 };
  const info = run(
    'tiffinfo',
    await write('tags.tif', await imwrite(pattern(50, 40, 4, Uint16Array), 'tiff', options)),
  );
  for (const line of [
    /Image Width: 50 Image Length: 40/,
    /Bits\/Sample: 16/,
    /Samples\/Pixel: 4/,
    /AdobeDeflate/,
    /Predictor: horizontal/,
    /Rows\/Strip: 16/,
    /Extra Samples: 1<unassoc-alpha>/,
  ])
    assert.match(info, line);
});

test('the header of a JPEG file, as exiftool reads it', async () => {
  const file = await write(
    'header.jpg',
    await imwrite(await photo('coffee.png'), 'jpeg', { progressive: true, chromaSubsampling: '4:2:2' }),
  );
  const [facts] = JSON.parse(run('exiftool', '-json', file));
  assert.match(facts.EncodingProcess, /Progressive/);
  assert.match(facts.YCbCrSubSampling, /YCbCr4:2:2/);
  assert.deepEqual([facts.ImageWidth, facts.ImageHeight, facts.ColorComponents], [600, 400, 3]);
});
