// A copy of the tree in which sources are changed, so that the working copy never is; and programs that run in it.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const leftOut = (path) =>
  ['.git', 'build', 'dist', 'node_modules', 'out'].includes(basename(path)) && relative(root, path) !== '';

/** The folder of the copy; it shares what is installed and the modules that are built. */
export function makeScratch() {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-mutate-'));
  // Some tests look into it as another user.
  chmodSync(folder, 0o755);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  cpSync(root, folder, { recursive: true, filter: (path) => !leftOut(path) });
  symlinkSync(join(root, 'npm/node_modules'), join(folder, 'npm/node_modules'));
  mkdirSync(join(folder, 'build/wasm'), { recursive: true });
  symlinkSync(join(root, 'build/wasm/bin'), join(folder, 'build/wasm/bin'));
  return folder;
}

/**
 * { failed, output } of a program. It is stopped when it takes longer than `seconds`, or once `isFailure` finds a line of
 * its output that tells the end.
 */
export function runIn(folder, [program, ...args], { seconds = 600, isFailure = () => false } = {}) {
  return new Promise((resolve, reject) => {
    // In a group of its own, so that the processes of its tests end with it.
    const child = spawn(program, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let stopped = false;
    const stop = () => {
      if (stopped) return;
      stopped = true;
      process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(stop, seconds * 1000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output = (output + data).slice(-20_000);
        if (isFailure(output)) stop();
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ failed: stopped || code !== 0, output });
    });
  });
}
