// Ctrl-C and its like: no half files stay, and the cursor comes back.
import { constants } from 'node:os';
import type { Reporter } from './report.js';
import { removeTemporaries, stopSaving } from './save.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function endOnSignals(reporter: Reporter): void {
  let ending = false;
  for (const signal of signals) {
    process.on(signal, () => {
      // The second time, at once: a slow disk may keep the first one waiting.
      if (ending) end(signal);
      ending = true;
      reporter.end();
      void stopSaving().then(() => end(signal));
    });
  }
  // The reader of a pipe has gone: there is nobody to write for.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') end('SIGPIPE');
    throw error;
  });
}

function end(signal: NodeJS.Signals): never {
  removeTemporaries();
  process.exit(128 + constants.signals[signal]);
}
