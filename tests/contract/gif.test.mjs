// GIF, judged by others: sharp, Pillow and ImageMagick see the pixels, times and loops that were written, gifsicle cannot make the
// files much smaller; and files that Pillow and gifsicle make are read as sharp sees them.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imreadAnimation, imwrite, imwriteAnimation, imwriteWithInfo } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { photo, rawBytes } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { run } from '../support/programs.mjs';
import { python } from '../support/python.mjs';
import { sharp } from '../support/sharp.mjs';

const folder = temporaryFolder('gif');
const write = async (name, bytes) => {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
};
const sizeOf = async (file) => (await readFile(file)).length;

/** RGBA of all frames, one below the other; what is transparent has no color. */
async function seenBySharp(bytes) {
  const data = await sharp(bytes, { animated: true }).ensureAlpha().raw().toBuffer();
  return withoutHidden(data);
}

function withoutHidden(rgba) {
  for (let i = 0; i < rgba.length; i += 4) if (rgba[i + 3] === 0) rgba.fill(0, i, i + 3);
  return rgba;
}

/** Likewise of pictures of ours, whose alpha below `threshold` is none. */
function asShown(images, threshold = 128) {
  return Buffer.concat(
    images.map(({ data, channels }) => {
      const rgba = Buffer.alloc((data.length / channels) * 4, 255);
      for (let i = 0; i < data.length; ++i) rgba[Math.floor(i / channels) * 4 + (i % channels)] = data[i];
      for (let i = 3; i < rgba.length; i += 4) rgba[i] = rgba[i] < threshold ? 0 : 255;
      return withoutHidden(rgba);
    }),
  );
}

/** Frames of one size with up to 200 colors, of which each changes a rectangle of the one before, also to transparent and back. */
const movies = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 30 }),
    channels: fc.constantFrom(3, 4),
    colors: fc.constantFrom(1, 2, 3, 5, 16, 100, 200),
    seed: fc.nat(),
    count: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ width, height, channels, colors, seed, count }) => {
    let state = seed;
    const next = (limit) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const palette = Array.from({ length: colors }, () => [
      next(256),
      next(256),
      next(256),
      next(4) === 0 ? next(120) : 255,
    ]);
    let data = new Uint8Array(width * height * channels);
    const paint = () => {
      const [left, top] = [next(width), next(height)];
      const [right, bottom] = [left + 1 + next(width - left), top + 1 + next(height - top)];
      const flat = next(2) === 0 && palette[next(colors)];
      for (let y = top; y < bottom; ++y)
        for (let x = left; x < right; ++x)
          data.set((flat || palette[next(colors)]).slice(0, channels), (y * width + x) * channels);
    };
    const frames = Array.from({ length: count }, () => {
      data = data.slice();
      paint();
      if (next(3) === 0) paint();
      return { data, width, height, channels };
    });
    return frames;
  });

