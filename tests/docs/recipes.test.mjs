// docs/recipes.md: each recipe is called, and what it makes is judged by sharp or Pillow.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openPage, useSite } from '../browser/support.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { sharp } from '../support/sharp.mjs';
import { modulePage } from './example-pages.mjs';
import { execute, exampleFolder, run } from './folder.mjs';
import { blocks, blocksOf } from './support.mjs';

const site = useSite();
const parent = temporaryFolder('recipes');

/** The recipe's block in a page, which `call` gets as `globalThis.example`; a Uint8Array comes back as a Buffer. */
async function inPage(t, title, call, options = {}) {
  const [block] = blocks('recipes.md', title);
  const { page, expectClean } = await openPage(t, site, modulePage(site, block), options);
  await page.waitForFunction(() => globalThis.done);
  const bytes = Buffer.from(await page.evaluate(call));
  await expectClean();
  return { bytes, page };
}

/** The recipe's last JavaScript block as a module in a folder of its own, not yet run. */
async function inNode(title) {
  const folder = await exampleFolder(parent);
  const file = join(folder, 'recipe.mjs');
  writeFileSync(
    file,
    blocks('recipes.md', title)
      .filter(({ language }) => language === 'js')
      .at(-1).code,
  );
  return { folder, file, load: () => import(pathToFileURL(file).href) };
}

/** The 16-bit samples of a gray file. */
async function graySamples(bytes) {
  const image = sharp(bytes).toColourspace('grey16').raw({ depth: 'ushort' });
  const { buffer, byteOffset, length } = await image.toBuffer();
  return [...new Uint16Array(buffer, byteOffset, length / 2)];
}

test('there are twelve, and the list at the top has them', () => {
  const titles = new Set(blocksOf('docs/recipes.md').map(({ headings }) => headings[1]));
  assert.equal(titles.size, 12);
});

test('a canvas as a JPEG below 200 kB at 300 dpi', async (t) => {
  const { bytes } = await inPage(t, 'A canvas as a JPEG below 200 kB at 300 dpi', async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1200, 900];
    const context = canvas.getContext('2d');
    for (let y = 0; y < 900; y += 4)
      for (let x = 0; x < 1200; x += 4) {
        context.fillStyle = `hsl(${(x * y) % 360} 80% ${(x * 7 + y * 13) % 100}%)`;
        context.fillRect(x, y, 4, 4);
      }
    const file = await globalThis.example.printable(canvas);
    return [...new Uint8Array(await file.arrayBuffer())];
  });
  assert.ok(bytes.length <= 200_000 && bytes.length > 150_000, String(bytes.length));
  const { format, density, width } = await sharp(bytes).metadata();
  assert.deepEqual([format, density, width], ['jpeg', 300, 1200]);
});

test('a WebGL depth map as a 16-bit PNG', async (t) => {
  const { bytes } = await inPage(
    t,
    'A WebGL depth map as a 16-bit PNG',
    async () => {
      const gl = document.createElement('canvas').getContext('webgl2');
      gl.getExtension('EXT_color_buffer_float');
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      // The lowest row is 1 m away, the one above it 3 m.
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, 2, 2, 0, gl.RED, gl.FLOAT, Float32Array.of(1, 1, 3, 3));
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
      return [...(await globalThis.example.depthToPng(gl, 2, 2, 1, 5))];
    },
    { allow: [/GPU|WebGL/i] },
  );
  const { depth } = await sharp(bytes).metadata();
  assert.equal(depth, 'ushort');
  assert.deepEqual(await graySamples(bytes), [32768, 32768, 0, 0]);
});

test('a folder of TIFF scans as PNG, with their profile', async () => {
  const title = 'A folder of TIFF scans as PNG, with their profile';
  const { folder, file } = await inNode(title);
  const [shell] = blocks('recipes.md', title);
  await run(folder, 'bash', ['-euo', 'pipefail', '-c', shell.code]);
  await run(folder, process.execPath, [file]);
  const made = [
    ...readdirSync(join(folder, 'png')).map((name) => join(folder, 'png', name)),
    ...readdirSync(join(folder, 'pages')).map((name) => join(folder, 'pages', name)),
  ];
  assert.equal(made.length, 4);
  for (const name of made) {
    const { depth, icc, density } = await sharp(name).metadata();
    assert.deepEqual([depth, Boolean(icc), density], ['ushort', true, 300], name);
  }
});

test('an animated WebP from canvas frames', async (t) => {
  const { bytes } = await inPage(t, 'An animated WebP from canvas frames', async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 400 });
    const draw = (context, i) => context.fillRect(i * 30, 0, 30, 400);
    const blob = await globalThis.example.record(canvas, draw, 5, 80);
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const { pages, delay, loop } = await sharp(bytes, { animated: true }).metadata();
  assert.deepEqual([pages, delay, loop], [5, [80, 80, 80, 80, 80], 0]);
});

