// Where work is done: in the calling thread or in a worker.
import { platform } from '#platform';
import { settings } from '../core/settings.js';
import { warnOnce } from '../core/warn.js';
import { canStart } from './pool.js';

/** A frame of a page, in milliseconds. What takes longer makes it stutter. */
const FRAME = 16;

/** Whether this is a page that lets its work go to workers. */
export function mayLeavePage(): boolean {
  return platform.isPage() && settings.worker !== false;
}

/** @param cost - How long the work is likely to take, in milliseconds. */
export async function belongsInWorker(cost: () => number): Promise<boolean> {
  const { worker = 'auto' } = settings;
  if (worker !== 'auto') return worker;
  if (!platform.isPage() || cost() <= FRAME) return false;
  const started = await canStart();
  if (started === true) return true;
  warnOnce(`a page's long work is done in its main thread, which stands still meanwhile: ${started.message}`);
  return false;
}
