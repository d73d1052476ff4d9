// Starting a worker of the pool.
import { workerScript } from '#assets';
import { platform } from '#platform';
import { ImwriteError, messageOf } from '../core/error.js';
import { settings } from '../core/settings.js';
import { libraryVersions } from '../generated/versions.js';
import type { WorkerEvents, WorkerHandle, WorkerScript, WorkerStart } from '../platform/platform.js';
import type { Reply } from './protocol.js';

/** A worker that has its script and is ready for requests. From then on, `events` are told. */
export async function startWorker(events: WorkerEvents): Promise<WorkerHandle> {
  try {
    return await started(await platform.workerStart(await script()), events);
  } catch (error) {
    throw notStarted(error);
  }
}

async function script(): Promise<WorkerScript> {
  const { workerUrl } = settings;
  if (!platform.hasWorkers() || (!workerScript && workerUrl === undefined)) throw new Error(NO_WORKERS);
  if (workerUrl !== undefined) return platform.resolve(workerUrl);
  const own = await workerScript!();
  return typeof own === 'object' && 'code' in own ? own : platform.ownFile('node', own);
}

/** The worker once it says that it is ready. */
function started(start: WorkerStart, events: WorkerEvents): Promise<WorkerHandle> {
  return new Promise((resolve, reject) => {
    let ready = false;
    const handle = start({
      reply(message) {
        if (ready) return events.reply(message);
        ready = true;
        const reply = message as Reply;
        const expected = libraryVersions['imwrite'];
        const actual = reply.kind === 'ready' ? reply.version : undefined;
        if (actual === expected) return resolve(handle);
        handle.terminate();
        reject(
          new Error(
            `worker.js does not belong to this code: expected that of imwrite ${expected}, got ${actual ?? 'another script'}`,
          ),
        );
      },
      failed: (error) => (ready ? events.failed(error) : reject(error)),
    });
  });
}

const NO_WORKERS = 'there are none on this host';
const SERVE =
  "Serve the package's worker.js, say where it is, configure({ workerUrl: '/worker.js' }), and let the page's policy allow it (worker-src, for another origin blob:). ";

function notStarted(cause: unknown): ImwriteError {
  const reason = messageOf(cause).replace(/\.+$/, '');
  const advice = reason === NO_WORKERS ? '' : SERVE;
  return new ImwriteError(
    'load-failed',
    `the worker could not start: ${reason}. ${advice}Without: configure({ worker: false })`,
    { cause },
  );
}