test('pictures and animations of up to 256 colors are exact, as sharp sees them', async () => {
  const options = fc.record(
    { interlaced: fc.boolean(), errorDiffusion: fc.constantFrom(0, 0.5, 1), globalPalette: fc.constant(false) },
    { requiredKeys: [] },
  );
  let clears = 0;
  await fc.assert(
    fc.asyncProperty(movies, options, async (frames, drawn) => {
      const bytes =
        frames.length === 1
          ? await imwrite(frames[0], 'gif', drawn)
          : await imwriteAnimation({ frames, durations: 50, loop: 2 }, 'gif', drawn);
      const expected = asShown(frames);
      assert.ok((await seenBySharp(bytes)).equals(expected), 'sharp sees others');
      const own = frames.length === 1 ? [await imread(bytes)] : (await imreadAnimation(bytes)).frames;
      assert.ok(asShown(own).equals(expected), 'imread sees others');
      for (let i = 1; i < frames.length; ++i) {
        const [before, after] = [asShown([frames[i - 1]]), asShown([frames[i]])];
        if (before.some((alpha, at) => at % 4 === 3 && alpha > 0 && after[at] === 0)) ++clears;
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(clears > 50, `${clears} frames that clear what was there`);
});

test('more colors: near the picture, with a palette of its own for every frame that needs one', async () => {
  const { data, width, height } = await photo('chelsea.png');
  const frame = (shift) => ({ data: data.map((value) => (value + shift) & 255), width, height });
  const frames = [0, 85, 170].map(frame);
  const errorOf = async (bytes) => {
    const seen = await seenBySharp(bytes);
    const given = asShown(frames.map((one) => ({ ...one, channels: 3 })));
    return seen.reduce((sum, value, i) => sum + Math.abs(value - given[i]), 0) / seen.length;
  };
  const own = await errorOf(await imwriteAnimation({ frames, durations: 100 }, 'gif', { errorDiffusion: 0 }));
  const shared = await errorOf(
    await imwriteAnimation({ frames, durations: 100 }, 'gif', { errorDiffusion: 0, globalPalette: true }),
  );
  assert.ok(own < 3.5 && shared > 3 * own, `${own} and ${shared}`);
});

test('durations are rounded so that the whole keeps its length; loops are as others count them', async () => {
  const frames = [0, 1, 2, 3, 4, 5].map((value) => ({
    data: new Uint8Array(12).fill(value * 40),
    width: 2,
    height: 2,
  }));
  for (const [loop, inSharp] of [
    [0, 0],
    [1, 1],
    [2, 2],
    [300, 300],
    [65535, 65535],
  ]) {
    const bytes = await imwriteAnimation({ frames, durations: 33, loop }, 'gif');
    const seen = await sharp(bytes, { animated: true }).metadata();
    assert.equal(seen.pages, 6);
    assert.deepEqual(seen.delay, [30, 40, 30, 30, 40, 30]);
    assert.equal(seen.loop ?? 1, inSharp, `loop ${loop}`);
    assert.equal((await imreadAnimation(bytes)).loop, loop);
  }
  await assertMismatch(
    () => imwriteAnimation({ frames, durations: 655_370 }, 'gif'),
    'invalid-image',
    /at most 655350 ms, got 655370/,
  );
});

test('no larger than what gifsicle makes of it', async () => {
  for (const [name, options] of [
    ['chelsea.png', {}],
    ['camera.png', {}],
    ['coffee.png', { colors: 32 }],
    ['astronaut.png', { errorDiffusion: 0 }],
  ]) {
    const file = await write('own.gif', await imwrite(await photo(name), 'gif', options));
    run('gifsicle', '--no-warnings', '-O2', file, '-o', join(folder, 'optimized.gif'));
    const [own, theirs] = [await sizeOf(file), await sizeOf(join(folder, 'optimized.gif'))];
    assert.ok(own <= 1.01 * theirs, `${name}: ${own} against ${theirs}`);
  }
  const { data, width, height } = await photo('chelsea.png');
  const frames = Array.from({ length: 8 }, (_, step) => {
    const moved = data.slice();
    for (let y = 60; y < 130; ++y)
      moved.fill(step * 30, (y * width + 40 + step * 30) * 3, (y * width + 90 + step * 30) * 3);
    return { data: moved, width, height };
  });
  const file = await write('own.gif', await imwriteAnimation({ frames, durations: 40 }, 'gif'));
  run('gifsicle', '--no-warnings', '-O2', file, '-o', join(folder, 'optimized.gif'));
  const [own, theirs] = [await sizeOf(file), await sizeOf(join(folder, 'optimized.gif'))];
  assert.ok(own <= 1.03 * theirs, `animation: ${own} against ${theirs}`);
});

test('error diffusion does not flicker: what stands still keeps its pixels', async () => {
  const { data, width, height } = await photo('chelsea.png');
  const frames = [0, 1, 2].map((step) => {
    const moved = data.slice();
    for (let y = 10; y < 60; ++y) moved.fill(90 * step, (y * width + 300) * 3, (y * width + 340) * 3);
    return { data: moved, width, height };
  });
  const seen = await seenBySharp(await imwriteAnimation({ frames, durations: 40 }, 'gif'));
  const size = 4 * width * height;
  const [first, ...others] = [0, 1, 2].map((i) => seen.subarray(i * size, (i + 1) * size));
  for (const frame of others) {
    assert.ok(frame.subarray(60 * width * 4).equals(first.subarray(60 * width * 4)));
  }
});

test('files of Pillow and gifsicle, in all their forms, are read as sharp reads them', async () => {
  const made = JSON.parse(
    python(
      `
import json, os, random, sys
from PIL import Image, ImageDraw
os.chdir(sys.argv[1])
random.seed(4)
made = []
for disposal in (0, 1, 2, 3):
    for mode in ('P', 'RGB', 'RGBA'):
        # Where an image without a transparent color is cleared, sharp has a color; browsers show through, as we do.
        if mode != 'RGBA' and disposal > 1: continue
        for size in ((1, 1), (33, 20)):
            frames = []
            for i in range(4):
                frame = Image.new('RGBA', size, (20, 200, 90, 0 if mode == 'RGBA' else 255))
                draw = ImageDraw.Draw(frame)
                for k in range(3):
                    x, y = random.randrange(size[0]), random.randrange(size[1])
                    draw.rectangle([x, y, x + 9, y + 6], fill=tuple(random.randrange(256) for _ in range(3)) + (255,))
                frames.append(frame.convert('RGB').quantize(16) if mode == 'P' else frame.convert(mode))
            name = f'{disposal}-{mode}-{size[0]}.gif'
            frames[0].save(name, save_all=True, append_images=frames[1:], duration=[20, 50, 30, 1000], loop=3, disposal=disposal)
            made.append(name)
print(json.dumps(made))`,
      folder,
    ),
  );
  for (const name of made.slice()) {
    for (const flag of ['--interlace', '--unoptimize', '-O3']) {
      const file = `${flag}-${name}`.slice(1);
      run('gifsicle', '--no-warnings', flag, join(folder, name), '-o', join(folder, file));
      made.push(file);
    }
  }
  for (const name of made) {
    const bytes = await readFile(join(folder, name));
    const { frames, durations } = await imreadAnimation(bytes);
    assert.ok(asShown(frames).equals(await seenBySharp(bytes)), name);
    const { delay } = await sharp(bytes, { animated: true }).metadata();
    if (frames.length > 1) assert.deepEqual(durations, delay, name);
  }
  assert.ok(made.length >= 64);
});

test('a file that is cut off is an error, or the frames before it with a warning', async () => {
  const frames = [0, 1, 2].map((value) => ({
    data: new Uint8Array(3 * 400).map((_, i) => (i * (value + 3)) & 255),
    width: 20,
    height: 20,
  }));
  const bytes = await imwriteAnimation({ frames, durations: 40 }, 'gif');
  const whole = rawBytes((await imread(bytes)).data);
  let read = 0;
  for (let length = 0; length < bytes.length; length += 7) {
    const outcome = await imread(bytes.subarray(0, length)).catch((error) => error);
    if (outcome instanceof Error) continue;
    ++read;
    assert.ok(rawBytes(outcome.data).equals(whole), `cut at ${length}`);
  }
  assert.ok(read > 0);
});

test('a profile is left out, and said to be', async () => {
  const source = await readFile(new URL('../fixtures/rocket.jpg', import.meta.url));
  const { warnings } = await imwriteWithInfo(source, 'gif');
  assert.match(warnings.join(), /color space was left out/);
});
