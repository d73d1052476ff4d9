// Where work is done: small work in the page, long work in a worker, so that the page is never blocked by default; and what
// happens where workers cannot start from their script, or not at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from './server.mjs';
import { openBlank, openPage, taskLimit, useSite } from './support.mjs';

const site = useSite();

/** In the page: how many workers a call starts. */
async function workersFor(page, call) {
  const started = [];
  const count = (worker) => started.push(worker.url());
  page.on('worker', count);
  await page.evaluate(call);
  await new Promise((resolve) => setTimeout(resolve, 100));
  page.off('worker', count);
  return started.length;
}

const calls = {
  'a JPEG of half a megapixel': [0, () => imw.imwrite(new ImageData(800, 600), 'jpeg')],
  'a lossless WebP of half a megapixel': [1, () => imw.imwrite(new ImageData(800, 600), 'webp', { lossless: true })],
  'a JPEG of 3 megapixels': [1, () => imw.imwrite(new ImageData(2000, 1500), 'jpeg')],
  'the same, synchronously': [
    0,
    () => imw.load('jpeg').then(() => imw.imwriteSync(new ImageData(2000, 1500), 'jpeg') && undefined),
  ],
  'a PNG at level 12': [1, () => imw.imwrite(new ImageData(400, 400), 'png', { compressionLevel: 12 })],
  'a small PNG, read': [0, async () => void (await imw.imread(await imw.imwrite(new ImageData(100, 100), 'png')))],
  'a large PNG of few bytes, read': [
    1,
    async () => {
      imw.configure({ worker: false });
      const bytes = await imw.imwrite(new ImageData(3000, 2000), 'png');
      imw.configure({ worker: 'auto' });
      if (bytes.length > 100_000) throw new Error(`${bytes.length} bytes`);
      await imw.imread(bytes);
    },
  ],
  'a large JPEG, transcoded': [
    1,
    async () => {
      imw.configure({ worker: false });
      const bytes = await imw.imwrite({ data: tools.photoPattern(2000, 1500, 3), width: 2000, height: 1500 }, 'jpeg', {
        quality: 100,
      });
      imw.configure({ worker: 'auto' });
      await imw.transcodeJpeg(bytes, { progressive: true });
    },
  ],
  'rows of a slow format': [
    1,
    async () => {
      const writer = await imw.createWriter({ format: 'webp', width: 800, height: 600, channels: 4 });
      await writer.write(new Uint8Array(800 * 600 * 4));
      await Promise.all([writer.close(), new Response(writer.readable).arrayBuffer()]);
    },
  ],
};
for (const [what, [least, call]] of Object.entries(calls)) {
  test(`by default ${what} is done in ${least ? 'a worker' : 'the page'}`, async (t) => {
    const { page, expectClean } = await openBlank(t, site);
    const workers = await workersFor(page, call);
    assert.ok(least ? workers >= 1 : workers === 0, `${workers} workers`);
    await expectClean();
  });
}

/** In the page: the longest task in each round of a call with a picture of 24 megapixels; five, or up to the first good one. */
const longestTasks = async ([kind, format, options, limit]) => {
  const image = new ImageData(6000, 4000);
  const row = tools.rgbaPattern(6000, 1, { opaque: true });
  for (let y = 0; y < 4000; ++y) image.data.set(row.subarray(4 * (y % 97)), y * 24_000);
  let source = image;
  if (kind === 'canvas') {
    source = new OffscreenCanvas(6000, 4000);
    source.getContext('2d').putImageData(image, 0, 0);
    source.getContext('2d').getImageData(0, 0, 1, 1); // what is drawn is drawn now
  }
  const seen = [];
  for (let round = 0; round < 5 && !(seen.at(-1) <= limit); ++round) {
    const tasks = [];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    tasks.length = 0;
    await imw.imwrite(source, format, options);
    await new Promise((resolve) => setTimeout(resolve, 200));
    observer.disconnect();
    seen.push(Math.max(0, ...tasks));
  }
  return seen;
};

