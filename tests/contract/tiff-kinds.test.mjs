// TIFF files of kinds that cameras, scanners and satellites have: every sample comes as the file has it, as tifffile and Pillow read
// it, or the error says what the file is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails } from '../support/failures.mjs';
import { pattern, rawBytes } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { plainTiff, planarTiff, tiff } from './tiff-files.mjs';
import { stored } from './tiff-readers.mjs';
import { pythonFed, pythonForBytes } from '../support/python.mjs';

const [width, height] = [37, 21];
const noise = (count, max, Samples = Uint16Array) =>
  Samples.from({ length: count }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 8) % (max + 1));

/** The samples as tifffile gives them: pixels together, in the type of the file. */
async function byTifffile(bytes) {
  const script = `
import sys, numpy as np, tifffile
with tifffile.TiffFile(sys.argv[1]) as file:
    page = file.pages[0]
    pixels = page.asarray()
    if page.planarconfig == 2 and pixels.ndim == 3: pixels = np.moveaxis(pixels, 0, -1)
sys.stdout.buffer.write(np.ascontiguousarray(pixels).tobytes())`;
  return pythonForBytes(script, await stored(bytes));
}

async function byPillow(bytes, mode) {
  const script = `
import sys
from PIL import Image
image = Image.open(sys.argv[1])
sys.stdout.buffer.write((image.convert(sys.argv[2]) if len(sys.argv) > 2 else image).tobytes())`;
  return pythonForBytes(script, await stored(bytes), ...(mode ? [mode] : []));
}

const extras = (...kinds) => [[338, 3, kinds]];

test('bands of any number, together and in planes, plain and compressed', async () => {
  const kinds = [
    ['gray of 5 bands', 1, 5, extras(0, 0, 0, 0), 4],
    ['gray of 4 bands', 1, 4, extras(0, 0, 0), 3],
    ['gray of 300 bands', 1, 300, extras(...Array(299).fill(0)), 299],
    ['RGB and two', 2, 5, extras(0, 0), 2],
    ['RGB, alpha and one', 2, 5, extras(2, 0), 1],
    ['gray, alpha and two', 1, 4, extras(2, 0, 0), 2],
    ['gray and one', 1, 2, extras(0), undefined],
    ['RGB that says nothing of a fourth', 2, 4, [], undefined],
  ];
  for (const [name, photometric, channels, tags, extra] of kinds) {
    for (const Samples of [Uint8Array, Uint16Array, Int16Array, Float32Array, Float64Array]) {
      const data = pattern(width, height, channels, Samples).data;
      const format = Samples === Int16Array ? 2 : Samples.name.startsWith('Float') ? 3 : 1;
      const picture = { data, width, height, channels, photometric, tags, format };
      for (const file of [
        plainTiff(picture),
        plainTiff({ ...picture, compression: 8 }),
        planarTiff({ ...picture, compression: 8 }),
        planarTiff({ ...picture, rowsPerStrip: 5 }),
      ]) {
        const image = await imread(file);
        assert.deepEqual(
          [image.channels, image.extraChannels, image.warnings],
          [channels, extra, []],
          `${name}, ${Samples.name}`,
        );
        assert.ok(Buffer.compare(rawBytes(image.data), rawBytes(data)) === 0, `${name}, ${Samples.name}`);
      }
      assert.ok(
        Buffer.compare(await byTifffile(planarTiff({ ...picture, compression: 8 })), rawBytes(data)) === 0,
        `tifffile: ${name}`,
      );
    }
  }
});

test('white as 0 is turned over up to 8 bits, and left as it is above, as Pillow and tifffile have it', async () => {
  for (const bits of [1, 2, 4, 8]) {
    const data = noise(width * height, 2 ** bits - 1, Uint8Array);
    const { data: seen } = await imread(plainTiff({ data, width, height, channels: 1, bits, photometric: 0 }));
    const full = 2 ** bits - 1;
    assert.deepEqual(
      seen,
      data.map((sample) => ((full - sample) * 255) / full),
      `${bits} bits`,
    );
    const file = plainTiff({ data, width, height, channels: 1, bits, photometric: 0 });
    if (bits === 1 || bits === 8)
      assert.ok(Buffer.compare(await byPillow(file, 'L'), rawBytes(seen)) === 0, `Pillow, ${bits} bits`);
  }
  for (const [Samples, format] of [
    [Uint16Array, 1],
    [Int16Array, 2],
    [Int8Array, 2],
    [Uint32Array, 1],
    [Float32Array, 3],
    [Float64Array, 3],
  ]) {
    const { data } = pattern(width, height, 1, Samples);
    const file = plainTiff({ data, width, height, channels: 1, photometric: 0, format });
    assert.ok(Buffer.compare(rawBytes((await imread(file)).data), rawBytes(data)) === 0, Samples.name);
    if (Samples === Float32Array) assert.ok(Buffer.compare(await byPillow(file), rawBytes(data)) === 0);
  }
});

