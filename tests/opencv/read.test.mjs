// imread and imdecode against native OpenCV: for every flag the same type and the same pixels, or the same refusal.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { differencesOf, reading } from './differences.mjs';
import {
  FLOAT_BOUND,
  cv,
  facts,
  fixture,
  makeMat,
  outcome,
  plainMat,
  samples,
  startNative,
  typeName,
  scratch,
} from './support.mjs';

const native = startNative(after);
const { version } = await native.ask({ operation: 'version' });
const differences = differencesOf(version, reading);

const fixtures = ['astronaut.png', 'camera.png', 'chelsea.png', 'coffee.png', 'rocket.jpg', 'hubble_deep_field.jpg'];
const sizes = [
  [1, 1],
  [2, 5],
  [13, 21],
  [40, 64],
];
const written = [
  ['.jpg', ['8U'], [1, 3], [[], [cv.IMWRITE_JPEG_PROGRESSIVE, 1]]],
  ['.png', ['8U', '16U'], [1, 3, 4], [[], [cv.IMWRITE_PNG_COMPRESSION, 6]]],
  ['.png', ['8U'], [1], [[cv.IMWRITE_PNG_BILEVEL, 1]]],
  ['.webp', ['8U'], [3, 4], [[], [cv.IMWRITE_WEBP_QUALITY, 60]]],
  [
    '.tiff',
    ['8U', '16U', '32F'],
    [1, 3, 4],
    [
      [cv.IMWRITE_TIFF_COMPRESSION, 5],
      [cv.IMWRITE_TIFF_COMPRESSION, 1],
    ],
  ],
  ['.tiff', ['32F'], [3], [[]], 'LogLuv'],
  ['.tiff', ['8S', '16S', '32S', '64F'], [1], [[]]],
];
const orientations = [1, 2, 3, 4, 5, 6, 7, 8];
const foreign = [
  ...orientations.map((orientation) => ({ format: 'JPEG', mode: 'RGB', options: {}, orientation })),
  ...[3, 6].flatMap((orientation) =>
    ['PNG', 'WEBP'].map((format) => ({ format, mode: 'RGB', options: {}, orientation })),
  ),
  ...orientations.map((orientation) => ({ format: 'TIFF', mode: 'RGB', options: { tiffinfo: { 274: orientation } } })),
  { format: 'JPEG', mode: 'CMYK', options: {} },
  { format: 'JPEG', mode: 'L', options: {}, orientation: 5 },
  ...['1', 'P', 'LA', 'RGBA', 'I;16'].map((mode) => ({ format: 'PNG', mode, options: {} })),
  { format: 'PNG', mode: 'P', options: { transparency: 0 } },
  { format: 'PNG', mode: 'L', options: { transparency: 7 } },
  { format: 'PNG', mode: 'RGB', options: { transparency: [1, 2, 3] } },
  ...['1', 'P', 'L', 'I;16'].map((mode) => ({ format: 'TIFF', mode, options: {} })),
  { format: 'TIFF', mode: 'RGB', options: { compression: 'tiff_adobe_deflate' } },
  { format: 'TIFF', mode: 'RGBA', options: {} },
  ...['RGB', 'L'].map((mode) => ({ format: 'TIFF', mode, options: { compression: 'jpeg' } })),
];

/** Every flag with every other that does not exclude it. */
const flags = [cv.IMREAD_UNCHANGED];
for (const mode of [0, 1, 2, 3, 4, 5, 6, 7]) {
  for (const reduced of [0, 16, 32, 64])
    for (const orientation of [0, cv.IMREAD_IGNORE_ORIENTATION]) flags.push(mode | reduced | orientation);
}

const files = [];
before(async () => {
  for (const name of fixtures)
    files.push({
      name,
      bytes: (await readFile(fixture(name))).toString('base64'),
      flags: [-1, 0, 1, 2, 4, 16, 17, 33, 64, 65],
    });
  for (const [extension, depths, channelCounts, paramsList, note = ''] of written) {
    for (const depth of depths)
      for (const channels of channelCounts)
        for (const params of paramsList)
          for (const [rows, cols] of sizes) {
            const mat = makeMat({ rows, cols, depth, channels, fill: 'noise', region: false });
            const { bytes } = await native.ask({ operation: 'imwrite', extension, mats: [plainMat(mat)], params });
            files.push({
              name: `${rows} × ${cols} CV_${depth}C${channels}${extension} [${params}]${note}`,
              bytes,
              flags,
            });
          }
  }
  for (const request of foreign) {
    const { bytes, failed } = await native.ask({ operation: 'pillow', ...request });
    assert.ok(bytes, failed);
    files.push({ name: JSON.stringify(request), bytes, flags });
  }
});

/** What a reader gives: the Mat's facts, null for an empty Mat, or that it throws. */
async function both({ bytes }, flag, operation) {
  const file = Buffer.from(bytes, 'base64');
  if (operation === 'imread') writeFileSync(scratch('input'), file);
  const ours = outcome(() =>
    facts(operation === 'imread' ? cv.imread(scratch('input'), flag) : cv.imdecode(file, flag)),
  );
  return { ours, theirs: await native.ask({ operation, bytes, flags: flag }) };
}

const describe = (mat) =>
  mat === undefined ? 'throws' : mat === null ? 'is empty' : `${mat.rows} × ${mat.cols} ${typeName(mat.type)}`;

/** How far computed samples may be off, by depth: OpenCV's fixed-point products of CV_32S are rounded more than once. */
const bounds = { 4: 1, 5: FLOAT_BOUND, 6: FLOAT_BOUND };

function problem({ ours, theirs }, computed) {
  const [seen, expected] = [ours.result, theirs.mat];
  if (describe(seen) !== describe(expected)) {
    return `${describe(seen)} (${ours.thrown ?? cv.lastError?.message}), expected: ${describe(expected)} ${theirs.thrown ?? ''}`;
  }
  if (!seen || seen.data === expected.data) return undefined;
  const other = samples(expected);
  const list = samples(seen);
  const index = list.findIndex((value, i) => !Object.is(value, other[i]));
  const worst = list.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0);
  if (computed && worst <= bounds[seen.type & 7]) return undefined;
  return `sample ${index} is ${list[index]}, expected ${other[index]}; the worst is off by ${worst}`;
}

for (const operation of ['imread', 'imdecode']) {
  test(`${operation}: files of native OpenCV, fixtures and Pillow's files, with every flag`, async () => {
    const problems = [];
    let compared = 0;
    for (const file of files) {
      for (const flag of file.flags) {
        if (differences.some(({ applies }) => applies(file, flag))) continue;
        const found = problem(await both(file, flag, operation), (flag & 112) !== 0 || file.name.includes('LogLuv'));
        if (found) problems.push(`${file.name}, flags ${flag}: ${found}`);
        ++compared;
      }
    }
    assert.equal(problems.length, 0, problems.join('\n'));
    assert.ok(compared > 3000, `${compared} cases`);
  });
}

for (const { reason, applies, find } of differences) {
  test(`a difference: ${reason}`, async () => {
    const [name, flag] = find;
    const file = files.find((candidate) => candidate.name.includes(name));
    assert.ok(file && applies(file, flag), name);
    assert.ok(problem(await both(file, flag, 'imread')), 'the difference is gone');
  });
}
