// What the tests of the command line share: the real command as a process of its own, a fresh folder a test, sharp's eye.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sharp } from '../support/sharp.mjs';

export { sharp };

export const commandLine = fileURLToPath(new URL('../../npm/dist/cli.js', import.meta.url));
export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
export const photos = ['coffee.png', 'chelsea.png', 'camera.png', 'rocket.jpg'].map(fixture);

/** A folder that is gone after the test. */
export function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the command in `cwd`; `started(child)` may watch it. Resolves to its exit code (or signal) and output. */
export function run(cwd, args, { input, started } = {}) {
  const child = spawn(process.execPath, [commandLine, ...args], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  return outcome(child, { input, started });
}

export function outcome(child, { input, started } = {}) {
  return new Promise((resolve, reject) => {
    const [stdout, stderr] = [[], []];
    child.stdout.on('data', (chunk) => stdout.push(chunk));
    child.stderr?.on('data', (chunk) => stderr.push(chunk));
    child.stdin?.on('error', () => {}).end(input);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const bytes = Buffer.concat(stdout);
      resolve({ code: code ?? signal, bytes, stdout: bytes.toString(), stderr: Buffer.concat(stderr).toString() });
    });
    started?.(child);
  });
}

/** Runs the command, which must succeed and say nothing on stderr but which metadata did not go along, and that samples should be light. */
export async function succeed(cwd, args, options) {
  const result = await run(cwd, args, options);
  const others = result.stderr.replace(
    /^imwrite: .*: (left out of the .* of the source|\w+ is for linear light).*\n/gm,
    '',
  );
  assert.deepEqual([result.code, others], [0, ''], args.join(' '));
  return result;
}

/** Runs the command, which must be refused as a mistake of use, with nothing written. */
export async function refuse(cwd, args, pattern) {
  const before = readdirSync(cwd);
  const result = await run(cwd, args);
  assert.equal(result.code, 2, `${args.join(' ')}: ${result.stderr}`);
  assert.match(result.stderr, pattern);
  assert.deepEqual([readdirSync(cwd), result.stdout], [before, '']);
}

export const jsonLines = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

export const metadata = (path) => sharp(readFileSync(path)).metadata();

/** The flags without which a photograph of 8-bit RGB is none for the format, or for files of the extension. */
export function flagsFor({ sampleTypes, depths, extensionOptions }, extension) {
  const depth = sampleTypes.includes('uint8') ? [] : ['--depth', String(depths[0])];
  return extensionOptions?.[extension] ? [...depth, '--to-gray'] : depth;
}

/** The samples of a picture, and its size. */
export async function pixels(file) {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { data, size: [info.width, info.height, info.channels] };
}

export async function assertSamePixels(actual, expected) {
  const [a, b] = await Promise.all([pixels(actual), pixels(expected)]);
  assert.deepEqual(a.size, b.size);
  assert.ok(a.data.equals(b.data), 'pixels differ');
}

/** How far two pictures are from each other: the mean difference of samples. */
export async function distance(actual, expected) {
  const [a, b] = await Promise.all([pixels(actual), pixels(expected)]);
  assert.deepEqual(a.size, b.size);
  return a.data.reduce((sum, sample, index) => sum + Math.abs(sample - b.data[index]), 0) / a.data.length;
}
