// PNG files with faults that do not touch their pixels: read, as Pillow, OpenCV and sharp read them, with a warning; an error when
// `strict` asks for one. What is cut off is an error, or comes as far as it is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails } from '../support/failures.mjs';
import { sharp } from '../support/sharp.mjs';
import { chunk, png, stream } from './png-files.mjs';
import { readers, stored } from './tiff-readers.mjs';

const width = 8;
const height = 8;
const ramp = (count, step = 3) => Uint8Array.from({ length: count }, (_, i) => (i * step) % 256);
const gray = { samples: ramp(64), width, height, type: 0 };
const rgb = { samples: ramp(192, 5), width, height, type: 2 };
const rgba = { samples: ramp(256, 7), width, height, type: 6 };
const colors = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 80, 70]);
const palette = { samples: ramp(64, 1).map((i) => i % 4), width, height, type: 3, before: [chunk('PLTE', colors)] };
const damaged = (bytes) => {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] ^= 1;
  return copy;
};

/** name: [file, channels, what the warning says, who refuses it] */
const faults = {
  'gray with a palette': [png({ ...gray, before: [chunk('PLTE', colors)] }), 1, /palette of a gray picture/],
  'gray and alpha with a palette': [
    png({ samples: ramp(128), width, height, type: 4, before: [chunk('PLTE', colors)] }),
    2,
    /palette of a gray picture/,
  ],
  'RGBA with a transparent color': [
    png({ ...rgba, before: [chunk('tRNS', [0, 1, 0, 2, 0, 3])] }),
    4,
    /transparent color of a picture that has alpha/,
  ],
  'more transparencies than colors': [
    png({ ...palette, before: [...palette.before, chunk('tRNS', [0, 50, 100, 150, 200, 250])] }),
    3,
    /transparent colors of 6 bytes/,
    'pillow',
  ],
  'no transparencies': [
    png({ ...palette, before: [...palette.before, chunk('tRNS')] }),
    3,
    /transparent colors of 0 bytes/,
  ],
  'a transparent gray of 1 byte': [
    png({ ...gray, before: [chunk('tRNS', [7])] }),
    1,
    /transparent colors of 1 bytes/,
    'pillow',
  ],
  'RGB with a suggested palette of 11 bytes': [
    png({ ...rgb, before: [chunk('PLTE', colors.subarray(0, 11))] }),
    3,
    /suggested palette of 11 bytes/,
  ],
  'a palette behind the pixels': [png({ ...rgb, behind: [chunk('PLTE', colors)] }), 3, /out of place/],
  'a transparent color behind the pixels': [png({ ...gray, behind: [chunk('tRNS', [0, 9])] }), 1, /out of place/],
  'two transparent colors': [
    png({ ...rgb, before: [chunk('tRNS', [0, 1, 0, 2, 0, 3]), chunk('tRNS', [0, 9, 0, 9, 0, 9])] }),
    4,
    /out of place/,
    'all',
  ],
  'bytes behind the stream': [
    png({ ...gray, change: (bytes) => Buffer.concat([bytes, Buffer.from([0, 1, 2, 3])]) }),
    1,
    /more bytes of pixels/,
  ],
  'rows behind the last': [
    png({ ...gray, change: () => stream(ramp(640), width, 80, 8, 0) }),
    1,
    /more bytes of pixels/,
  ],
  'a stream without its checksum': [
    png({ ...gray, change: (bytes) => bytes.subarray(0, -4) }),
    1,
    /bytes of pixels have no end/,
    'opencv',
  ],
  'no end chunk': [png({ ...gray, end: [] }), 1, /no end/, 'opencv'],
  'a part of the end chunk': [png({ ...gray, end: [chunk('IEND').subarray(0, 6)] }), 1, /no end/, 'opencv'],
  'a damaged text': [
    png({ ...gray, before: [damaged(chunk('tEXt', Buffer.from('Title\0x')))] }),
    1,
    /damaged chunk/,
    'pillow',
  ],
};

test('each fault is read as others read it, with its warning, and refused when asked to be strict', async () => {
  for (const [name, [bytes, channels, says]] of Object.entries(faults)) {
    const image = await imread(bytes);
    assert.deepEqual([image.width, image.height, image.channels], [width, height, channels], name);
    assert.equal(image.warnings.length, 1, `${name}: ${image.warnings}`);
    assert.match(image.warnings[0], says, name);
    await assertFails(imread(bytes, { strict: true }), 'corrupt-data', says);
  }
  for (const reader of ['pillow', 'opencv']) {
    const cases = Object.entries(faults).filter(([, [, , , refuses]]) => refuses !== reader && refuses !== 'all');
    const seen = await readers[reader](await Promise.all(cases.map(([, [bytes]]) => stored(bytes))));
    for (const [i, [name, [bytes, channels]]] of cases.entries()) {
      // OpenCV makes gray and alpha RGBA.
      if (reader === 'opencv' && channels === 2) continue;
      assert.equal(seen[i].channels, channels, `${reader}: ${name}`);
      assert.deepEqual(Buffer.from((await imread(bytes)).data), seen[i].bytes, `${reader}: ${name}`);
    }
  }
});

