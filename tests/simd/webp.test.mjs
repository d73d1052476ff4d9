// The WebP encoder with SIMD writes the same bytes as without, where libwebp's C functions and tables are as they come.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { drawImage, drawer } from './drawn.mjs';
import { loadEncoder } from './modules.mjs';

const sharp = createRequire(new URL('../../npm/', import.meta.url))('sharp');
const [encode, encodeScalar] = await Promise.all(['wasm', 'wasm-scalar'].map((preset) => loadEncoder(preset, 'webp')));

function compare(image, options, what) {
  const file = encode(image, options);
  assert.ok(file.length > 20);
  assert.ok(file.equals(encodeScalar(image, options)), `${what}: encoded differently`);
}

test('600 drawn images and options', () => {
  const draw = drawer(2);
  for (let i = 0; i < 600; ++i) {
    const image = drawImage(draw, [3, 4]);
    const lossless = draw(0, 4) === 0;
    const options = {
      lossless,
      quality: draw(0, 100),
      method: draw(0, 6),
      ...(!lossless && { segments: draw(1, 4), pass: draw(1, 3) }),
    };
    compare(
      image,
      options,
      `case ${i}, ${image.width} × ${image.height} × ${image.channels}, ${JSON.stringify(options)}`,
    );
  }
});

test('photographs, every method', async () => {
  for (const name of ['coffee.png', 'rocket.jpg']) {
    const { data, info } = await sharp(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (let method = 0; method <= 6; ++method) {
      for (const quality of [5, 80, 97])
        compare({ data, ...info }, { method, quality }, `${name}, method ${method}, quality ${quality}`);
    }
    compare({ data, ...info }, { lossless: true }, `${name}, lossless`);
  }
});
