// A worker of the pool: requests go in, replies come out, and when it dies, whoever waits is told.
import { ImwriteError, messageOf } from '../core/error.js';
import type { WorkerHandle } from '../platform/platform.js';
import { isLast, type Reply, type Request } from './protocol.js';
import { startWorker } from './start.js';

interface Run {
  readonly listen: (reply: Reply) => void;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

export class PoolWorker {
  #handle!: WorkerHandle;
  /** In the order of their requests, which is that of the replies. */
  readonly #runs: Run[] = [];

  private constructor(private readonly lost: (worker: PoolWorker) => void) {}

  /** Starts one; `lost` is called when it dies. */
  static async start(lost: (worker: PoolWorker) => void): Promise<PoolWorker> {
    const worker = new PoolWorker(lost);
    worker.#handle = await startWorker({
      reply: (message) => worker.#reply(message as Reply),
      failed: (error) => worker.#failed(error),
    });
    worker.#handle.keepAlive(false);
    return worker;
  }

  /** As `runInWorker`. A second request may be sent before the first is answered: it waits in the worker. */
  run(request: Request, transfer: Transferable[], listen: (reply: Reply) => void): Promise<Reply> {
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

  #post(request: Request, transfer: Transferable[]): void {
    try {
      this.#handle.post(request, transfer);
    } catch (cause) {
      const message = `this engine cannot send WebAssembly to a worker (${messageOf(cause)}): configure({ worker: false })`;
      throw new ImwriteError('unsupported-engine', message, { cause });
    }
  }

  #reply(reply: Reply): void {
    const run = this.#runs[0];
    if (!run) return;
    try {
      run.listen(reply);
    } catch (error) {
      run.reject(error);
    }
    if (!isLast(reply)) return;
    this.#runs.shift();
    if (this.#runs.length === 0) this.#handle.keepAlive(false);
    run.resolve(reply);
  }

  #failed(error: unknown): void {
    this.lost(this);
    for (const run of this.#runs.splice(0)) run.reject(died(error));
  }
}

function died(cause: unknown): ImwriteError {
  const code = /memory/i.test(messageOf(cause)) ? 'out-of-memory' : 'internal';
  return new ImwriteError(code, `the worker died: ${messageOf(cause)}`, { cause });
}