test('few bits come in the range of 8, 9 to 15 bits as they are, with their precision', async () => {
  for (const channels of [1, 3]) {
    for (let bits = 1; bits < 16; ++bits) {
      const full = 2 ** bits - 1;
      const data = noise(width * height * channels, full, bits <= 8 ? Uint8Array : Uint16Array);
      const picture = { data, width, height, channels, bits, photometric: channels === 1 ? 1 : 2 };
      for (const file of [plainTiff(picture), planarTiff({ ...picture, compression: 8, rowsPerStrip: 4 })]) {
        const image = await imread(file);
        if (bits <= 8)
          assert.deepEqual(
            Array.from(image.data),
            Array.from(data, (sample) => Math.round((sample * 255) / full)),
            `${bits} bits`,
          );
        else assert.deepEqual(image.data, data, `${bits} bits`);
        assert.equal(image.precision, bits > 8 ? bits : undefined);
      }
      if (bits === 12 && channels === 1)
        assert.ok(Buffer.compare(await byPillow(plainTiff(picture)), rawBytes(data)) === 0);
    }
  }
});

test('floats of 16 bits', async () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const file = plainTiff({ data: halves, width: 256, height: 256, channels: 1, photometric: 1, format: 3 });
  const { data } = await imread(file);
  const seen = await byTifffile(file);
  assert.ok(Buffer.compare(seen, rawBytes(halves)) === 0);
  const script =
    'import sys, numpy as np; sys.stdout.buffer.write(np.frombuffer(sys.stdin.buffer.read(), np.float16).astype(np.float32).tobytes())';
  const floats = new Float32Array(new Uint8Array(pythonFed(seen, script)).buffer);
  assert.deepEqual(data, floats);
});

test('a palette with alpha', async () => {
  const colors = Array.from({ length: 3 * 256 }, (_, i) => ((i * 7919) % 256) * 257);
  const data = noise(width * height * 2, 255, Uint8Array);
  const {
    data: seen,
    channels,
    extraChannels,
  } = await imread(
    plainTiff({ data, width, height, channels: 2, photometric: 3, tags: [[320, 3, colors], ...extras(2)] }),
  );
  assert.deepEqual([channels, extraChannels], [4, undefined]);
  const expected = seen.map((_, i) =>
    i % 4 === 3 ? data[Math.floor(i / 4) * 2 + 1] : colors[256 * (i % 4) + data[Math.floor(i / 4) * 2]] / 257,
  );
  assert.deepEqual(seen, expected);
  const plain = plainTiff({
    data: data.filter((_, i) => i % 2 === 0),
    width,
    height,
    channels: 1,
    photometric: 3,
    tags: [[320, 3, colors]],
  });
  assert.ok(Buffer.compare(await byPillow(plain, 'RGB'), rawBytes(seen.filter((_, i) => i % 4 !== 3))) === 0);
  // Pillow writes 8 bits with nothing below them, others with the same again; some write 8 bits alone.
  for (const spread of [1, 256, 257]) {
    const shades = Array.from({ length: 3 * 256 }, (_, i) => ((i * 7919) % 256) * spread);
    const file = plainTiff({
      data: data.filter((_, i) => i % 2 === 0),
      width,
      height,
      channels: 1,
      photometric: 3,
      tags: [[320, 3, shades]],
    });
    const { data: read } = await imread(file);
    if (spread > 1) assert.ok(Buffer.compare(await byPillow(file, 'RGB'), rawBytes(read)) === 0, `× ${spread}`);
    assert.deepEqual(
      read,
      seen.filter((_, i) => i % 4 !== 3),
      `× ${spread}`,
    );
  }
  for (const bits of [1, 2, 4]) {
    const indices = noise(width * height, 2 ** bits - 1, Uint8Array);
    const few = {
      data: indices,
      width,
      height,
      channels: 1,
      bits,
      photometric: 3,
      tags: [[320, 3, Array.from({ length: 3 << bits }, (_, i) => ((i * 40 + 5) % 256) * 257)]],
    };
    assert.ok(
      Buffer.compare(await byPillow(plainTiff(few), 'RGB'), rawBytes((await imread(plainTiff(few))).data)) === 0,
      `${bits} bits`,
    );
  }
});

