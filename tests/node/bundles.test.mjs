// The built bundles: what they must not hold, and that the browser's needs nothing but the language and WebAssembly.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertExact, assertFails, pattern, wasmFile } from './support.mjs';

const dist = new URL('../../npm/dist/', import.meta.url);

async function scripts(folder) {
  const names = (await readdir(new URL(folder, dist))).filter((name) => name.endsWith('.js'));
  return Promise.all(names.map(async (name) => [name, await readFile(new URL(`${folder}/${name}`, dist), 'utf8')]));
}

test('no bundle makes code at run time', async () => {
  for (const folder of ['node', 'browser', 'static', 'wasm']) {
    for (const [name, text] of await scripts(folder))
      assert.doesNotMatch(text, /\beval\(|new Function\b|\bFunction\(/, name);
  }
});

test("the browser's bundle imports nothing of Node, and nothing outside the package", async () => {
  for (const [name, text] of await scripts('browser')) {
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
      assert.match(specifier, /^\.\.?\//, `${name} imports ${specifier}`);
    }
  }
});

test('the static bundle needs no import(), which service workers forbid', async () => {
  for (const [name, text] of await scripts('static')) assert.doesNotMatch(text, /\bimport\s*\(/, name);
});

test('addresses of files stay in the form that bundlers look for', async () => {
  const text = (await scripts('browser')).map(([, text]) => text).join('\n');
  assert.ok(text.includes('new URL("./worker.js", import.meta.url)'));
  for (const [name] of await scripts('wasm')) {
    const module = name.replace('.js', '');
    assert.ok(text.includes(`new URL("../wasm/${module}.wasm", import.meta.url)`), module);
    assert.ok(text.includes(`import("../wasm/${module}.js")`), module);
  }
});

test('the glue code of the modules is synchronous', async () => {
  for (const [name, text] of await scripts('wasm')) assert.match(text, /^function /, name);
});

test('given compiled modules, the browser bundle works without DOM, fetch and compiling (edge runtimes)', async (t) => {
  const modules = {};
  for (const name of ['png-encode', 'png-decode']) modules[name] = await WebAssembly.compile(await wasmFile(name));
  const forbidden = () => {
    throw new Error('forbidden');
  };
  t.mock.method(WebAssembly, 'compile', forbidden);
  t.mock.method(globalThis, 'fetch', forbidden);
  const edge = await import('../../npm/dist/browser/index.js');
  edge.configure({ wasm: modules });
  const image = pattern(20, 10, 3);
  const bytes = await edge.imwrite(image, 'png');
  await assertExact(bytes, image);
  assert.equal((await edge.imread(bytes)).width, 20);
  const failure = await edge.download(image, 'x.png').catch((error) => error);
  assert.equal(failure.code, 'unsupported-engine');
  const missing = await edge.imwrite(image, 'jpeg').catch((error) => error);
  assert.equal(missing.code, 'load-failed');
});

test('without WebAssembly SIMD or exceptions the error says so', async (t) => {
  const { imwrite } = await import('../../npm/dist/node/index.js');
  const { validate } = WebAssembly;
  const vector = 253; // the prefix of SIMD's instructions
  for (const [missing, words] of [
    [(bytes) => bytes.includes(vector), /SIMD.*Chrome 95/],
    [(bytes) => !bytes.includes(vector), /exceptions.*Firefox 100/],
  ]) {
    t.mock.method(WebAssembly, 'validate', (bytes) => !missing(bytes) && validate(bytes));
    await assertFails(imwrite(pattern(2, 2, 3), 'webp'), 'unsupported-engine', words);
  }
});

test("a worker's script is one file that refers to no other", async () => {
  for (const file of ['node/worker.cjs', 'browser/worker.js', 'static/worker.js']) {
    const text = await readFile(new URL(file, dist), 'utf8');
    assert.doesNotMatch(text, /\bimport\s*\(|new Worker\b|import\.meta|from\s*"\.|\brequire\("\./, file);
  }
});
