// Runs one program of the build with its progress in one line; what it printed is shown only when it fails.
import { spawn } from 'node:child_process';
import { root } from './places.mjs';
import { Status } from './status.mjs';

const KEPT_LINES = 2000;
const SHOWN_LINES = 60;

/** A step did not succeed. The message is for the user; the program's own words have been printed. */
export class StepError extends Error {}

/** @param step - `advice` says what to do when the program fails. */
export async function runStep({ title, command, cwd = root, env = process.env, advice }) {
  const status = new Status(title);
  const lines = [];
  const take = (line) => {
    const detail = progressIn(line);
    if (detail) status.update(detail);
    else lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
  };
  const problem = await start(command, cwd, env, take);
  status.end(problem ? 'failed' : 'done');
  if (!problem) return;
  process.stderr.write(`${worthShowing(lines).join('\n')}\n`);
  throw new StepError(`${title}: ${problem}. ${advice}`);
}

/** Resolves to undefined, or to why it failed. */
function start([program, ...args], cwd, env, take) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) byLine(stream, take);
    child.on('error', (error) => resolve(error.code === 'ENOENT' ? `${program} was not found` : error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `${program} ended with ${signal ?? code}`));
  });
}

function byLine(stream, take) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop();
    lines.forEach(take);
  });
  stream.on('end', () => rest && take(rest));
}

/** ninja's "[12/230] Building C object …" and the lines of cmake/provision say how far a program is. */
function progressIn(line) {
  const [, count, target] = /^\[(\d+\/\d+)\] .*?([^/\s]*)$/.exec(line) ?? [];
  if (count) return `${count.replace('/', ' of ')} ${target}`;
  return /^imwrite: (?!error)(.*)/.exec(line)?.[1];
}

/** From ninja's first failed command on, if there is one; else the end. */
function worthShowing(lines) {
  const failed = lines.findIndex((line) => line.startsWith('FAILED:'));
  return failed < 0 ? lines.slice(-SHOWN_LINES) : lines.slice(failed, failed + SHOWN_LINES);
}
