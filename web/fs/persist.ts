// Folders of the virtual file system that outlive the page: in the browser's IndexedDB, by Emscripten's IDBFS.
import { ImwriteError, messageOf, shorten } from '../error.js';
import { loadFS } from './emscripten-fs.js';

interface MountRoot {
  readonly mount: object;
}

interface IndexedDBFS {
  syncfs(mount: object, populate: boolean, done: (error: unknown) => void): void;
}

/**
 * Makes a folder of the virtual file system persistent, in this browser, for this origin. What was saved in it before is
 * there when the promise resolves; every later change is saved by itself, soon after it is made (see {@link syncFS}).
 *
 * @param path - The folder, which is made when it is missing; it must be empty, and not persistent yet.
 * @throws {@link ImwriteError} `unsupported-engine` where there is no IndexedDB, `read-failed`, or as `loadFS` does.
 * @example await persistFolder('/photos'); await imwriteFile('/photos/a.png', canvas);
 */
export async function persistFolder(path: string): Promise<void> {
  if (typeof indexedDB === 'undefined') {
    const message = 'persistFolder() needs a browser with IndexedDB; in Node, files are on the disk';
    throw new ImwriteError('unsupported-engine', message, { expected: 'IndexedDB', actual: 'an engine without it' });
  }
  const FS = await loadFS();
  const idbfs = FS.filesystems.IDBFS as IndexedDBFS;
  try {
    FS.mkdirTree(path);
    const { mount } = FS.mount(idbfs, { autoPersist: true }, path) as MountRoot;
    // This folder alone: FS.syncfs would also read back the others, over changes that are not saved yet.
    await settled((done) => idbfs.syncfs(mount, true, done));
  } catch (cause) {
    throw new ImwriteError('read-failed', `${shorten(path)} could not be made persistent: ${messageOf(cause)}`, { cause });
  }
}

/**
 * Waits until all changes in persistent folders are saved.
 *
 * @throws {@link ImwriteError} `write-failed`, for one when the browser's quota is used up.
 */
export async function syncFS(): Promise<void> {
  const FS = await loadFS();
  try {
    await settled((done) => FS.syncfs(false, done));
  } catch (cause) {
    throw new ImwriteError('write-failed', `persistent folders could not be saved: ${messageOf(cause)}`, { cause });
  }
}

/** A callback that comes once, as a promise. */
function settled(start: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
