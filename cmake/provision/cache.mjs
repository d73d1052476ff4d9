// The user's cache folder: where it is, and how a folder or file in it comes into being without ever being half there.
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from './report.mjs';

export function cacheFolder() {
  const xdg = process.env.XDG_CACHE_HOME;
  // The XDG base directory specification: a relative path is to be ignored.
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'imwrite');
}

export function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function sha256(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

// Makes folder `path` by `build(temporary)`, unless it is there. Interrupted work leaves only the temporary folder, which
// the next run replaces.
export async function buildFolder(path, build) {
  if (exists(path)) return;
  await withLock(path, async () => {
    if (exists(path)) return;
    const temporary = `${path}.partial`;
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    await build(temporary);
    renameSync(temporary, path);
  });
}

// One process at a time works on `path`: two presets may be configured at once.
export async function withLock(path, work) {
  const lock = `${path}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  for (let waiting = false; ; await sleep(300)) {
    try {
      const file = openSync(lock, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isStale(lock)) {
        rmSync(lock, { force: true });
      } else if (!waiting) {
        waiting = true;
        progress(`waiting for another process that works on ${path}`);
      }
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isStale(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Just made, and its owner has not written its number yet.
    if (!pid) return Date.now() - statSync(lock).mtimeMs > 5000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
