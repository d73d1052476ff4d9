// Saving a file on the disk, whole or not at all: the one way of imwriteFile(), of imwrite/cv and of the command line.
import { constants, unlinkSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { runLater, runNow, take, type Steps } from '../core/steps.js';
import { diskLater, diskNow, type Disk } from './node-disk.js';

/**
 * Writes `bytes` to `path`. Symbolic links are followed; devices and FIFOs are written to; a file is replaced by one of the same
 * mode and owner when it is whole. On failure a file that was there stays as it was, and no part of a new one is left.
 */
export function saveNow(path: string, bytes: Uint8Array): void {
  runNow(save(diskNow, path, bytes));
}

/** The same in promises. */
export function saveLater(path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
  return runLater(save(diskLater(signal), path, bytes));
}

/** Writes to an open file of the process, such as standard output. On failure a file is as long as before. */
export function writeNow(file: number, bytes: Uint8Array): void {
  runNow(append(diskNow, file, bytes));
}

/** The same in promises. */
export function writeLater(file: number, bytes: Uint8Array): Promise<void> {
  return runLater(append(diskLater(undefined), file, bytes));
}

const temporaries = new Set<string>();

/** For a process that is about to end while files are being saved. */
export function removeTemporaries(): void {
  for (const path of temporaries) {
    try {
      unlinkSync(path);
    } catch {
      // It has got its name meanwhile.
    }
  }
}

/** So many bytes are written at once: between them, a call may be given up. */
const PIECE_BYTES = 2 ** 24;
const MOST_LINKS = 40;

/** How the process's own open files are named. To open them anew would put a second position beside the first. */
const ownFile = /^\/(?:dev\/fd|proc\/(?:self|thread-self)\/fd)\/(\d{1,9})$/;
const standardFiles: Readonly<Record<string, number>> = { '/dev/stdout': 1, '/dev/stderr': 2 };

/** What a path leads to: an open file of the process, something that is there, or nothing yet. */
interface Target {
  readonly path: string;
  readonly file?: number;
  readonly present?: Stats;
}

function* save(disk: Disk, path: string, bytes: Uint8Array): Steps<void> {
  const target = yield* targetOf(disk, path);
  const { file, present } = target;
  if (file !== undefined) return yield* append(disk, file, bytes);
  if (present && !present.isFile()) return yield* writeThrough(disk, target.path, bytes, present.isFIFO());
  if (present) yield* take(disk.checkWritable(target.path));
  // The other names of a file lead to the same one.
  if (present && present.nlink > 1) return yield* overwrite(disk, target, bytes);
  return yield* replace(disk, target, bytes);
}

/** Follows symbolic links, also to files that are still to be made. */
function* targetOf(disk: Disk, given: string): Steps<Target> {
  let path = given;
  for (let links = 0; links <= MOST_LINKS; ++links) {
    const file = standardFiles[path] ?? ownFile.exec(path)?.[1];
    if (file !== undefined && process.platform !== 'win32') return { path, file: Number(file) };
    let present: Stats;
    try {
      present = yield* take(disk.lstat(path));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { path };
      throw error;
    }
    if (!present.isSymbolicLink()) return { path, present };
    const link = yield* take(disk.readlink(path));
    // Not joined, which would take `..` for the parent of a folder that is itself a link.
    path = /^(\/|[A-Za-z]:|\\)/.test(link) ? link : `${dirname(path)}/${link}`;
  }
  throw Object.assign(new Error('ELOOP: too many symbolic links'), { code: 'ELOOP' });
}

/** To an open file of the process: a file loses again what could not be written whole. */
function* append(disk: Disk, file: number, bytes: Uint8Array): Steps<void> {
  const before = yield* take(disk.fstat(file));
  const progress = { written: 0 };
  try {
    yield* writeAll(disk, file, bytes, null, progress);
  } catch (error) {
    yield* quietly(function* () {
      if (!before.isFile()) return;
      const { size } = yield* take(disk.fstat(file));
      // Else others write to it, too, or it was not written to at its end.
      if (size === before.size + progress.written) yield* take(disk.ftruncate(file, before.size));
    });
    throw error;
  }
}

/** Into a device, a FIFO or whatever else is no file. */
function* writeThrough(disk: Disk, path: string, bytes: Uint8Array, isFifo: boolean): Steps<void> {
  const file = yield* isFifo ? openFifo(disk, path) : take(disk.open(path, constants.O_WRONLY));
  try {
    yield* writeAll(disk, file, bytes, null);
  } finally {
    yield* take(disk.close(file));
  }
}

/** A FIFO opens when it has a reader. To wait for one within the call would keep the process from ending. */
function* openFifo(disk: Disk, path: string): Steps<number> {
  for (;;) {
    yield* take(disk.checkWanted());
    try {
      return yield* take(disk.open(path, constants.O_WRONLY | constants.O_NONBLOCK));
    } catch (error) {
      if (codeOf(error) !== 'ENXIO') throw error;
      yield* take(disk.wait(20));
    }
  }
}

/** Where a file cannot be made or renamed, the one that is there may still be written to. */
const inPlace = ['EACCES', 'EPERM', 'ENAMETOOLONG', 'EBUSY', 'EXDEV'];

/** By a new file beside it, which gets the name when it is whole. */
function* replace(disk: Disk, target: Target, bytes: Uint8Array): Steps<void> {
  const { path, present } = target;
  const temporary = `${dirname(path)}/.imwrite-${Math.random().toString(36).slice(2, 10)}.tmp`;
  let made = false;
  temporaries.add(temporary);
  try {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
    const file = yield* take(disk.open(temporary, flags, present ? 0o600 : 0o666));
    made = true;
    try {
      if (present) yield* keepOwner(disk, file, present);
      yield* writeAll(disk, file, bytes, 0);
    } finally {
      yield* take(disk.close(file));
    }
    yield* take(disk.checkWanted());
    yield* take(disk.rename(temporary, path));
  } catch (error) {
    if (made) yield* quietly(() => take(disk.unlink(temporary)));
    if (!inPlace.includes(codeOf(error))) throw error;
    yield* overwrite(disk, target, bytes);
  } finally {
    temporaries.delete(temporary);
  }
}

function* keepOwner(disk: Disk, file: number, { uid, gid, mode }: Stats): Steps<void> {
  const own = yield* take(disk.fstat(file));
  if (own.uid !== uid || own.gid !== gid) yield* take(disk.fchown(file, uid, gid));
  yield* take(disk.fchmod(file, mode & 0o7777));
}

/** Into the file itself, or into a new one. Its length changes last, so that what was there has room to come back. */
function* overwrite(disk: Disk, { path, present }: Target, bytes: Uint8Array): Steps<void> {
  const { O_RDWR, O_WRONLY, O_CREAT, O_EXCL } = constants;
  const file = yield* take(disk.open(path, present ? O_RDWR : O_WRONLY | O_CREAT | O_EXCL, 0o666));
  let before: Uint8Array | undefined;
  try {
    if (present) before = yield* take(disk.read(file));
    try {
      yield* writeAll(disk, file, bytes, 0);
      yield* take(disk.ftruncate(file, bytes.length));
    } catch (error) {
      yield* quietly(function* () {
        if (before) yield* writeAll({ ...disk, checkWanted: () => {} }, file, before, 0);
        if (before) yield* take(disk.ftruncate(file, before.length));
        else yield* take(disk.unlink(path));
      });
      throw error;
    }
  } finally {
    yield* take(disk.close(file));
  }
}

/** Every byte, however few the system takes at once. @param start - Null where the file has a position of its own. */
function* writeAll(
  disk: Disk,
  file: number,
  bytes: Uint8Array,
  start: number | null,
  progress = { written: 0 },
): Steps<void> {
  while (progress.written < bytes.length) {
    yield* take(disk.checkWanted());
    const { written } = progress;
    const length = Math.min(bytes.length - written, PIECE_BYTES);
    try {
      const taken = yield* take(disk.write(file, bytes, written, length, start === null ? null : start + written));
      if (taken === 0) throw new Error(`only ${written} of ${bytes.length} bytes were taken`);
      progress.written += taken;
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      yield* take(disk.wait(1)); // a pipe that is full for now
    }
  }
}

function* quietly(steps: () => Steps<void>): Steps<void> {
  try {
    yield* steps();
  } catch {
    // The error that counts is on its way.
  }
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code);
