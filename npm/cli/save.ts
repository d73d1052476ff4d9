// Files appear whole: written under a temporary name in the same folder, then renamed.
import { rmSync, type Stats } from 'node:fs';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileError } from './file-error.js';

const saving = new Map<string, Promise<void>>();
let count = 0;
let stopped = false;

/** Throws when `path` may not be written. Returns what is there. */
export async function checkTarget(path: string, force: boolean): Promise<Stats | undefined> {
  const present = await stat(path).catch(() => undefined);
  if (present && !present.isFile()) throw new FileError('write-failed', `${path}: not a regular file`);
  if (present && !force) throw new FileError('exists', `${path} exists; --force replaces it`);
  return present;
}

export async function save(path: string, bytes: Uint8Array, force: boolean): Promise<void> {
  // Of a symbolic link, the file it leads to is replaced.
  const target = await realpath(path).catch(() => path);
  const temporary = join(dirname(target), `.imwrite-${process.pid}-${++count}.tmp`);
  // The program is about to end.
  if (stopped) return new Promise(() => {});
  const done = writeAndRename(target, temporary, bytes, force);
  saving.set(temporary, done);
  try {
    await done;
  } catch (error) {
    throw FileError.from('write-failed', path, error);
  } finally {
    saving.delete(temporary);
  }
}

/** Lets no further file begin, and waits for those that are being written. */
export async function stopSaving(): Promise<void> {
  stopped = true;
  await Promise.allSettled(saving.values());
}

/** For an end that cannot wait. */
export function removeTemporaries(): void {
  for (const temporary of saving.keys()) rmSync(temporary, { force: true });
}

async function writeAndRename(target: string, temporary: string, bytes: Uint8Array, force: boolean): Promise<void> {
  try {
    // Asked again, because encoding took time.
    const present = await checkTarget(target, force);
    await writeFile(temporary, bytes, { flag: 'wx', mode: present?.mode ?? 0o666 });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
