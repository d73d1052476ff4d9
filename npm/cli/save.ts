// Files are saved as the package does it; what is there is not lost, and a command that ends leaves none half.
import { stat } from 'node:fs/promises';
import { removeTemporaries, saveLater, writeLater } from '#save';
import { FileError } from './file-error.js';
import { endForReader } from './print.js';

const saving = new Set<Promise<void>>();
let stopped = false;

/** Throws when `path` may not be written. Devices and FIFOs may: they lose nothing. */
export async function checkTarget(path: string, force: boolean): Promise<void> {
  const present = await stat(path).catch(() => undefined);
  if (present?.isFile() && !force) throw new FileError('exists', `${path} exists; --force replaces it`);
}

export async function save(path: string, bytes: Uint8Array, force: boolean): Promise<void> {
  // Asked again, because encoding took time.
  await checkTarget(path, force);
  await tracked(path, () => saveLater(path, bytes));
}

export async function writeToStdout(bytes: Uint8Array): Promise<void> {
  // Not by process.stdout, which does not look at how much a file took.
  await tracked('standard output', () => writeLater(1, bytes));
}

/** How long files that are being written may take when the program is to end: nobody may be there who reads a FIFO. */
const GRACE_MS = 1000;

/** Lets no further file begin, and waits for those that are being written. */
export async function stopSaving(): Promise<void> {
  stopped = true;
  const late = new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  await Promise.race([Promise.allSettled(saving), late]);
}

/** For an end that cannot wait. */
export { removeTemporaries };

async function tracked(name: string, work: () => Promise<void>): Promise<void> {
  // The program is about to end.
  if (stopped) return new Promise(() => {});
  const done = work();
  saving.add(done);
  try {
    await done;
  } catch (error) {
    endForReader(error);
    throw FileError.from('write-failed', name, error);
  } finally {
    saving.delete(done);
  }
}
