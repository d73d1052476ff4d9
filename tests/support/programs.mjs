// Programs that are not ours, run to their end. What they print on the error stream is in the message when they fail.
import { execFileSync } from 'node:child_process';

/** What a program prints, as bytes. */
export function runForBytes(program, ...args) {
  return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
}

export const run = (program, ...args) => runForBytes(program, ...args).toString();
