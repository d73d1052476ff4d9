// What the package may weigh, what an encode may hold, and how large a picture may be.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { imwrite } from '../../npm/dist/node/index.js';
import { assertMismatch, formats, wasmFile, wasmFolder } from '../node/support.mjs';

const MiB = 2 ** 20;

test('the JPEG, PNG and WebP encoders with their glue stay below 200,000 bytes of brotli', async () => {
  let total = 0;
  for (const name of ['jpeg-encode', 'png-encode', 'webp-encode']) {
    for (const extension of ['js', 'wasm']) total += brotliCompressSync(await readFile(`${wasmFolder}/${name}.${extension}`)).length;
  }
  assert.ok(total < 200_000, `${total} bytes`);
});

/** Encodes with a module of our own, so that its memory can be measured. */
async function wasmMemoryFor(format, image, options = {}) {
  const { default: factory } = await import(`${wasmFolder}/${format}-encode.js`);
  const compiled = await WebAssembly.compile(await wasmFile(`${format}-encode`));
  const module = factory({
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance, compiled);
      return instance.exports;
    },
  });
  const pixels = { ...image, bytes: image.data, depth: 'uint8', stride: image.width * image.channels };
  const frames = [pixels];
  const take = () => true;
  assert.equal(module.imwrite({ next: () => frames.pop(), count: 1 }, format, options, { write: take, patch: take, progress: take }), undefined);
  return module.memoryBytes();
}

test('100 megapixels of RGBA need a few MiB of WebAssembly memory where the format can be streamed', async () => {
  const image = { data: new Uint8Array(4e8).fill(99), width: 10_000, height: 10_000, channels: 4 };
  for (const format of ['jpeg', 'png', 'tiff']) {
    const memory = await wasmMemoryFor(format, image, format === 'png' ? { compressionLevel: 1 } : {});
    assert.ok(memory <= 16 * MiB, `${format}: ${memory / MiB} MiB`);
  }
});

test('the largest sizes are written, one more is refused', async () => {
  for (const [format, limit] of [['jpeg', 65500], ['webp', 16383]]) {
    assert.deepEqual([formats[format].maxWidth, formats[format].maxHeight], [limit, limit]);
    const strip = (width, height) => ({ data: new Uint8Array(width * height * 3), width, height, channels: 3 });
    assert.ok((await imwrite(strip(limit, 1), format)).length > 0);
    assert.ok((await imwrite(strip(1, limit), format)).length > 0);
    await assertMismatch(imwrite(strip(limit + 1, 1), format), 'image-too-large');
    await assertMismatch(imwrite(strip(1, limit + 1), format), 'image-too-large');
  }
});
