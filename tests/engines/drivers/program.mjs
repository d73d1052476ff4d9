// Programs that a driver starts: found on PATH, and ended with everything they started, however this process ends.
import { spawn } from 'node:child_process';
import { findProgram } from '../../support/find-program.mjs';

/** The file of a program; the error names the Debian package that has it. */
export function requireProgram(names, debianPackage) {
  const found = findProgram(names);
  if (found) return found;
  throw new Error(
    `${names[0]} is missing: install Debian's package ${debianPackage}, or run node cmake/provision/host-tools.mjs --tests`,
  );
}

/** Kills a process group as soon as nobody holds the other end of its input, which even a killed process lets go. */
const guardScript =
  'cat >/dev/null; kill -s KILL -- "-$1"; test "$2" && for i in 1 2 3 4 5; do sleep 0.05; rm -rf "$2" && exit; done';

/** What ends the programs of each engine's folder. */
const ends = new Map();

/** Ends all that was started for a folder. */
export async function endPrograms(folder) {
  await Promise.all((ends.get(folder) ?? []).map((end) => end()));
  ends.delete(folder);
}

/**
 * Starts a program, in a process group of its own, for an engine with this folder. `said(pattern)` waits for what it writes
 * to stdout, stderr or descriptor 3; `ended` rejects once the program is gone.
 */
export function startProgram(folder, file, args, env = {}) {
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  let wake = () => {};
  for (const stream of child.stdio.slice(1)) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-100_000);
      wake();
    });
  }
  const exited = new Promise((resolve) => {
    child.on('error', resolve);
    child.on('exit', (code, signal) => resolve(new Error(`${file} ended with ${signal ?? code}:\n${output}`)));
  });
  const ended = exited.then((why) => Promise.reject(why));
  ended.catch(() => {});
  const guard =
    child.pid &&
    spawn('/bin/sh', ['-c', guardScript, 'sh', child.pid, folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
  const guarded = new Promise((resolve) => (guard ? guard.on('exit', resolve) : resolve()));
  const end = async () => {
    guard?.stdin.end();
    await Promise.all([exited, guarded]);
  };
  ends.set(folder, [...(ends.get(folder) ?? []), end]);
  return {
    ended,
    async said(pattern, seconds = 30) {
      const found = new Promise((resolve) => {
        wake = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        wake();
      });
      return within(seconds, `${file} to say ${pattern}`, Promise.race([found, ended]));
    },
  };
}

/** The promise's value, or an error when it takes longer. */
export async function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${seconds} s for ${what}`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The name of a screen that nobody sees, for engines that draw on one. */
export async function startScreen(folder) {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const [, number] = await startProgram(folder, requireProgram(['Xvfb'], 'xvfb'), args).said(/^(\d+)$/m);
  return `:${number}`;
}
