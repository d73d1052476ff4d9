// The demo page in each engine: the first picture is written, formats are changed, a wrong file is told of, files are saved.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../browser/server.mjs';
import { engineNames, useEngines } from './engines.mjs';

const engines = useEngines();
let server;
before(async () => (server = await startServer()));
after(() => server.close());

for (const name of engineNames) {
  test(`${name}: the demo writes, compares, finds and saves`, { timeout: 120_000 }, async (t) => {
    const engine = await engines(name);
    const page = await engine.open(server.url);
    t.after(() => page.close().catch(() => {}));
    const seen = await page.evaluate(async () => {
      const byId = (id) => document.getElementById(id);
      const until = async (what, holds) => {
        for (const end = Date.now() + 30_000; !holds();) {
          if (Date.now() > end)
            throw new Error(`${what}; ${byId('error').textContent} ${byId('open-error').textContent}`);
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
      };
      const seen = {};
      await until('no first picture', () => !byId('download').disabled);
      seen.first = [byId('facts').textContent, byId('psnr').textContent];
      for (const format of ['webp', 'png']) {
        byId('formats').querySelector(`[value=${format}]`).click();
        await until(`no ${format}`, () => !byId('download').disabled);
        seen[format] = [byId('result-tag').textContent, byId('psnr').textContent];
      }
      document.querySelector('#views [value=difference]').click();
      document.querySelector('#zoom-in').click();
      seen.zoom = byId('zoom-text').textContent;
      byId('save').requestSubmit();
      await until('nothing saved', () => byId('files').children.length === 1);
      byId('find').requestSubmit();
      await until('nothing found', () => byId('found').querySelector('button'));
      seen.shown = getComputedStyle(byId('stage')).height;
      return seen;
    });
    assert.match(seen.first[0], /coffee\.png: 600 × 400, RGB 8-bit/);
    assert.match(seen.first[1], / dB$/);
    assert.match(seen.webp[0], /^WebP, \d/);
    assert.deepEqual([seen.png[0].startsWith('PNG, '), seen.png[1]], [true, 'None']);
    assert.ok(Number.parseInt(seen.zoom, 10) > 60);
    assert.deepEqual(page.complaints, []);
  });
}
