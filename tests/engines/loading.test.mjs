// Where the package runs, in each engine: under a strict policy, in every kind of worker, from another origin; and what of a
// page it works with: IndexedDB, downloads, streams.
import assert from 'node:assert/strict';
import { before } from 'node:test';
import * as node from '../../npm/dist/node/index.js';
import { rgbaPattern } from '../browser/page/tools.js';
import { assertExactRgba } from '../browser/support.mjs';
import { writtenNames } from '../support/package.mjs';
import { outcomes, streamed } from '../support/outcomes.js';
import { testInEngines, useSite } from './support.mjs';

const site = useSite();
const picture = { data: rgbaPattern(40, 30), width: 40, height: 30 };
const calls = writtenNames.map((format) => ({
  picture: { width: 33, height: 21, channels: 3, samples: 'Uint8Array' },
  format,
  options: {},
}));
let expected;
/** Firefox says it of each script that a worker cannot have, even where the worker then starts in another way. */
const refusedScript = /Security Error: Content at .* may not load data from .*worker\.js/;
/** What engines say of a policy that was violated. */
const violation = /violated worker-src|Content.Security.Policy|Refused to load/;

before(async () => {
  expected = await outcomes(node, calls);
  const strict = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
  site.pages['/strict.html'] = { ...site.pages['/page.html'], headers: { 'Content-Security-Policy': strict } };
  const origin = new URL(site.elsewhere).origin;
  // What a module worker imports is checked by worker-src, too.
  const open = `default-src 'self' ${origin}; script-src 'self' ${origin} 'wasm-unsafe-eval'; worker-src 'self' blob: ${origin}`;
  site.pages['/elsewhere.html'] = { ...site.pages['/elsewhere.html'], headers: { 'Content-Security-Policy': open } };
  site.pages['/inline.html'] = {
    ...site.pages['/inline.html'],
    headers: { 'Content-Security-Policy': `${strict}; worker-src blob:` },
  };
  site.pages['/alone.html'] = {
    ...site.pages['/page.html'],
    headers: { 'Content-Security-Policy': `${strict}; worker-src 'none'` },
  };
});

for (const worker of [undefined, false, true]) {
  const mode = worker === undefined ? 'by default' : `with worker: ${worker}`;
  testInEngines(
    `a policy of 'self' and 'wasm-unsafe-eval' is enough, ${mode}`,
    site,
    { path: 'strict.html' },
    async ({ page }) => {
      assert.deepEqual(await page.evaluate(encodeAll, calls, { worker }), expected);
    },
  );
  testInEngines(
    `the package comes from another origin, ${mode}`,
    site,
    { path: 'elsewhere.html', allow: [refusedScript] },
    async ({ page }) => {
      assert.deepEqual(await page.evaluate(encodeAll, calls, { worker }), expected);
    },
  );
  testInEngines(
    `imwrite/inline asks for no file but its modules, ${mode}`,
    site,
    { path: 'inline.html' },
    async ({ page }) => {
      assert.deepEqual(await page.evaluate(encodeAll, calls, { worker }), expected);
      const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      assert.deepEqual(
        asked.filter((name) => /\.wasm|worker\.js/.test(name)),
        [],
      );
    },
  );
}

testInEngines('by default long work leaves the page, and short work does not', site, {}, async ({ page }) => {
  const started = await page.evaluate(async () => {
    let count = 0;
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        ++count;
      }
    };
    const counts = [];
    for (const [width, height] of [
      [40, 30],
      [2000, 1500],
    ]) {
      await imw.imwrite({ data: tools.photoPattern(width, height, 3), width, height }, 'jpeg');
      counts.push(count);
    }
    return counts;
  });
  assert.equal(started[0], 0);
  assert.ok(started[1] > 0, 'no worker was started');
});

testInEngines(
  'where the policy allows no worker, long work is done in the page, which is told once',
  site,
  { path: 'alone.html', allow: [violation] },
  async ({ page }) => {
    const { same, warnings, error } = await page.evaluate(async () => {
      const warnings = [];
      imw.configure({ onWarning: (text) => warnings.push(String(text)) });
      const image = { data: tools.photoPattern(2000, 1500, 3), width: 2000, height: 1500 };
      const files = [await imw.imwrite(image, 'jpeg'), await imw.imwrite(image, 'jpeg')];
      imw.configure({ worker: true });
      const error = await imw.imwrite(image, 'jpeg').catch((error) => tools.plain(error, imw.ImwriteError));
      return { same: files[0].join() === files[1].join(), warnings, error };
    });
    assert.equal(same, true);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /worker/);
    assert.deepEqual([error.ours, error.code], [true, 'load-failed']);
    assert.match(error.message, /worker-src/);
  },
);