test('a server that streams a PNG, and stops when the client leaves', { timeout: 30_000 }, async () => {
  const { load } = await inNode('A server that streams a PNG and stops when the client leaves');
  const said = [];
  const { info } = console;
  const gone = new Promise((resolve) => {
    console.info = (text) => resolve(said.push(text));
  });
  process.env.PORT = '0';
  const { server } = await load();
  try {
    if (!server.listening) await once(server, 'listening');
    const address = `http://127.0.0.1:${server.address().port}/`;
    const whole = Buffer.from(await (await fetch(address)).arrayBuffer());
    const { width, height } = await sharp(whole).metadata();
    assert.deepEqual([width, height], [4000, 4000]);
    assert.deepEqual(said, []);

    const leaving = new AbortController();
    const { body } = await fetch(address, { signal: leaving.signal });
    await body.getReader().read();
    leaving.abort();
    await gone;
    const row = Number(/^the client left at row (\d+)$/.exec(said[0])[1]);
    assert.ok(row < 4000, String(row));
  } finally {
    console.info = info;
    delete process.env.PORT;
    server.close();
    server.closeAllConnections();
  }
});

test('upload with progress', async (t) => {
  site.pages['/uploads'] = { body: 'ok' };
  const { bytes } = await inPage(t, 'Upload with progress', async () => {
    const send = XMLHttpRequest.prototype.send;
    let sent;
    XMLHttpRequest.prototype.send = function (body) {
      sent = body;
      return send.call(this, body);
    };
    const progress = { value: 0 };
    await globalThis.example.upload(document.querySelector('canvas'), '/uploads', progress);
    if (progress.value !== 1) throw new Error(`the progress ends at ${progress.value}`);
    const stop = new AbortController();
    const stopped = globalThis.example.upload(document.querySelector('canvas'), '/uploads', progress, stop.signal);
    stop.abort();
    if ((await stopped.catch(({ name }) => name)) !== 'AbortError') throw new Error('not stopped');
    return [...new Uint8Array(await sent.arrayBuffer())];
  });
  assert.equal((await sharp(bytes).metadata()).format, 'webp');
});

test('a screenshot of a page element', async (t) => {
  const { bytes } = await inPage(
    t,
    'A screenshot of a page element',
    async () => {
      const card = document.createElement('div');
      for (const [name, value] of Object.entries({ width: '120px', height: '50px', background: 'rgb(0, 128, 255)' }))
        card.style[name] = value;
      card.textContent = 'Hello';
      document.body.append(card);
      return [...(await globalThis.example.screenshot(card, 2))];
    },
    // The element is styled inline, which the demo's policy forbids in pictures.
    { bypassCSP: true },
  );
  const { density } = await sharp(bytes).metadata();
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height, density], [240, 100, 192]);
  const last = data.length - info.channels;
  assert.deepEqual([...data.subarray(last, last + 3)], [0, 128, 255]);
  const dark = data.filter((value, i) => i % info.channels === 1 && value < 64).length;
  assert.ok(dark > 50, 'the text is there');
});

test('GeoTIFF', async () => {
  const { folder, file } = await inNode('GeoTIFF');
  await run(folder, process.execPath, [file]);
  const code = `from PIL import Image
t = Image.open('dem.tif').tag_v2
print(t[33550], t[33922], t[34735][:4], t[42113], t[322])`;
  const { stdout } = await execute('/usr/bin/python3', ['-c', code], { cwd: folder });
  assert.equal(stdout.trim(), '(10.0, 10.0, 0.0) (0.0, 0.0, 0.0, 399960.0, 5800020.0, 0.0) (1, 1, 0, 3) -9999 256');
});

test('a sprite sheet with a palette', async () => {
  const { folder, file } = await inNode('A sprite sheet with a palette');
  await run(folder, process.execPath, [file]);
  const bytes = readFileSync(join(folder, 'sprites.png'));
  assert.equal(bytes[25], 3, 'its color type is that of palettes');
  const { width, height } = await sharp(bytes).metadata();
  assert.deepEqual([width, height], [128, 64]);
});

test('DICOM to 16-bit PNG', async () => {
  const { load } = await inNode('DICOM to 16-bit PNG');
  const { dicomToPng } = await load();
  const window = { rows: 1, columns: 4, intercept: -1024, low: 0, high: 100 };
  const pixels = Int16Array.from([1024, 1074, 1124, -2000]);
  const seen = async (more) => graySamples(await dicomToPng({ ...window, ...more, pixels }));
  assert.deepEqual(await seen({}), [0, 32768, 65535, 0]);
  assert.deepEqual(await seen({ monochrome1: true }), [65535, 32768, 0, 65535]);
});

test('a Next.js route', async () => {
  const { folder, load } = await inNode('A Next.js route');
  const { POST } = await load();
  const ask = (body) => POST(new Request('http://localhost/api/thumbnail', { method: 'POST', body }));
  const answer = await ask(readFileSync(join(folder, 'photo.jpg')));
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/webp']);
  assert.equal((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).format, 'webp');
  assert.equal((await ask('no picture')).status, 415);
  // A header that claims 60 megapixels.
  const large = await sharp({ create: { width: 10_000, height: 6000, channels: 3, background: 'navy' } })
    .png()
    .toBuffer();
  assert.equal((await ask(large)).status, 413);
});

test('a Cloudflare worker', async () => {
  const { load } = await inNode('A Cloudflare worker');
  const worker = (await load()).default;
  const answer = await worker.fetch(new Request('https://example.com/?size=100'));
  const { format, width } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  assert.deepEqual([format, width, answer.headers.get('content-type')], ['png', 100, 'image/png']);
});
