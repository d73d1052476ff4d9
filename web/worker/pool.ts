// The pool: a few workers, each with one piece of work at a time, the others wait. A stopped or failed worker is ended, not reused.
import { platform } from '#platform';
import { abortable } from '../core/abort.js';
import type { ImwriteError } from '../core/error.js';
import { settings } from '../core/settings.js';
import { PoolWorker } from './pool-worker.js';
import { deserializeError, type Reply, type Request } from './protocol.js';

const idle: PoolWorker[] = [];
const waiting: (() => void)[] = [];
let busy = 0;
/** Whether workers can start here, once it was tried. */
let startable: Promise<true | ImwriteError> | undefined;

/**
 * Sends a request to a worker, passes what it reports to `listen`, and returns its last reply. An exception of `listen`,
 * or the signal, ends the worker.
 */
export async function runInWorker(
  request: Request,
  transfer: Transferable[],
  listen: (reply: Reply) => void,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  const reply = await withWorker((worker) => worker.run(request, transfer, listen), signal);
  if (reply.kind === 'failed') throw deserializeError(reply.error);
  return reply;
}

/** Gives `work` a worker until it is done. An exception of it, or the signal, ends the worker. */
export async function withWorker<T>(
  work: (worker: PoolWorker) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  await acquireSlot(signal);
  let worker: PoolWorker | undefined;
  try {
    worker = idle.pop() ?? (await abortable(start(signal), signal));
    const result = await abortable(work(worker), signal);
    idle.push(worker);
    return result;
  } catch (error) {
    worker?.end();
    throw error;
  } finally {
    releaseSlot();
  }
}

/** True, or why no worker can start; found out by starting one. */
export function canStart(): Promise<true | ImwriteError> {
  startable ??= start(undefined).then(
    (worker) => {
      idle.push(worker);
      return true;
    },
    (error: ImwriteError) => error,
  );
  return startable;
}

/** Ends idle workers that the settings no longer allow. */
export function trimPool(): void {
  const room = settings.worker === false ? 0 : Math.max(0, limit() - busy);
  for (const worker of idle.splice(room)) worker.end();
}

/** Ends idle workers, and lets it be tried again whether some can start. */
export function forgetWorkers(): void {
  startable = undefined;
  for (const worker of idle.splice(0)) worker.end();
}

/** The most workers there may be. */
export function limit(): number {
  return Math.min(settings.threads ?? Infinity, platform.threads());
}

/** A new worker; one that comes after the signal is ended. */
async function start(signal: AbortSignal | undefined): Promise<PoolWorker> {
  const worker = await PoolWorker.start((lost) => {
    const place = idle.indexOf(lost);
    if (place >= 0) idle.splice(place, 1);
  });
  if (signal?.aborted) worker.end();
  return worker;
}

/** Waits for a free slot. */
async function acquireSlot(signal: AbortSignal | undefined): Promise<void> {
  if (busy < limit()) {
    ++busy;
    return;
  }
  let start = (): void => {};
  const started = new Promise<void>((resolve) => waiting.push((start = resolve)));
  try {
    await abortable(started, signal);
  } catch (reason) {
    const place = waiting.indexOf(start);
    if (place >= 0) waiting.splice(place, 1);
    else releaseSlot(); // the place came at the same moment
    throw reason;
  }
}

/** Hands this slot to the next in line, or frees it. */
function releaseSlot(): void {
  const next = waiting.shift();
  if (next) return next();
  --busy;
  trimPool();
}