/** In the page. */
const encodeAll = (calls, { worker }) => {
  if (worker !== undefined) imw.configure({ worker });
  return tests.outcomes(imw, calls);
};

testInEngines('a module worker uses the package', site, { shared: true }, async ({ page }) => {
  const { bytes, error } = await page.evaluate(() => {
    const worker = new Worker('module-worker.js', { type: 'module' });
    worker.postMessage({ source: 'ImageData', format: 'png', options: {} });
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    });
  });
  assert.equal(error, undefined);
  await assertExactRgba(bytes, picture);
});

testInEngines('a classic worker uses the package', site, { shared: true }, async ({ page }) => {
  const { bytes, error } = await page.evaluate(() => {
    const worker = new Worker('classic-worker.js');
    worker.postMessage('png');
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    });
  });
  assert.equal(error, undefined);
  await assertExactRgba(bytes, picture);
});

testInEngines('a service worker uses imwrite/static', site, { shared: true }, async ({ page }) => {
  const { bytes, error } = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register('service-worker.js', { type: 'module' });
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    await new Promise((resolve) => {
      const check = () => worker.state === 'activated' && resolve();
      worker.addEventListener('statechange', check);
      check();
    });
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ format: 'png', options: {} }, [port2]);
    const answer = await new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    await registration.unregister();
    return answer;
  });
  assert.equal(error, undefined);
  await assertExactRgba(bytes, picture);
});

testInEngines('a persistent folder is there after a reload', site, {}, async ({ page }) => {
  const written = await page.evaluate(async () => {
    await imw.persistFolder('/photos');
    await imw.imwriteFile('/photos/a.png', { data: tools.rgbaPattern(40, 30), width: 40, height: 30 });
    await imw.syncFS();
    return (await imw.loadFS()).readFile('/photos/a.png');
  });
  await assertExactRgba(written, picture);
  await page.reload();
  const read = await page.evaluate(async () => {
    await imw.persistFolder('/photos');
    return (await imw.loadFS()).readFile('/photos/a.png');
  });
  assert.deepEqual(read, written);
});

testInEngines('download() saves a file under its name', site, { shared: true }, async ({ page }) => {
  await page.evaluate(() => imw.download({ data: tools.rgbaPattern(40, 30), width: 40, height: 30 }, 'my picture.png'));
  await assertExactRgba(await page.downloaded('my picture.png'), picture);
});

testInEngines('transcodeJpeg gives the bytes of Node', site, {}, async ({ page }) => {
  const image = { data: rgbaPattern(48, 32), width: 48, height: 32 };
  const jpeg = await node.imwrite(image, 'jpeg');
  const turned = await node.transcodeJpeg(jpeg, { rotate: 90, progressive: true });
  const packed = await node.transcodeJpeg(jpeg, { to: 'jxl' });
  const seen = await page.evaluate(async () => {
    const file = new Blob([await imw.imwrite({ data: tools.rgbaPattern(48, 32), width: 48, height: 32 }, 'jpeg')]);
    const files = [];
    for (const worker of [false, true]) {
      imw.configure({ worker });
      const packed = await imw.transcodeJpeg(file, { to: 'jxl' });
      files.push(
        await imw.transcodeJpeg(file, { rotate: 90, progressive: true }),
        packed,
        await imw.transcodeJpeg(packed),
      );
    }
    return files;
  });
  const expected = [turned, packed, jpeg];
  for (const [index, bytes] of seen.entries()) assert.ok(Buffer.compare(bytes, expected[index % 3]) === 0, `${index}`);
});

testInEngines(
  'createWriter takes rows as they come, and a stream gives the file',
  site,
  { shared: true },
  async ({ page }) => {
    const samples = rgbaPattern(40, 250, { opaque: true });
    for (const format of writtenNames) {
      const bytes = await page.evaluate(
        (format) => tests.streamed(imw, format, tools.rgbaPattern(40, 250, { opaque: true })),
        format,
      );
      assert.ok(Buffer.compare(bytes, await streamed(node, format, samples)) === 0, format);
      if (!node.formats[format].readable) continue;
      const { data, width, height } = await node.imread(bytes);
      assert.deepEqual([width, height], [40, 250]);
      if (['png', 'tiff'].includes(format)) assert.deepEqual(Buffer.from(data), Buffer.from(samples));
    }
  },
);
