// Text on standard output: all of it, or an error.
import { constants } from 'node:os';
import { removeTemporaries, writeNow } from '#save';
import { FileError } from './file-error.js';

/** @throws {@link FileError} when it could not be written whole. */
export function print(text: string): void {
  // A terminal takes everything. Elsewhere process.stdout does not look at how much was taken.
  if (process.stdout.isTTY) {
    process.stdout.write(text);
    return;
  }
  try {
    writeNow(1, new TextEncoder().encode(text));
  } catch (error) {
    endForReader(error);
    throw FileError.from('write-failed', 'standard output', error);
  }
}

/** Ends the program as a signal does. */
export function end(signal: NodeJS.Signals): never {
  removeTemporaries();
  process.exit(128 + constants.signals[signal]);
}

/** The reader of a pipe has gone: there is nobody to write for. */
export function endForReader(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') end('SIGPIPE');
}
