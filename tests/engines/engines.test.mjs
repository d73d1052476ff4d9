// The engines themselves: which versions they are, what a test is told when a page fails, hangs or crashes, and that nothing
// lives on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { requireProgram } from './drivers/program.mjs';
import { startEngine } from './engines.mjs';
import { engineNames, useSite } from './support.mjs';

const site = useSite();
const url = () => new URL('page.html', site.url).href;

for (const name of engineNames) {
  test(`${name} tells its version, what went wrong in a page, and goes on`, { timeout: 120_000 }, async (t) => {
    const engine = await site.engines(name);
    assert.match(engine.version, /^\d+(\.\d+)+$/);
    t.diagnostic(`${name} ${engine.version}`);
    const page = await engine.open(url());
    await assert.rejects(
      page.evaluate(() => {
        throw new TypeError('no such thing');
      }),
      /TypeError: no such thing/,
    );
    await page.evaluate(() => {
      console.error('said aloud');
      setTimeout(() => {
        throw new Error('too late');
      });
    });
    const seen = await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(globalThis.seen), 200)));
    assert.match(seen.join(), /console\.error said aloud.*error .*too late/);
    if (name !== 'WebKitGTK') assert.match(page.complaints.join(), /said aloud.*too late/); // its driver tells no log
    assert.deepEqual(await page.evaluate((value) => ({ value, bytes: new Uint8Array([1, 255]) }), 'ä'), {
      value: 'ä',
      bytes: new Uint8Array([1, 255]),
    });
    await page.close();
  });
}

test(
  'in each engine a page that hangs is an error in time, and another page works',
  { timeout: 120_000 },
  async (t) => {
    const attempts = engineNames.map(async (name) => {
      const engine = await startEngine(name, 20);
      t.after(() => engine.close());
      const page = await engine.open(url());
      await assert.rejects(
        page.evaluate(() => new Promise(() => {})),
        /waited 20 s|timeout/i,
        name,
      );
      const next = await engine.open(url());
      assert.equal(await next.evaluate(() => 1 + 1), 2, name);
    });
    await Promise.all(attempts);
  },
);

test('WebKitGTK: a page that crashes is an error, and another page works', { timeout: 120_000 }, async (t) => {
  const engine = await site.engines('WebKitGTK');
  const page = await engine.open(url());
  // WebKitGTK 2.50 crashes at a VideoFrame of an image, unless one of a canvas was made before.
  const outcome = page.evaluate(async () => {
    const image = Object.assign(new Image(), { src: 'pictures/coffee.png' });
    await image.decode();
    return new VideoFrame(image, { timestamp: 0 }).displayWidth;
  });
  await outcome.then(
    () => t.diagnostic(`WebKitGTK ${engine.version} makes a VideoFrame of an image`),
    (error) => assert.match(error.message, /crash/),
  );
  const next = await engine.open(url());
  assert.equal(await next.evaluate(() => 1 + 1), 2);
  await next.close();
});

test('a program ends with the process that started it, however that ends, and so does its folder', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'imwrite-engine-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const module = new URL('drivers/program.mjs', import.meta.url).href;
  // A program that starts another one, as engines do.
  const code = `
    import { startProgram } from '${module}';
    const program = startProgram('${folder}', '/bin/sh', ['-c', 'sleep 60 & echo pids $! $$; wait']);
    const [, ...pids] = await program.said(/pids (\\d+) (\\d+)/);
    process.stdout.write(pids.join(' '));`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pids] = await once(starter.stdout.setEncoding('utf8'), 'data');
  const running = () => pids.split(' ').filter((pid) => isRunning(pid));
  assert.equal(running().length, 2);
  starter.kill('SIGKILL');
  for (const end = Date.now() + 10_000; running().length > 0 || existsSync(folder);) {
    assert.ok(Date.now() < end, `${running()} lives on, or ${folder} does`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test('a program that is missing is an error that names its Debian package', () => {
  assert.throws(
    () => requireProgram(['no-such-browser'], 'its-package'),
    /no-such-browser is missing: install Debian's package its-package/,
  );
});

/** Not gone, and not a zombie that nobody waits for. */
function isRunning(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