for (const [kind, format, options] of [
  ['ImageData', 'jpeg', {}],
  ['ImageData', 'png', {}],
  ['ImageData', 'webp', { method: 0 }],
  ['ImageData', 'tiff', {}],
  ['canvas', 'jpeg', {}],
]) {
  test(`no task of the page is longer than 50 ms while 24 megapixels of ${kind} become ${format}`, async (t) => {
    const { page } = await openBlank(t, site);
    const limit = await taskLimit(page, { width: 6000, height: 4000 });
    const longest = await page.evaluate(longestTasks, [kind, format, options, limit]);
    // The first call brings the worker; the best of five, as others may use this machine.
    assert.ok(Math.min(...longest) <= limit, `tasks of ${longest.join(', ')} ms, at most ${limit}`);
  });
}

test('a large canvas is read as it was when the call was made, in a worker as in the page', async (t) => {
  const { page, expectClean } = await openBlank(t, site);
  const outcomes = await page.evaluate(async () => {
    const outcomes = [];
    for (const worker of [false, 'auto']) {
      imw.configure({ worker });
      const canvas = new OffscreenCanvas(1600, 1200);
      const context = canvas.getContext('2d');
      context.putImageData(new ImageData(tools.rgbaPattern(1600, 1200), 1600, 1200), 0, 0);
      const pending = imw.imwrite(canvas, 'png');
      context.clearRect(0, 0, 1600, 1200);
      outcomes.push(await tools.digest(await pending));
    }
    return outcomes;
  });
  assert.equal(outcomes[1], outcomes[0]);
  await expectClean();
});

test("the caller's pixels stay, also those of a getter that makes a new view each time", async (t) => {
  const { page } = await openBlank(t, site);
  const kept = await page.evaluate(async () => {
    const { buffer } = tools.photoPattern(1600, 1200, 3);
    const length = buffer.byteLength;
    const getter = {
      get data() {
        return new Uint8Array(buffer);
      },
      width: 1600,
      height: 1200,
      channels: 3,
    };
    const kept = [];
    for (const worker of ['auto', true, false]) {
      imw.configure({ worker });
      for (const format of ['jpeg', 'webp', 'tiff'])
        await imw.imwrite(getter, format, format === 'webp' ? { method: 0 } : {});
      kept.push(buffer.byteLength === length);
    }
    return kept;
  });
  assert.deepEqual(kept, [true, true, true]);
});

/** The bytes of a large picture by default and in workers, as a list, or the error's code. */
const largeJpegs = async () => {
  const image = { data: tools.photoPattern(2400, 1801, 3), width: 2400, height: 1801 };
  const digests = [];
  for (const worker of [false, 'auto', true]) {
    imw.configure({ worker, onWarning: (message) => (globalThis.warnings ??= []).push(message) });
    digests.push(await imw.imwrite(image, 'jpeg').then(tools.digest, ({ code, message }) => `${code}: ${message}`));
  }
  return { digests, warnings: globalThis.warnings ?? [] };
};

/** The site's files from another origin, which lets everybody read them. */
async function otherOrigin(t) {
  const server = await startServer({ pages: site.pages, headers: { 'Access-Control-Allow-Origin': '*' } });
  t.after(() => server.close());
  return server.url.replace('localhost', '127.0.0.1');
}

const loader = (packageUrl, toolsUrl) =>
  `import * as imw from '${packageUrl}imwrite/browser/index.js';\nimport * as tools from '${toolsUrl}tools.js';\nObject.assign(globalThis, { imw, tools, ready: true });\n`;

