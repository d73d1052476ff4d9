// OpenCV's test_gif.cpp. Its files are not here: Pillow makes others of their kinds, and says what it sees in them.
import assert from 'node:assert/strict';
import { temporaryFolder } from '../../support/files.mjs';
import { python } from '../../support/python.mjs';
import { gifSuite } from './cases.mjs';
import { pngFile } from './png-suite.mjs';
import {
  assertSame,
  bytesOf,
  cv,
  discs,
  encoded,
  matOf,
  photograph,
  port,
  stored,
  toBase64,
  unused,
  worst,
} from './support.mjs';

const folder = temporaryFolder('opencv-gif');

/** [{ frames: [RGBA in Base64], width, height }] of files that Pillow makes by a script that fills `made` with their names. */
function byPillow(script, input = '') {
  const reading = `
import base64, io, json, os, sys
from PIL import Image, ImageDraw
os.chdir(sys.argv[1])
made = []
${script}
seen = []
for name in made:
    image = Image.open(name)
    frames = []
    for i in range(image.n_frames):
        image.seek(i)
        frames.append(base64.b64encode(image.convert('RGBA').tobytes()).decode())
    seen.append({'path': os.path.abspath(name), 'frames': frames, 'width': image.width, 'height': image.height})
print(json.dumps(seen))`;
  return JSON.parse(python(reading, folder, input));
}

/** What Pillow saw in a frame, blue first. */
function matsOf({ frames, width, height }) {
  return frames.map((text) => {
    const samples = Buffer.from(text, 'base64');
    return matOf(height, width, cv.CV_8UC4, (x, y, c) => samples[(y * width + x) * 4 + [2, 1, 0, 3][c]]);
  });
}

/** Likewise of ours, where colors are opaque it may be without alpha. */
function withAlpha(mat) {
  if (mat.channels() === 4) return mat;
  return matOf(mat.rows, mat.cols, cv.CV_8UC4, (x, y, c) => (c === 3 ? 255 : mat.data[(y * mat.cols + x) * 3 + c]));
}

/** Colors that are transparent have none. */
function assertShown(actual, expected, message) {
  const hidden = (mat) =>
    matOf(mat.rows, mat.cols, mat.type(), (x, y, c) => {
      const at = (y * mat.cols + x) * 4;
      return mat.data[at + 3] === 0 ? 0 : mat.data[at + c];
    });
  assertSame(hidden(withAlpha(actual)), hidden(expected), message);
}

const colorOf = (mat) =>
  mat.channels() === 3
    ? mat
    : matOf(mat.rows, mat.cols, cv.CV_8UC3, (x, y, c) => mat.data[(y * mat.cols + x) * mat.channels() + c]);
const suiteImage = (name) => cv.imdecode(pngFile(name), cv.IMREAD_COLOR);

const suite = new Map();
/** Made in one go. */
function suiteFile(name) {
  if (suite.size === 0) {
    const files = Object.fromEntries(gifSuite.map((one) => [one, toBase64(pngFile(one))]));
    const list = stored('.json', Buffer.from(JSON.stringify(files)));
    const made = byPillow(
      `
for name, text in json.load(open(sys.argv[2])).items():
    image = Image.open(io.BytesIO(base64.b64decode(text)))
    image = image if image.mode == 'P' else image.convert('RGB').quantize()
    image.save(name + '.gif', interlace='i' in name)
    made.append(name + '.gif')`,
      list,
    );
    gifSuite.forEach((one, i) => suite.set(one, made[i]));
  }
  return suite.get(name);
}

port('Imgcodecs_Gif_GifSuite_SingleFrame.read_gif_single', (name) => {
  const file = suiteFile(name);
  assert.equal(cv.imcount(file.path), 1);
  assertShown(cv.imread(file.path, cv.IMREAD_UNCHANGED), matsOf(file)[0], name);
});

port('Imgcodecs_Gif_GifSuite_SingleFrame_BGRA.read_gif_single_bgra', (number) => {
  const [file] = byPillow(`
image = Image.new('P', (90, 70), 3)
image.putpalette([value * 11 % 256 for value in range(48)])
draw = ImageDraw.Draw(image)
for i in range(${number} * 5):
    draw.ellipse([i * 7 % 90, i * 13 % 70, i * 7 % 90 + 20, i * 13 % 70 + 15], fill=i % 16)
image.save('transparent${number}.gif', transparency=${number})
made.append('transparent${number}.gif')`);
  const read = cv.imread(file.path, cv.IMREAD_UNCHANGED);
  const [expected] = matsOf(file);
  assert.equal(read.type(), cv.CV_8UC4);
  assertShown(read, expected);
  const clear = (mat) => mat.data.filter((value, i) => i % 4 === 3 && value === 0).length;
  assert.ok(clear(read) > 0 && clear(read) === clear(expected));
});