test('inks, of 8 and 16 bits and with alpha, become RGB', async () => {
  for (const Samples of [Uint8Array, Uint16Array]) {
    const full = 2 ** (8 * Samples.BYTES_PER_ELEMENT) - 1;
    for (const alpha of [0, 1]) {
      const channels = 4 + alpha;
      const data = noise(width * height * channels, full, Samples);
      const picture = { data, width, height, channels, photometric: 5, tags: alpha ? extras(2) : [] };
      for (const file of [plainTiff(picture), planarTiff({ ...picture, compression: 8 })]) {
        const image = await imread(file);
        assert.deepEqual([image.channels, image.data.constructor], [3 + alpha, Samples]);
        image.data.forEach((sample, i) => {
          const [pixel, c] = [Math.floor(i / (3 + alpha)) * channels, i % (3 + alpha)];
          const right = c === 3 ? data[pixel + 4] : ((full - data[pixel + c]) * (full - data[pixel + 3])) / full;
          assert.ok(Math.abs(sample - right) <= 1, `${Samples.name}, sample ${i}: ${sample}, not ${right}`);
        });
      }
      if (!alpha) assert.ok(Buffer.compare(await byTifffile(plainTiff(picture)), rawBytes(data)) === 0);
    }
  }
});

test('RGB that does not say so', async () => {
  const data = noise(width * height * 3, 255, Uint8Array);
  const image = await imread(plainTiff({ data, width, height, channels: 3 }));
  assert.deepEqual([image.channels, image.data], [3, data]);
});

test('a directory without a link to a next one, with a warning', async () => {
  const data = noise(width * height, 255, Uint8Array);
  const file = plainTiff({ data, width, height, channels: 1, photometric: 1, link: false });
  const image = await imread(file);
  assert.deepEqual([image.data, image.pages], [data, 1]);
  assert.match(image.warnings.join(), /last directory does not say/);
  assert.ok(Buffer.compare(await byPillow(file), rawBytes(data)) === 0);
  await assertFails(imread(file, { strict: true }), 'corrupt-data', /last directory/);
});

test('what is not read is named', async () => {
  const bytes = [Buffer.alloc(width * height * 16)];
  const cases = [
    [{ compression: 6, samples: 3, photometric: 6 }, /old-style JPEG/],
    [{ compression: 32809, bits: 4, photometric: 1 }, /ThunderScan/],
    [{ compression: 34925, photometric: 1 }, /LZMA/],
    [{ compression: 34712, photometric: 1 }, /JPEG 2000/],
    [{ compression: 12345, photometric: 1 }, /number 12345/],
    [{ photometric: 8, samples: 3, bits: 16 }, /CIE L\*a\*b\*, 3 samples a pixel, integers of 16 bits/],
    [{ photometric: 1, bits: 24 }, /gray, 1 sample a pixel, integers of 24 bits/],
    [{ photometric: 1, bits: 64, format: 6 }, /complex numbers of 64 bits/],
    [{ photometric: 32803, bits: 16 }, /camera's raw pixels/],
    [{ photometric: 5, samples: 6, tags: [[332, 3, [2]]] }, /inks other than CMYK/],
  ];
  for (const [kind, says] of cases)
    await assertFails(imread(tiff({ width, height, pieces: bytes, ...kind })), 'unsupported-data', says);
});

test(
  'whatever imwrite writes, imread reads, also where a strip is larger than a band',
  { timeout: 600_000 },
  async () => {
    const types = [Uint8Array, Uint8Array, Uint16Array, Int16Array, Float32Array, Uint32Array, Float64Array];
    const options = fc.record({
      compression: fc.constantFrom('none', 'lzw', 'deflate', 'packbits'),
      planarConfiguration: fc.constantFrom('chunky', 'planar'),
      bigTiff: fc.boolean(),
      extraSamples: fc.constantFrom('alpha', 'unspecified'),
    });
    const pieces = fc.constantFrom(
      {},
      { rowsPerStrip: 2 ** 32 - 1 },
      { rowsPerStrip: 2 ** 32 - 1 },
      { rowsPerStrip: 400 },
      { rowsPerStrip: 7 },
      { tileWidth: 512, tileHeight: 512 },
      { tileWidth: 64 },
    );
    const layouts = fc.record({
      width: fc.integer({ min: 300, max: 700 }),
      height: fc.integer({ min: 300, max: 500 }),
      channels: fc.integer({ min: 1, max: 4 }),
      Samples: fc.constantFrom(...types),
      options,
      pieces,
    });
    const drawn = fc.sample(layouts, 120);
    assert.ok(
      drawn.filter(
        ({ options, pieces }) =>
          options.planarConfiguration === 'planar' && options.compression !== 'none' && pieces.rowsPerStrip >= 400,
      ).length > 10,
    );
    for (const { width, height, channels, Samples, options, pieces } of drawn) {
      const image = pattern(width, height, channels, Samples);
      const told = JSON.stringify({ width, height, channels, type: Samples.name, ...options, ...pieces });
      const back = await imread(await imwrite(image, 'tiff', { ...options, ...pieces }));
      assert.deepEqual([back.width, back.height, back.channels, back.warnings], [width, height, channels, []], told);
      assert.ok(Buffer.compare(rawBytes(back.data), rawBytes(image.data)) === 0, told);
    }
  },
);