test('the package from another origin starts its workers through a Blob', async (t) => {
  const other = await otherOrigin(t);
  site.pages['/other.js'] = { type: 'text/javascript', body: loader(other, '/') };
  site.pages['/other.html'] = {
    type: 'text/html',
    body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="other.js"></script>',
    headers: {
      'Content-Security-Policy': `script-src 'self' blob: ${other} 'wasm-unsafe-eval'; connect-src 'self' ${other}`,
    },
  };
  const { page } = await openBlank(t, site, { path: 'other.html', allow: [/^asked/] });
  const workers = await workersFor(page, async () => void (globalThis.outcome = 0)).then(() =>
    workersFor(page, `(async () => { globalThis.outcome = await (${largeJpegs})(); })()`),
  );
  const { digests } = await page.evaluate(() => globalThis.outcome);
  assert.match(digests[0], /^[0-9a-f]{64}$/);
  assert.deepEqual(digests, [digests[0], digests[0], digests[0]]);
  assert.ok(workers >= 1);
});

test('a sandboxed frame, which has no origin', async (t) => {
  const other = await otherOrigin(t);
  site.pages['/frame.html'] = {
    type: 'text/html',
    body: `<!doctype html><script type="module">${loader(other, other)}parent.postMessage(await (${largeJpegs})(), '*');</script>`,
    headers: { 'Content-Security-Policy': "frame-ancestors 'self'", 'Access-Control-Allow-Origin': '*' },
  };
  site.pages['/sandbox.html'] = {
    type: 'text/html',
    body: `<!doctype html><link rel="icon" href="data:,"><script>onmessage = ({ data }) => (globalThis.outcome = data);</script><iframe sandbox="allow-scripts" src="frame.html"></iframe>`,
    headers: { 'Content-Security-Policy': "frame-src 'self'" },
  };
  const { page } = await openPage(t, site, 'sandbox.html', { allow: [/./] });
  await page.waitForFunction(() => globalThis.outcome, undefined, { timeout: 60_000 });
  const { digests, warnings } = await page.evaluate(() => globalThis.outcome);
  assert.deepEqual(digests, [digests[0], digests[0], digests[0]]);
  assert.match(digests[0], /^[0-9a-f]{64}$/);
  assert.deepEqual(warnings, []);
});

test('where no worker can start, work is done in the page, and a warning says so once; worker: true insists', async (t) => {
  site.pages['/workerless.html'] = {
    ...site.pages['/blank.html'],
    headers: { 'Content-Security-Policy': "default-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; img-src data:" },
  };
  const { page } = await openBlank(t, site, { path: 'workerless.html', allow: [/./] });
  const { digests, warnings } = await page.evaluate(largeJpegs);
  assert.match(digests[0], /^[0-9a-f]{64}$/);
  assert.equal(digests[1], digests[0]);
  assert.match(
    digests[2],
    /^load-failed: the worker could not start: .*workerUrl.*worker-src.*configure\(\{ worker: false \}\)/,
  );
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /main thread.*the worker could not start/);
});

test('configure({ workerUrl }) says where the script is, and a foreign one is recognized', async (t) => {
  const { page } = await openBlank(t, site, { allow: [/./] });
  site.pages['/elsewhere/thread.js'] = {
    type: 'text/javascript',
    body: await (await fetch(`${site.server.url}imwrite/browser/worker.js`)).text(),
  };
  site.pages['/elsewhere/old.js'] = {
    type: 'text/javascript',
    body: "postMessage({ kind: 'ready', version: '0.0.9' })",
  };
  const outcomes = await page.evaluate(async () => {
    const outcomes = [];
    for (const workerUrl of [
      'elsewhere/thread.js',
      new URL('/elsewhere/thread.js', location.href),
      '/elsewhere/old.js',
      '/none.js',
    ]) {
      imw.configure({ worker: true, workerUrl });
      outcomes.push(
        await imw.imwrite(new ImageData(8, 8), 'png').then(
          ({ length }) => length > 50,
          ({ message }) => message,
        ),
      );
    }
    return outcomes;
  });
  assert.deepEqual(outcomes.slice(0, 2), [true, true]);
  assert.match(outcomes[2], /expected that of imwrite 0\.1\.0, got 0\.0\.9/);
  assert.match(outcomes[3], /could not be loaded/);
  assert.ok(site.server.count('/elsewhere/thread.js') >= 1);
});
