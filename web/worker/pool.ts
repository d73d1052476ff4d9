// The pool: a few workers, each with one piece of work at a time, the others wait. A stopped or failed worker is ended, not reused.
import { platform } from '#platform';
import { abortable } from '../abort.js';
import { ImwriteError, messageOf } from '../error.js';
import type { WorkerHandle } from '../platform/platform.js';
import { settings } from '../settings.js';
import { fromPlain, type Reply, type Request } from './protocol.js';

const idle: PoolWorker[] = [];
const waiting: (() => void)[] = [];
let busy = 0;

/**
 * Sends a request to a worker, passes what it reports to `listen`, and returns its last reply. An exception of `listen`,
 * or the signal, ends the worker.
 */
export async function runInWorker(
  request: Request,
  transfer: ArrayBuffer[],
  listen: (reply: Reply) => void,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  const reply = await withWorker((worker) => worker.run(request, transfer, listen), signal);
  if (reply.kind === 'failed') throw fromPlain(reply.error);
  return reply;
}

/** Gives `work` a worker until it is done. An exception of it, or the signal, ends the worker. */
export async function withWorker<T>(work: (worker: PoolWorker) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  await turn(signal);
  let worker: PoolWorker | undefined;
  try {
    worker = idle.pop() ?? new PoolWorker();
    const result = await abortable(work(worker), signal);
    idle.push(worker);
    return result;
  } catch (error) {
    worker?.end();
    throw error;
  } finally {
    pass();
  }
}

/** Ends idle workers that the settings no longer allow. */
export function trimPool(): void {
  const room = settings.worker ? Math.max(0, limit() - busy) : 0;
  for (const worker of idle.splice(room)) worker.end();
}

/** The most workers there may be. */
export function limit(): number {
  return Math.min(settings.threads ?? Infinity, platform.threads());
}

/** Waits for a free place. */
async function turn(signal: AbortSignal | undefined): Promise<void> {
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
    else pass(); // the place came at the same moment
    throw reason;
  }
}

/** Hands this place to the next in line, or frees it. */
function pass(): void {
  const next = waiting.shift();
  if (next) return next();
  --busy;
  trimPool();
}

interface Run {
  readonly listen: (reply: Reply) => void;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

export class PoolWorker {
  readonly #handle: WorkerHandle;
  /** In the order of their requests, which is that of the replies. */
  readonly #runs: Run[] = [];
  #answered = false;

  constructor() {
    try {
      this.#handle = platform.startWorker({
        reply: (reply) => this.#reply(reply),
        failed: (error) => this.#failed(error),
      });
    } catch (error) {
      throw notStarted(error);
    }
  }

  /** As `runInWorker`. A second request may be sent before the first is answered: it waits in the worker. */
  run(request: Request, transfer: ArrayBuffer[], listen: (reply: Reply) => void): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      this.#post(request, transfer);
      this.#runs.push({ listen, resolve, reject });
      this.#handle.keepAlive(true);
    });
  }

  /** What runs in it is not answered any more. */
  end(): void {
    this.#runs.length = 0;
    this.#handle.terminate();
  }

  #post(request: Request, transfer: ArrayBuffer[]): void {
    try {
      this.#handle.post(request, transfer);
    } catch (cause) {
      const message = `this engine cannot send WebAssembly to a worker (${messageOf(cause)}): configure({ worker: false })`;
      throw new ImwriteError('unsupported-engine', message, { cause });
    }
  }

  #reply(reply: Reply): void {
    this.#answered = true;
    const run = this.#runs[0];
    if (!run) return;
    try {
      run.listen(reply);
    } catch (error) {
      run.reject(error);
    }
    if (!['encoded', 'striped', 'decoded', 'failed'].includes(reply.kind)) return;
    this.#runs.shift();
    if (this.#runs.length === 0) this.#handle.keepAlive(false);
    run.resolve(reply);
  }

  #failed(error: unknown): void {
    const place = idle.indexOf(this);
    if (place >= 0) idle.splice(place, 1);
    for (const run of this.#runs.splice(0)) run.reject(this.#answered ? died(error) : notStarted(error));
  }
}

function notStarted(cause: unknown): ImwriteError {
  const message =
    `the worker could not start: ${messageOf(cause)}. ` +
    "Serve worker.js beside the package's code, or work without: configure({ worker: false })";
  return new ImwriteError('load-failed', message, { cause });
}

function died(cause: unknown): ImwriteError {
  const code = /memory/i.test(messageOf(cause)) ? 'out-of-memory' : 'internal';
  return new ImwriteError(code, `the worker died: ${messageOf(cause)}`, { cause });
}
