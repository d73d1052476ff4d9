// The pool: a few workers, one request at a time each, the others wait. A stopped or failed worker is ended, not reused.
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
  await turn(signal);
  let worker: PoolWorker | undefined;
  try {
    worker = idle.pop() ?? new PoolWorker();
    const reply = await abortable(worker.run(request, transfer, listen), signal);
    idle.push(worker);
    if (reply.kind === 'failed') throw fromPlain(reply.error);
    return reply;
  } catch (error) {
    if (worker && !idle.includes(worker)) worker.end();
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

class PoolWorker {
  readonly #handle: WorkerHandle;
  #answered = false;
  #listen: ((reply: Reply) => void) | undefined;
  #fail: ((error: unknown) => void) | undefined;

  constructor() {
    try {
      this.#handle = platform.startWorker({
        reply: (reply) => this.#listen?.(reply),
        failed: (error) => this.#failed(error),
      });
    } catch (error) {
      throw notStarted(error);
    }
  }

  run(request: Request, transfer: ArrayBuffer[], listen: (reply: Reply) => void): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      this.#fail = reject;
      this.#listen = (reply) => {
        this.#answered = true;
        try {
          listen(reply);
        } catch (error) {
          reject(error);
        }
        if (['encoded', 'striped', 'decoded', 'failed'].includes(reply.kind)) resolve(reply);
      };
      this.#handle.keepAlive(true);
      this.#post(request, transfer);
    }).finally(() => {
      this.#listen = this.#fail = undefined;
      this.#handle.keepAlive(false);
    });
  }

  end(): void {
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

  #failed(error: unknown): void {
    const place = idle.indexOf(this);
    if (place >= 0) idle.splice(place, 1);
    this.#fail?.(this.#answered ? died(error) : notStarted(error));
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