test('a file without fault has no warning', async () => {
  for (const file of [
    png(gray),
    png(palette),
    png({ ...rgb, before: [chunk('PLTE', colors), chunk('tRNS', [0, 1, 0, 2, 0, 3])] }),
  ]) {
    assert.deepEqual((await imread(file, { strict: true })).warnings, []);
  }
});

test('what no reader makes sense of stays an error', async () => {
  await assertFails(
    imread(png({ ...palette, before: [chunk('PLTE', colors.subarray(0, 11))] })),
    'corrupt-data',
    /palette/,
  );
  await assertFails(imread(png({ ...palette, before: [] })), 'corrupt-data');
  await assertFails(imread(damaged(png(gray)).subarray(0, 30)), 'corrupt-data');
  // As libpng has it, which checks the sum before it gives the last row.
  await assertFails(imread(png({ ...gray, change: damaged })), 'corrupt-data', /7 of its 8 rows/);
});

test('a color that the palette has not is black, as sharp sees it', async () => {
  const file = png({ ...palette, samples: palette.samples.map((index) => (index === 3 ? 9 : index)) });
  const { data } = await imread(file);
  const seen = await sharp(file, { failOn: 'none' }).removeAlpha().raw().toBuffer();
  assert.deepEqual(Buffer.from(data), seen);
});

test('a file that is cut off says how many rows are there, or gives them', async () => {
  const samples = Uint8Array.from({ length: 300 * 40 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
  const picture = { samples, width: 300, height: 40, type: 0 };
  // Stored without compression, so that each row has its place.
  const whole = png({
    ...picture,
    change: () =>
      deflateSync(
        Buffer.concat(
          Array.from({ length: 40 }, (_, y) =>
            Buffer.concat([Buffer.from([0]), samples.subarray(y * 300, y * 300 + 300)]),
          ),
        ),
        { level: 0 },
      ),
  });
  const cut = whole.subarray(0, 33 + 8 + 7 + 301 * 25 + 100);
  await assertFails(imread(cut), 'corrupt-data', /cut off or damaged: 25 of its 40 rows/);
  const { data, warnings } = await imread(cut, { truncated: 'fill' });
  assert.match(warnings.join(), /25 of its 40 rows.*left empty/);
  assert.deepEqual(data.subarray(0, 25 * 300), samples.subarray(0, 25 * 300));
  assert.ok(data.subarray(25 * 300).every((sample) => sample === 0));
  await assertFails(imread(cut, { truncated: 'fill', strict: true }), 'corrupt-data', /no end/);
  // Interlaced, the first passes are there: sharp, which fills as well, sees the same pixels in them.
  const interlaced = Buffer.from(
    await imwrite({ data: samples, width: 300, height: 40, channels: 1 }, 'png', {
      interlaced: true,
      compressionLevel: 1,
    }),
  );
  const some = await imread(interlaced.subarray(0, interlaced.length * 0.6), { truncated: 'fill' });
  assert.deepEqual([some.data[0], some.data[8]], [samples[0], samples[8]]);
  assert.match(some.warnings.join(), /0 of its 40 rows/);
});

test('XMP is XMP, whichever chunk of text has it', async () => {
  const xmp = Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  const keyword = Buffer.from('XML:com.adobe.xmp\0');
  const chunks = {
    iTXt: chunk('iTXt', Buffer.concat([keyword, Buffer.from([0, 0, 0, 0]), xmp])),
    zTXt: chunk('zTXt', Buffer.concat([keyword, Buffer.from([0]), deflateSync(xmp)])),
    tEXt: chunk('tEXt', Buffer.concat([keyword, xmp])),
  };
  for (const [type, text] of Object.entries(chunks)) {
    const { metadata, warnings } = await imread(png({ ...gray, before: [text] }));
    assert.deepEqual(Buffer.from(metadata.xmp), xmp, type);
    assert.deepEqual([metadata.text, warnings], [undefined, []]);
    assert.deepEqual((await sharp(png({ ...gray, before: [text] })).metadata()).xmp ?? xmp, xmp);
  }
  const other = chunk('zTXt', Buffer.concat([keyword, Buffer.from([0]), deflateSync(Buffer.from('other'))]));
  for (const before of [
    [other, chunks.iTXt],
    [chunks.iTXt, other],
  ])
    assert.deepEqual(Buffer.from((await imread(png({ ...gray, before }))).metadata.xmp), xmp);
});
