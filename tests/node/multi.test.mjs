// Several pictures in one file: pages and animations, as sharp sees them, and through imreadMulti and imreadAnimation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  configure,
  imcount,
  imread,
  imreadAnimation,
  imreadMulti,
  imwrite,
  imwriteAnimation,
  imwriteMulti,
} from '../../npm/dist/node/index.js';
import { assertExact, assertFails, assertMismatch, pattern, sharp } from './support.mjs';

const pages = [pattern(20, 10, 3), pattern(7, 9, 1, Uint16Array), pattern(5, 5, 4, Float32Array)];
const same = ({ data, width, height, channels }) => ({ data, width, height, channels });

/** Frames of which each differs from the one before in a small rectangle. */
function movie(count, channels) {
  const first = pattern(24, 16, channels);
  return Array.from({ length: count }, (_, index) => {
    const data = first.data.slice();
    data.fill(40 * index, (5 * 24 + 3) * channels, (5 * 24 + 9) * channels);
    return { ...first, data };
  });
}

test('pages of different sizes and depths, exactly', async () => {
  const bytes = await imwriteMulti(pages, 'tiff');
  assert.equal((await sharp(bytes).metadata()).pages, 3);
  const decoded = await imreadMulti(bytes);
  assert.deepEqual(decoded.map(same), pages);
  assert.deepEqual(
    decoded.map((page) => page.pages),
    [3, 3, 3],
  );
  assert.equal(await imcount(bytes), 3);
  for (const [page, image] of pages.entries()) await assertExact(bytes, image, page);
});

test('a generator is asked for one page at a time, any iterable and any source will do', async () => {
  const whole = await imwriteMulti(pages, 'tiff');
  let made = 0;
  function* generate() {
    for (const page of pages) {
      ++made;
      yield page;
    }
  }
  assert.deepEqual((await imreadMulti(await imwriteMulti(generate(), 'tiff'))).map(same), pages);
  assert.equal(made, 3);
  async function* later() {
    for (const page of pages) yield new Blob([await imwrite(page, 'tiff')]);
  }
  assert.deepEqual(await imwriteMulti(later(), 'tiff'), whole);
  const failing = (function* () {
    yield pages[0];
    throw new Error('no more paper');
  })();
  await assert.rejects(imwriteMulti(failing, 'tiff'), /no more paper/);
});

test('a generator of frames is asked for one at a time, and gives the same animation', async () => {
  const frames = movie(5, 4);
  const durations = [40, 1000, 70, 33, 20];
  for (const format of ['png', 'webp']) {
    const options = format === 'webp' ? { lossless: true } : {};
    for (const times of [50, durations]) {
      const ahead = [];
      let made = 0;
      let ended = 0;
      function* generate() {
        try {
          for (const frame of frames) {
            ++made;
            yield frame;
          }
        } finally {
          ++ended;
        }
      }
      // Of an unknown number of frames, n done are n / (n + 1).
      const onProgress = (share) => share < 1 && ahead.push(made - Math.floor(1 / (1 - share) - 1));
      const bytes = await imwriteAnimation({ frames: generate(), durations: times, loop: 2 }, format, {
        ...options,
        onProgress,
      });
      assert.deepEqual(bytes, await imwriteAnimation({ frames, durations: times, loop: 2 }, format, options), format);
      assert.ok(
        ahead.length >= frames.length - 1 && Math.max(...ahead) <= 1,
        `${format}: frames asked for ahead of time: ${ahead}`,
      );
      assert.deepEqual([made, ended], [5, 1]);
    }
    const endless = { ended: false };
    function* forever() {
      try {
        for (;;) yield frames[0];
      } finally {
        endless.ended = true;
      }
    }
    await assertMismatch(
      imwriteAnimation({ frames: forever(), durations }, format, options),
      'invalid-image',
      /durations/,
    );
    assert.ok(endless.ended, 'a generator that is given up ends');
    await assertMismatch(
      imwriteAnimation({ frames: frames.slice(1).values(), durations }, format, options),
      'invalid-image',
      /durations/,
    );
    await assert.rejects(imwriteAnimation({ frames: [].values(), durations: 5 }, format, options), {
      code: 'invalid-image',
    });
  }
  // What is no pixels in memory is read first, and so is everything when several encodes may be needed.
  const blobs = frames.map(async (frame) => new Blob([await imwrite(frame, 'png')]));
  const whole = await imwriteAnimation({ frames, durations: 50 }, 'webp');
  assert.deepEqual(
    await imwriteAnimation({ frames: (await Promise.all(blobs)).values(), durations: 50 }, 'webp'),
    whole,
  );
  assert.ok(
    (await imwriteAnimation({ frames: frames.values(), durations: 50 }, 'webp', { maxBytes: whole.length - 1 }))
      .length < whole.length,
  );
});

test('some pages of many', async () => {
  const bytes = await imwriteMulti(pages, 'tiff');
  assert.deepEqual((await imreadMulti(bytes, { firstFrame: 1 })).map(same), pages.slice(1));
  assert.deepEqual((await imreadMulti(bytes, { firstFrame: 1, frameCount: 1 })).map(same), [pages[1]]);
  assert.deepEqual(same(await imread(bytes, { firstFrame: 2 })), pages[2]);
  await assertMismatch(imread(bytes, { firstFrame: 3 }), 'invalid-option', /firstFrame.*at most 2, got 3/);
});

