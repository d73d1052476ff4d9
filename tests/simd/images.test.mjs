// Whole images: the modules with SIMD write and read the same bytes as the same modules without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { drawImage, drawer } from './drawn.mjs';
import { loadDecoder, loadEncoder } from './modules.mjs';

const sharp = createRequire(new URL('../../npm/', import.meta.url))('sharp');
const fixture = (name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const subsamplings = ['4:4:4', '4:2:2', '4:2:0', '4:4:0', '4:1:1'];

const [encode, encodeScalar] = await Promise.all(['wasm', 'wasm-scalar'].map((preset) => loadEncoder(preset, 'jpeg')));
const [decode, decodeScalar] = await Promise.all(['wasm', 'wasm-scalar'].map(loadDecoder));

function drawOptions(draw, channels) {
  return {
    ...(draw(0, 5) === 0
      ? { quantTables: [Array.from({ length: 64 }, () => draw(1, draw(0, 1) ? 3000 : 65535))] }
      : { quality: draw(0, 2) === 0 ? draw(0, 100) : draw(80, 100) }),
    progressive: draw(0, 3) === 0,
    optimizeCoding: draw(0, 3) === 0,
    restartInterval: draw(0, 3) === 0 ? draw(1, 20) : 0,
    ...(channels > 1 && { chromaSubsampling: subsamplings[draw(0, 4)] }),
  };
}

function compare(image, options, what) {
  const file = encode(image, options);
  assert.ok(file.equals(encodeScalar(image, options)), `${what}: encoded differently`);
  assert.ok(decode(file).data.equals(decodeScalar(file).data), `${what}: decoded differently`);
}

test('3000 drawn images and options', () => {
  const draw = drawer(1);
  for (let i = 0; i < 3000; ++i) {
    const image = drawImage(draw);
    const options = drawOptions(draw, image.channels);
    compare(
      image,
      options,
      `case ${i}, ${image.width} × ${image.height} × ${image.channels}, ${JSON.stringify(options)}`,
    );
  }
});

test('photographs, every subsampling and mode', async () => {
  for (const name of ['coffee.png', 'rocket.jpg', 'hubble_deep_field.jpg']) {
    const { data, info } = await sharp(fixture(name)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    for (const chromaSubsampling of subsamplings) {
      for (const options of [
        {},
        { progressive: true },
        { optimizeCoding: true },
        { quality: 100, restartInterval: 7 },
        { quality: 20 },
      ]) {
        compare(
          { data, ...info },
          { ...options, chromaSubsampling },
          `${name} ${chromaSubsampling} ${JSON.stringify(options)}`,
        );
      }
    }
  }
});

test('files that others wrote', async () => {
  const picture = sharp(fixture('coffee.png')).removeAlpha();
  const files = [
    fixture('rocket.jpg'),
    fixture('hubble_deep_field.jpg'),
    await picture.clone().jpeg({ mozjpeg: true, quality: 60 }).toBuffer(),
    await picture.clone().toColourspace('cmyk').jpeg().toBuffer(),
    await picture.clone().grayscale().jpeg({ progressive: true }).toBuffer(),
  ];
  for (const [i, file] of files.entries()) {
    const { data, channels } = decode(file);
    assert.ok(channels === 1 || channels === 3);
    assert.ok(data.equals(decodeScalar(file).data), `file ${i}`);
  }
});
