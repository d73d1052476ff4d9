// Odd values in every place of every call: all that is thrown is an ImwriteError, whose message stays short.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createCv } from '../../npm/dist/node/cv.js';
import * as imwritePackage from '../../npm/dist/node/index.js';
import { ImwriteError, pattern } from './support.mjs';

const folder = mkdtempSync(join(tmpdir(), 'imwrite-odd-'));
const before = process.cwd();
process.chdir(folder); // some odd values are good paths
after(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const LONG = 'long'.repeat(250_000);
const odd = {
  undefined: undefined,
  null: null,
  zero: 0,
  minus: -1,
  NaN: NaN,
  infinity: Infinity,
  bigint: 5n,
  true: true,
  symbol: Symbol('odd'),
  'empty text': '',
  'long text': LONG,
  'name of a member': 'toString',
  prototype: '__proto__',
  array: [],
  'array of null': [null],
  holes: new Array(3),
  'array of symbol': [Symbol('in')],
  'long array': Array(3).fill(LONG),
  object: {},
  bare: Object.create(null),
  'array-like': { length: 5 },
  thenable: { then: 1 },
  'no iterator': { [Symbol.iterator]: 5 },
  function: () => {},
  date: new Date(0),
  map: new Map(),
  bytes: new Uint8Array(3),
  words: new Uint16Array(3),
  view: new DataView(new ArrayBuffer(3)),
  error: new Error(LONG),
};

/** Calls with each odd value, and says what was thrown that should not be. */
async function problemsOf(name, call) {
  const problems = [];
  for (const [kind, value] of Object.entries(odd)) {
    try {
      const result = await call(value);
      if (result instanceof ReadableStream) await result.getReader().read();
    } catch (error) {
      const isOwn = error instanceof ImwriteError;
      const whole = `${error?.message} ${error?.actual} ${error?.option}`;
      const isLong = /(long){21}/.test(whole) || whole.length > 5000;
      if (!isOwn || isLong)
        problems.push(`${name.slice(0, 40)}, ${kind}: ${String(error?.stack ?? error).slice(0, 300)}`);
    }
  }
  return problems;
}

async function check(calls) {
  const problems = [];
  for (const [name, call] of Object.entries(calls)) problems.push(...(await problemsOf(name, call)));
  assert.deepEqual(problems, []);
}

/** Each argument replaced, and each member of the last one set. */
function variants(api, name, args, members = []) {
  const calls = args.map((_, i) => [`${name}, argument ${i}`, (value) => api[name](...args.with(i, value))]);
  const options = args.at(-1);
  const sets = members.map((member) => [
    `${name}, ${member}`,
    (value) => api[name](...args.slice(0, -1), { ...options, [member]: value }),
  ]);
  return Object.fromEntries([...calls, ...sets]);
}

const image = pattern(2, 2, 3);
const [png, jpeg] = [await imwritePackage.imwrite(image, 'png'), await imwritePackage.imwrite(image, 'jpeg')];
await imwritePackage.load('png', 'png-decode', 'jpeg-transcode');

const ofCall = ['signal', 'onProgress'];
const ofEncode = [
  ...ofCall,
  'limits',
  'metadata',
  'maxBytes',
  'background',
  'depth',
  'alpha',
  'dither',
  'filter',
  'colorTable',
  LONG,
];
const ofDecode = ['signal', 'orientation', 'limits', 'maxPixels', 'firstFrame', 'reduction', 'gray', LONG];
const functions = {
  imwrite: [[image, 'png', {}], ofEncode],
  imwriteSync: [[image, 'png', {}], ofEncode],
  imwriteWithInfo: [[image, 'png', {}], ofEncode],
  imwriteStream: [[image, 'png', {}], ofEncode],
  imwriteFile: [
    ['a.png', image, {}],
    [...ofEncode, 'fs', 'recursive'],
  ],
  imwriteMulti: [[[image], 'tiff', {}], ofEncode],
  imwriteAnimation: [[{ frames: [image], durations: [3] }, 'png', {}], ofEncode],
  createWriter: [
    [{ format: 'png', width: 2, height: 2, channels: 3 }],
    ['format', 'width', 'height', 'channels', 'sampleType', 'colorSpace', 'options'],
  ],
  imread: [[png, {}], ofDecode],
  imreadSync: [[png, {}], ofDecode],
  imreadMulti: [
    [png, {}],
    [...ofDecode, 'frameCount'],
  ],
  imreadAnimation: [[png, {}], ofDecode],
  imcount: [
    [png, {}],
    [...ofCall, 'limits', 'maxPixels'],
  ],
  transcodeJpeg: [
    [jpeg, {}],
    ['signal', 'limits', 'maxPixels', 'metadata', 'crop', 'rotate', 'edges', LONG],
  ],
  transcodeJpegSync: [
    [jpeg, {}],
    ['signal', 'limits', 'maxPixels', 'metadata', 'crop', 'rotate', 'edges', LONG],
  ],
  load: [['png'], []],
  download: [[image, 'a.png', {}], []],
  persistFolder: [['/odd'], []],
};

for (const [name, [args, members]] of Object.entries(functions)) {
  test(`${name}()`, () => check(variants(imwritePackage, name, args, members)));
}

test('parts of arguments', async () => {
  const { configure, createWriter, imread, imwrite, imwriteAnimation, imwriteFile, transcodeJpeg } = imwritePackage;
  const each = (names, call) => Object.fromEntries(names.map((name) => [name, (value) => call(name, value)]));
  const defaults = {
    wasm: undefined,
    workerUrl: undefined,
    worker: undefined,
    threads: undefined,
    limits: undefined,
    onWarning: undefined,
  };
  await check(
    each(['data', 'width', 'height', 'channels', 'stride', 'colorSpace'], (name, value) =>
      imwrite({ ...image, [name]: value }, 'png'),
    ),
  );
  await check(
    each(['frames', 'durations', 'loop', 'background'], (name, value) =>
      imwriteAnimation({ frames: [image], durations: 3, [name]: value }, 'png'),
    ),
  );
  await check(
    each(['exif', 'icc', 'xmp', 'dpi', 'orientation', 'text', 'cicp', 'tags', LONG], (name, value) =>
      imwrite(image, 'png', { metadata: { [name]: value } }),
    ),
  );
  await check(
    each(['x', 'width', 'grow', LONG], (name, value) =>
      transcodeJpeg(jpeg, { crop: { x: 0, y: 0, width: 1, height: 1, [name]: value } }),
    ),
  );
  await check(each(['pixels', 'memoryBytes', LONG], (name, value) => imread(png, { limits: { [name]: value } })));
  await check(each(['frames', LONG], (name, value) => (configure({ limits: { [name]: value } }), configure(defaults))));
  await check({
    'rows of a writer': async (value) =>
      (await createWriter({ format: 'png', width: 2, height: 2, channels: 3 })).write(value),
  });
  await check({
    'thrown by a file system': (value) =>
      imwriteFile('a.png', image, {
        fs: {
          writeFile: () => {
            throw value;
          },
        },
      }),
  });
  await check({
    configure,
    ...each([...Object.keys(defaults), LONG], (name, value) => (configure({ [name]: value }), configure(defaults))),
  });
  configure(defaults);
});

test('imwrite/cv', async () => {
  const cv = await createCv();
  cv.onWarning = () => {};
  const mat = new cv.Mat(2, 2, cv.CV_8UC3);
  cv.imwrite('a.png', mat);
  const block = new Uint8Array(9);
  const calls = {
    imwrite: ['a.png', mat, []],
    imencode: ['.png', mat, []],
    imwritemulti: ['a.tif', [mat], []],
    imencodemulti: ['.tif', [mat], []],
    imwriteanimation: ['a.webp', { frames: [mat], durations: [3] }, []],
    imencodeanimation: ['.webp', { frames: [mat], durations: [3] }, []],
    imwriteWithMetadata: ['a.png', mat, [1], [block], []],
    imencodeWithMetadata: ['.png', mat, [1], [block], []],
    haveImageWriter: ['a.png'],
    haveImageReader: ['a.png'],
    imread: ['a.png', 1],
    imdecode: [png, 1],
    imreadmulti: ['a.png', [], 0, 1, 1],
    imreadanimation: ['a.png', {}, 0, -1],
    imreadWithMetadata: ['a.png', [], [], 1],
    imcount: ['a.png'],
    imshow: ['id', mat],
    matFromArray: [1, 1, 0, [1]],
    matFromImageData: [{ width: 1, height: 1, data: new Uint8Array(4) }],
  };
  for (const [name, args] of Object.entries(calls))
    await check(variants(cv, name, args, typeof args[1]?.frames === 'object' ? ['frames'] : []));
  const animation = (name) => (value) =>
    cv.imwriteanimation('a.webp', { frames: [mat], durations: [3], [name]: value });
  await check(
    Object.fromEntries(['frames', 'durations', 'loop_count', 'bgcolor'].map((name) => [name, animation(name)])),
  );
  await check({
    roi: (value) => mat.roi(value),
    setTo: (value) => mat.setTo(value),
    scalar: (value) => new cv.Mat(1, 1, 0, value),
    rows: (value) => new cv.Mat(value, 1, 0),
  });
  await check({
    createCv,
    formats: (formats) => createCv({ formats }),
    read: (read) => createCv({ read, formats: ['png'] }),
  });
});