const moving = (mode) => `
frames = []
for i in range(20):
    frame = Image.new('${mode}', (64, 48))
    draw = ImageDraw.Draw(frame)
    draw.rectangle([i, 2 * i, i + 20, 2 * i + 9], fill=(250 - 3 * i, 100, 9 * i) + ((255,) if '${mode}' == 'RGBA' else ()))
    draw.ellipse([40, 10, 60, 30], fill=(0, 9, 200) + ((255,) if '${mode}' == 'RGBA' else ()))
    frames.append(frame)
frames[0].save('${mode}.gif', save_all=True, append_images=frames[1:], duration=50, disposal=2 if '${mode}' == 'RGBA' else 1)
made.append('${mode}.gif')`;

for (const [name, mode] of [
  ['read_gif_multi', 'RGB'],
  ['read_gif_multi_bgra', 'RGBA'],
])
  port(`Imgcodecs_Gif.${name}`, () => {
    const [file] = byPillow(moving(mode));
    const read = [];
    assert.equal(cv.imreadmulti(file.path, read, cv.IMREAD_UNCHANGED), true, cv.lastError?.message);
    assert.deepEqual([read.length, cv.imcount(file.path)], [20, 20]);
    matsOf(file).forEach((expected, i) => assertShown(read[i], expected, `frame ${i}`));
  });

port('Imgcodecs_Gif.read_gif_big', () => {
  const [file] = byPillow(`
Image.linear_gradient('L').resize((1303, 1391)).quantize(200).save('big.gif')
made.append('big.gif')`);
  assertShown(cv.imread(file.path, cv.IMREAD_UNCHANGED), matsOf(file)[0]);
});

// A picture smaller than its screen, and one whose table is its own.
port('Imgcodecs_Gif.read_gif_special', () => {
  const [offset, own] = byPillow(`
first = Image.new('P', (30, 20), 1)
first.putpalette([200, 30, 40, 9, 80, 70, 1, 2, 3, 250, 251, 252])
second = Image.new('P', (30, 20), 1)
second.putpalette([7, 8, 9, 100, 101, 102, 3, 60, 30, 0, 0, 255])
ImageDraw.Draw(second).rectangle([4, 5, 20, 9], fill=3)
first.save('special1.gif', save_all=True, append_images=[second])
second.save('special2.gif', include_color_table=True)
made.extend(['special1.gif', 'special2.gif'])`);
  for (const file of [offset, own]) {
    const read = cv.imread(file.path, cv.IMREAD_COLOR);
    assertSame(read, colorOf(matsOf(file)[0]));
  }
});

port('Imgcodecs_Gif.write_gif_flags', () => {
  const image = matOf(611, 293, cv.CV_8UC3, () => 1);
  const params = [cv.IMWRITE_GIF_QUALITY, cv.IMWRITE_GIF_FAST_NO_DITHER, cv.IMWRITE_GIF_DITHER, 3];
  assertSame(cv.imdecode(encoded('.gif', image, params), cv.IMREAD_COLOR), image);
  // What each flag is for.
  const picture = photograph();
  const tableOf = (...flags) => 2 ** ((encoded('.gif', picture, flags)[10] & 7) + 1);
  assert.equal(tableOf(), 256);
  assert.equal(tableOf(cv.IMWRITE_GIF_QUALITY, cv.IMWRITE_GIF_COLORTABLE_SIZE_16), 32);
  assert.equal(tableOf(cv.IMWRITE_GIF_QUALITY, cv.IMWRITE_GIF_COLORTABLE_SIZE_16, cv.IMWRITE_GIF_TRANSPARENCY, 0), 16);
  const plain = encoded('.gif', picture, [cv.IMWRITE_GIF_DITHER, 3]);
  const same = encoded('.gif', picture, [cv.IMWRITE_GIF_QUALITY, cv.IMWRITE_GIF_FAST_NO_DITHER]);
  assert.deepEqual(plain, same);
  assert.notDeepEqual(encoded('.gif', picture, [cv.IMWRITE_GIF_DITHER, -1]), plain);
  const faint = matOf(8, 8, cv.CV_8UC4, (x, _y, c) => (c === 3 ? x * 20 : 90));
  const clear = (...flags) =>
    withAlpha(cv.imdecode(encoded('.gif', faint, flags), cv.IMREAD_UNCHANGED)).data.filter(
      (value, i) => i % 4 === 3 && value === 0,
    ).length;
  assert.deepEqual(
    [clear(), clear(cv.IMWRITE_GIF_TRANSPARENCY, 90), clear(cv.IMWRITE_GIF_TRANSPARENCY, 0)],
    [8, 40, 0],
  );
});

port('Imgcodecs_Gif.write_gif_big', () => {
  const path = unused('.gif');
  assert.equal(cv.imwrite(path, discs(1391, 1303, cv.CV_8UC4)), true, cv.lastError?.message);
  const read = cv.imread(path, cv.IMREAD_UNCHANGED);
  assert.deepEqual([read.rows, read.cols], [1391, 1303]);
});

