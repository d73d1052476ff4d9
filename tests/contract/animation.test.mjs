// Animations, judged by others: Pillow sees the frames and times that were written, pngcheck and webpinfo find no fault; and
// files that Pillow and libwebp's tools make, with every way to dispose and blend, are read as they see them.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { imreadAnimation, imwriteAnimation } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { distance, movie, rgba, seenByPillow } from '../support/animations.mjs';
import { sharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { run } from '../support/programs.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('animation');

async function write(name, bytes) {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

const durations = [40, 1000, 0, 33, 65535];

for (const channels of [1, 3, 4]) {
  test(`an animated PNG of ${channels} channels, as Pillow and pngcheck see it`, async () => {
    const frames = await movie(channels);
    const file = await write(`${channels}.png`, await imwriteAnimation({ frames, durations, loop: 5 }, 'png'));
    const seen = seenByPillow(file);
    assert.equal(seen.loop, 5);
    assert.deepEqual(seen.durations.map(Math.round), durations);
    frames.forEach((frame, i) => assert.ok(rgba(frame).equals(seen.frames[i]), `frame ${i}`));
    assert.match(run('pngcheck', '-v', file), /acTL[^]*fcTL[^]*fdAT[^]*No errors detected/);
  });
}

test('16-bit and interlaced animated PNG read back as they were', async () => {
  const frames = [pattern(31, 17, 4, Uint16Array), pattern(31, 17, 4, Uint16Array)];
  frames[1].data.fill(7, 400, 900);
  const read = await imreadAnimation(await imwriteAnimation({ frames, durations: 70000 }, 'png', { interlaced: true }));
  assert.deepEqual(
    read.frames.map(({ data }) => data),
    frames.map(({ data }) => data),
  );
  assert.deepEqual(read.durations, [70000, 70000]);
});

test('animated WebP, lossless and lossy, as webpinfo and sharp see it', async () => {
  for (const channels of [3, 4]) {
    const frames = await movie(channels);
    for (const options of [{ lossless: true }, { quality: 95 }]) {
      const file = await write(
        `${channels}-${options.quality}.webp`,
        await imwriteAnimation({ frames, durations, loop: 5 }, 'webp', options),
      );
      const info = run('webpinfo', file);
      assert.match(info, /No error detected/);
      assert.match(info, new RegExp(`Alpha: ${channels === 4 ? 1 : 0}[^]*Animation: 1[^]*Loop count *: 5`));
      assert.deepEqual(
        [...info.matchAll(/Duration: (\d+)/g)].map(([, time]) => Number(time)),
        durations,
      );
      const { data } = await sharp(file, { pages: -1 }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      const size = data.length / frames.length;
      frames.forEach((frame, i) => {
        const most = distance(rgba(frame), data.subarray(i * size, (i + 1) * size));
        assert.ok(
          most <= (options.lossless ? 0 : channels === 3 ? 24 : 34),
          `${channels} channels, frame ${i}: ${most}`,
        );
      });
    }
  }
});

// Alpha is all or nothing here: Pillow's own blending of translucent pixels mixes the alphas, too.
test('animated PNG by Pillow: every disposal, blending, a default image', async () => {
  const script = `
import sys
from PIL import Image, ImageDraw
disposal, blend, default, mode = int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == '1', sys.argv[5]
frames = []
for i in range(5):
    image = Image.new(mode, (60, 40), (30 * i, 90, 10, 255)[:len(mode)] if i % 2 else (0, 0, 0, 0)[:len(mode)])
    ImageDraw.Draw(image).rectangle([5 * i, 3 * i, 20 + 5 * i, 12 + 3 * i], fill=(200, 40 * i, 30, 255)[:len(mode)])
    frames.append(image)
frames[0].save(sys.argv[1], save_all=True, append_images=frames[1:], duration=[10, 20, 30, 40, 50][default:], loop=2, disposal=disposal, blend=blend, default_image=default)`;
  for (const disposal of [0, 1, 2]) {
    for (const blend of [0, 1]) {
      for (const [standalone, mode] of [
        [0, 'RGBA'],
        [1, 'RGBA'],
        [0, 'RGB'],
      ]) {
        // Pillow puts the default image below the first frame, where the specification has transparent black.
        if (disposal === 2 && standalone) continue;
        const name = `${disposal}-${blend}-${standalone}-${mode}`;
        const file = join(folder, `${name}.png`);
        python(script, file, `${disposal}`, `${blend}`, `${standalone}`, mode);
        const seen = seenByPillow(file);
        const expected = standalone ? seen.frames.slice(1) : seen.frames;
        const read = await imreadAnimation(file);
        assert.equal(read.frames.length, expected.length, name);
        assert.equal(read.loop, 2);
        read.frames.forEach((frame, i) => {
          // Where no frame is, a file without alpha is black to Pillow, transparent black to us.
          const ours = rgba(frame).map((sample, k) => (mode === 'RGB' && k % 4 === 3 ? 255 : sample));
          assert.equal(distance(expected[i], ours), 0, `${name}: frame ${i}`);
        });
      }
    }
  }
});

test('animated WebP by webpmux: dispose to background and blending, as sharp sees it', async () => {
  const parts = [];
  for (let i = 0; i < 4; ++i) {
    const part = pattern(20, 14, 4);
    for (let k = 3; k < part.data.length; k += 4) part.data[k] = (k * (i + 1)) % 256;
    const { data, ...raw } = part;
    parts.push(
      await write(`part${i}.webp`, await sharp(data, { raw }).webp({ lossless: true, exact: true }).toBuffer()),
    );
  }
  const file = join(folder, 'muxed.webp');
  const places = ['+50+0+0+0+b', '+60+4+2+1+b', '+70+10+6+0-b', '+80+0+8+1+b'];
  run(
    'webpmux',
    ...parts.flatMap((part, i) => ['-frame', part, places[i]]),
    '-loop',
    '9',
    '-bgcolor',
    '200,1,2,3',
    '-o',
    file,
  );
  const { frames, durations: times, loop, background } = await imreadAnimation(file);
  assert.deepEqual({ times, loop, background }, { times: [50, 60, 70, 80], loop: 9, background: [1, 2, 3, 200] });
  const { data } = await sharp(file, { pages: -1 }).raw().toBuffer({ resolveWithObject: true });
  const size = data.length / 4;
  // libwebp's own blending rounds twice.
  frames.forEach((frame, i) =>
    assert.ok(distance(data.subarray(i * size, (i + 1) * size), Buffer.from(frame.data)) <= 3, `frame ${i}`),
  );
});

test('what a format cannot hold says so', async () => {
  const frames = [pattern(4, 4, 3)];
  await assertMismatch(
    imwriteAnimation({ frames, durations: 2 ** 24 }, 'webp'),
    'invalid-image',
    /at most 16777215 ms, got 16777216/,
  );
  await assertMismatch(imwriteAnimation({ frames, durations: 2 ** 27 }, 'png'), 'invalid-image', /duration/);
  await assertMismatch(
    imwriteAnimation({ frames, durations: 1, background: [1, 2, 3, 4] }, 'png'),
    'invalid-option',
    /background.*got 1, 2, 3, 4/,
  );
  assert.deepEqual(
    (await imreadAnimation(await imwriteAnimation({ frames, durations: 1, background: [1, 2, 3] }, 'png'))).background,
    [1, 2, 3, 255],
  );
});

test('a PNG file cut off in its last frame is an error', async () => {
  const file = await write(
    'cut.png',
    (await imwriteAnimation({ frames: await movie(3), durations: 5 }, 'png')).subarray(0, -40),
  );
  await assert.rejects(imreadAnimation(await readFile(file)), { code: 'corrupt-data' });
});
