// Runs clang-tidy over src/, as the native build compiles it. What it found nothing in is remembered by its content in the user's
// cache folder, so that only what changed is read again.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cacheFolder } from '../../../cmake/provision/cache.mjs';
import { configurePreset } from './build-steps.mjs';
import { jobs, root } from './places.mjs';
import { Status } from './status.mjs';

const preset = 'native-debug';
const build = join(root, 'build', preset);

/** Gives whether nothing was found; what was is printed. */
export async function clangTidy() {
  await configurePreset(preset, 'clang-tidy', { again: true });
  const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'));
  const own = commands.filter(({ file }) => relative(root, file).startsWith('src/') && !file.endsWith('_test.cc'));
  const seed =
    spawnSync('clang-tidy', ['--version'], { encoding: 'utf8' }).stdout +
    readFileSync(join(root, '.clang-tidy'), 'utf8');
  const entries = own.map(({ file, command }) => ({ file, stamp: stampOf(hashOf(file, seed + command)) }));
  const changed = entries.filter(({ stamp }) => !existsSync(stamp));
  const status = new Status('clang-tidy');
  const problems = [];
  let done = 0;
  const work = async () => {
    for (let entry = changed.shift(); entry; entry = changed.shift()) {
      const problem = await problemOf(entry.file);
      if (problem) problems.push(problem);
      else writeStamp(entry.stamp);
      status.update(`${++done} of ${done + changed.length} files`);
    }
  };
  await Promise.all(Array.from({ length: Number(jobs) }, work));
  status.end(problems.length > 0 ? 'failed' : 'done');
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  return problems.length === 0;
}

/** What clang-tidy says of a file, or undefined. */
function problemOf(file) {
  const child = spawn('clang-tidy', ['-p', build, '--quiet', file], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  // It counts the warnings that it does not show.
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : output.trim() || errors.trim()));
  });
}

/** A hash of a file and all of ours that it includes, directly or not. What it includes of libraries stands in the command. */
function hashOf(file, seed) {
  const files = new Set();
  const add = (path) => {
    if (files.has(path) || !existsSync(path)) return;
    files.add(path);
    const includes = readFileSync(path, 'utf8').matchAll(/^\s*#\s*include\s*"([^"]+)"/gm);
    for (const [, name] of includes) add(join(root, name));
  };
  add(file);
  const hash = createHash('sha256').update(seed.replaceAll(root, ''));
  for (const path of [...files].sort()) hash.update(`\n${relative(root, path)}\n`).update(readFileSync(path));
  return hash.digest('hex');
}

const stampOf = (hash) => join(cacheFolder(), 'clang-tidy', hash);

function writeStamp(stamp) {
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, '');
}