test('lossless animations, frame by frame, with their timing', async () => {
  const durations = [40, 1000, 70, 33];
  for (const format of ['png', 'webp']) {
    const frames = movie(4, 4);
    const options = format === 'webp' ? { lossless: true } : {};
    const bytes = await imwriteAnimation({ frames, durations, loop: 3, background: [10, 20, 30] }, format, options);
    const read = await imreadAnimation(bytes);
    assert.deepEqual(read.frames.map(same), frames, format);
    assert.deepEqual(read.durations, durations);
    assert.equal(read.loop, 3);
    assert.equal(await imcount(bytes), 4);
    assert.deepEqual(await imwriteAnimation(read, format, options), bytes, 'what was read is written again');
    const single = (await imwrite(frames[0], format, options)).length;
    assert.ok(bytes.length < 3 * single, `${format}: ${bytes.length} bytes for 4 frames, ${single} for one`);
  }
});

test('sharp sees the same animated WebP', async () => {
  const frames = movie(3, 4);
  const bytes = await imwriteAnimation({ frames, durations: 50, loop: 2 }, 'webp', { lossless: true });
  const { pages: count, delay, loop } = await sharp(bytes).metadata();
  assert.deepEqual({ count, delay, loop }, { count: 3, delay: [50, 50, 50], loop: 2 });
  const { data } = await sharp(bytes, { pages: -1 }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual(new Uint8Array(data), new Uint8Array(frames.flatMap((frame) => [...frame.data])));
});

test('workers give the same bytes', async () => {
  const multi = await imwriteMulti(pages, 'tiff');
  const frames = movie(3, 4);
  const animated = await imwriteAnimation({ frames, durations: 9 }, 'png');
  configure({ worker: true });
  try {
    assert.deepEqual(await imwriteMulti(pages, 'tiff'), multi);
    assert.deepEqual(await imwriteAnimation({ frames, durations: 9 }, 'png'), animated);
    assert.deepEqual((await imreadAnimation(animated)).frames.map(same), frames);
  } finally {
    configure({ worker: false });
  }
});

test('what cannot be written says so', async () => {
  const image = pattern(4, 4, 3);
  await assertMismatch(
    imwriteMulti([image, image], 'jpeg'),
    'unsupported-image',
    /jpeg file: expected a single picture, got pages/,
  );
  await assertMismatch(
    imwriteMulti([image, image], 'png'),
    'unsupported-image',
    /png file: expected an animation, got pages/,
  );
  await assertMismatch(
    imwriteAnimation({ frames: [image], durations: 1 }, 'tiff'),
    'unsupported-image',
    /got an animation/,
  );
  await assertMismatch(imwriteMulti([], 'tiff'), 'invalid-image', /at least one/);
  await assertMismatch(imwriteMulti(5, 'tiff'), 'invalid-image', /pages: expected an array/);
  const frames = [image, image];
  await assertMismatch(
    imwriteAnimation({ frames, durations: [1] }, 'png'),
    'invalid-image',
    /durations: expected 2.*got 1/,
  );
  await assertMismatch(
    imwriteAnimation({ frames, durations: [1, -1] }, 'png'),
    'invalid-image',
    /durations\[1\].*got -1/,
  );
  await assertMismatch(imwriteAnimation({ frames, durations: 1, loop: 1.5 }, 'png'), 'invalid-image', /loop/);
  await assertMismatch(
    imwriteAnimation({ frames, durations: 1, background: [1, 2] }, 'png'),
    'invalid-image',
    /background/,
  );
  const odd = [image, pattern(5, 4, 3)];
  await assertMismatch(
    imwriteAnimation({ frames: odd, durations: 1 }, 'png'),
    'invalid-image',
    /animation frame 1.*4 × 4.*got 5 × 4/,
  );
  await assertFails(imread(new Uint8Array(9)), 'unsupported-data');
});

test("an animation's background is a CSS color or numbers", async () => {
  const play = async (background) =>
    (await imreadAnimation(await imwriteAnimation({ frames: [pattern(4, 4, 4)], durations: 10, background }, 'webp')))
      .background;
  const colors = { transparent: [0, 0, 0, 0], 'rgb(1 2 3 / 50%)': [1, 2, 3, 128], '#0af': [0, 170, 255, 255] };
  for (const [color, expected] of Object.entries(colors)) assert.deepEqual(await play(color), expected);
  assert.deepEqual(await play([1, 2, 3, 4]), [1, 2, 3, 4]);
  for (const none of ['nonsense', [1, 2], [1, 2, 256], 7])
    await assertMismatch(() => play(none), 'invalid-image', /background.*CSS color/);
});

test('frames of an animation may come one after the other', async () => {
  const frames = movie(4, 3);
  async function* later() {
    for (const frame of frames) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      yield frame;
    }
  }
  for (const format of ['webp', 'png']) {
    const options = format === 'webp' ? { lossless: true } : {};
    const expected = await imwriteAnimation({ frames, durations: 40 }, format, options);
    assert.deepEqual(await imwriteAnimation({ frames: later(), durations: 40 }, format, options), expected);
  }
});
