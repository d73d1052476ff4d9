// JPEG XL animations: frames, times and loops as djxl sees them, who stores changes only, and what the format cannot hold.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { configure, imcount, imread, imreadAnimation, imwrite, imwriteAnimation } from '../../npm/dist/node/index.js';
import { byDjxl } from '../formats/jxl.mjs';
import { distance, movie, rgba, seenByPillow } from '../support/animations.mjs';
import { assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pattern, rawBytes } from '../support/images.mjs';

const folder = temporaryFolder('jxl-animation');
const durations = [40, 1000, 1, 33, 65535];

/** The animation as djxl shows it. */
function seen(bytes) {
  writeFileSync(join(folder, 'seen.png'), byDjxl(bytes, 'apng'));
  return seenByPillow(join(folder, 'seen.png'));
}

for (const channels of [1, 2, 3, 4])
  test(`animations of ${channels} channels, with loss and without, as djxl and imread see them`, async () => {
    const frames = await movie(channels);
    for (const options of [{}, { effort: 4 }, { quality: 95 }, { quality: 90, progressive: true }]) {
      const bytes = await imwriteAnimation({ frames, durations, loop: 5 }, 'jxl', options);
      const what = `${channels} channels, ${JSON.stringify(options)}`;
      const shown = seen(bytes);
      assert.deepEqual(shown.durations.map(Math.round), durations, what);
      const read = await imreadAnimation(bytes);
      assert.deepEqual([read.loop, [...read.durations], read.warnings ?? []], [5, durations, []], what);
      frames.forEach((frame, i) => {
        const most = options.quality ? 60 : 0;
        for (const other of [shown.frames[i], rgba(read.frames[i])])
          assert.ok(distance(rgba(frame), other) <= most, `${what}, frame ${i}: ${distance(rgba(frame), other)}`);
      });
    }
  });

test('16 bits and floats come back; what does not change takes next to nothing', async () => {
  const deep = [pattern(70, 50, 4, Uint16Array), pattern(70, 50, 4, Uint16Array)];
  deep[1].data.fill(7, 400, 900);
  const read = await imreadAnimation(await imwriteAnimation({ frames: deep, durations: 70000 }, 'jxl'));
  deep.forEach(({ data }, i) => assert.ok(rawBytes(read.frames[i].data).equals(rawBytes(data))));
  const floats = deep.map((frame) => ({ ...frame, data: Float32Array.from(frame.data, (value) => value / 65535) }));
  const lossless = await imwriteAnimation({ frames: floats, durations: 5 }, 'jxl', { effort: 3 });
  (await imreadAnimation(lossless)).frames.forEach(({ data }, i) => assert.deepEqual(data, floats[i].data));
  const tenBits = deep.map((frame) => ({ ...frame, data: frame.data.map((value) => value >> 6), precision: 10 }));
  const { frames } = await imreadAnimation(await imwriteAnimation({ frames: tenBits, durations: 5 }, 'jxl'));
  frames.forEach(({ data, precision }, i) => assert.deepEqual([precision, data], [10, tenBits[i].data]));

  // Each frame is checked, also where it is but a part of the picture.
  const beyond = { ...tenBits[1], data: tenBits[1].data.with(777, 1024) };
  await assertMismatch(
    imwriteAnimation({ frames: [tenBits[0], beyond], durations: 5 }, 'jxl'),
    'invalid-image',
    /precision.*1024/,
  );

  const [still] = await movie(3);
  const one = await imwriteAnimation({ frames: [still], durations: 9 }, 'jxl');
  const many = await imwriteAnimation({ frames: Array(40).fill(still), durations: 9 }, 'jxl');
  assert.equal(await imcount(many), 40);
  assert.ok(many.length < one.length + 40 * 40, `${many.length} bytes, of a frame ${one.length}`);
});

test('frames of unknown number, and in a worker: the same bytes', async () => {
  const frames = await movie(3);
  const expected = await imwriteAnimation({ frames, durations }, 'jxl', { quality: 80 });
  const lazily = async function* () {
    yield* frames;
  };
  assert.deepEqual(
    await imwriteAnimation({ frames: lazily(), durations: 40 }, 'jxl'),
    await imwriteAnimation({ frames, durations: 40 }, 'jxl'),
  );
  configure({ worker: true });
  try {
    assert.deepEqual(await imwriteAnimation({ frames, durations }, 'jxl', { quality: 80 }), expected);
  } finally {
    configure({ worker: undefined });
  }
  // A still picture has the fast coder, as before.
  assert.equal((await imread(await imwrite(frames[0], 'jxl'))).warnings.length, 0);
});

test('one quality for all frames fits, and progress goes through all of them', async () => {
  const frames = await movie(3);
  const maxBytes = 15_000;
  const bytes = await imwriteAnimation({ frames, durations }, 'jxl', { quality: 90, maxBytes });
  assert.ok(bytes.length <= maxBytes && bytes.length > 0.8 * maxBytes, `${bytes.length}`);
  const steps = [];
  await imwriteAnimation({ frames, durations }, 'jxl', { onProgress: (done) => steps.push(done) });
  assert.ok(steps.every((step, i) => i === 0 || step >= steps[i - 1]) && steps.at(-1) === 1, `${steps}`);
});

test('a frame that is not shown has no place: it would be a layer of the next', async () => {
  const frames = [pattern(4, 4, 3), pattern(4, 4, 3)];
  await assertMismatch(
    imwriteAnimation({ frames, durations: [5, 0] }, 'jxl'),
    'invalid-image',
    /duration.*at least 1 ms, got 0/,
  );
});
