// Ctrl-C and its like: no half files stay, and the cursor comes back.
import { end, endForReader } from './print.js';
import type { Reporter } from './report.js';
import { stopSaving } from './save.js';

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
  // Only what a terminal is told goes there; nothing can be said of what it does not take.
  process.stdout.on('error', endForReader);
}