const best = [cv.IMWRITE_GIF_QUALITY, 8, cv.IMWRITE_GIF_DITHER, 3];

port('Imgcodecs_Gif_GifSuite_Read_Write_Suite.read_gif_single', (name) => {
  const image = suiteImage(name);
  const path = unused('.gif');
  assert.equal(cv.imwrite(path, image, best), true, cv.lastError?.message);
  assert.ok(worst(colorOf(cv.imread(path, cv.IMREAD_UNCHANGED)), image) <= 29);
});

port('Imgcodecs_Gif.write_gif_multi', () => {
  const images = gifSuite.map(suiteImage).filter(({ rows, cols }) => rows === 32 && cols === 32);
  const path = unused('.gif');
  assert.equal(cv.imwritemulti(path, images, best), true, cv.lastError?.message);
  const read = [];
  assert.equal(cv.imreadmulti(path, read), true);
  assert.equal(read.length, images.length);
  images.forEach((image, i) => assert.ok(worst(colorOf(read[i]), image) <= 29, `frame ${i}`));
});

port('Imgcodecs_Gif.encode_IMREAD_GRAYSCALE', () => {
  const image = matOf(240, 240, cv.CV_8UC3, (_x, _y, c) => [128, 64, 32][c]);
  const read = cv.imdecode(encoded('.gif', image), cv.IMREAD_GRAYSCALE);
  assert.deepEqual([read.rows, read.cols, read.channels()], [240, 240, 1]);
});

/** A GIF of squares of one color each, on a screen of 10 × 10, with their offsets and ways to be disposed of. */
function squares(list) {
  const word = (value) => [value & 255, value >> 8];
  const table = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((index) => [32 * index, 255 - index, 7 * index]);
  const images = list.flatMap(({ at, disposal }, i) => {
    const bits = [];
    const put = (code, width) => {
      for (let bit = 0; bit < width; ++bit) bits.push((code >> bit) & 1);
    };
    // A clear code before every index keeps codes at their first width.
    for (let pixel = 0; pixel < 64; ++pixel) {
      put(8, 4);
      put(i + 1, 4);
    }
    put(9, 4);
    const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, k) =>
      bits.slice(8 * k, 8 * k + 8).reduce((sum, bit, place) => sum | (bit << place), 0),
    );
    const head = [
      0x21,
      0xf9,
      4,
      disposal << 2,
      ...word(10),
      0,
      0,
      0x2c,
      ...word(at),
      ...word(at),
      ...word(8),
      ...word(8),
      0,
    ];
    return [...head, 3, bytes.length, ...bytes, 0];
  });
  return Uint8Array.from([...Buffer.from('GIF89a'), ...word(13), ...word(13), 0xf2, 0, 0, ...table, ...images, 0x3b]);
}

port('Imgcodecs_Gif.decode_disposal_method', () => {
  const path = stored('.gif', squares([0, 3, 1, 2, 1].map((disposal, i) => ({ at: i + 1, disposal }))));
  const animation = new cv.Animation();
  assert.equal(cv.imreadanimation(path, animation), true, cv.lastError?.message);
  const expected = [
    [0, 1, 1, 1, 1, 1],
    [0, 1, 2, 2, 2, 2],
    [0, 1, 1, 3, 3, 3],
    [0, 1, 1, 3, 4, 4],
    [0, 1, 1, 3, 0, 5],
  ];
  const diagonal = ({ data, cols }) => [0, 1, 2, 3, 4, 5].map((k) => data[(k * cols + k) * 4 + 2] / 32);
  assert.deepEqual(animation.frames.map(withAlpha).map(diagonal), expected);
});

const blinking = () => [1, 2, 3, 4, 5].map((n) => matOf(64, 64, cv.CV_8UC3, (x, y) => (((x >> n) + y) % 2 ? 255 : 0)));

port('Imgcodecs_Gif_loop_count.imwriteanimation', (loops) => {
  const animation = new cv.Animation(loops);
  animation.frames = blinking();
  animation.durations = animation.frames.map(() => 1000);
  const path = unused('.gif');
  assert.equal(cv.imwriteanimation(path, animation), true, cv.lastError?.message);
  assert.equal(Buffer.from(bytesOf(path)).includes('NETSCAPE2.0'), animation.loop_count !== 1);
  const read = new cv.Animation();
  assert.equal(cv.imreadanimation(path, read), true);
  assert.equal(read.loop_count, animation.loop_count);
});

port('Imgcodecs_Gif_duration.imwriteanimation', (duration) => {
  const animation = new cv.Animation();
  animation.frames = blinking();
  animation.durations = animation.frames.map(() => duration);
  const path = unused('.gif');
  assert.equal(cv.imwriteanimation(path, animation), duration >= 0 && duration <= 655350, cv.lastError?.message);
});
