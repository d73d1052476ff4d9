// persistFolder(): a folder of the virtual file system outlives the page, in the browser's IndexedDB, by Emscripten's IDBFS.
import { ImwriteError, messageOf, shorten } from '../core/error.js';
import { settled } from '../core/settled.js';
import { openFS } from '../wasm/open-fs.js';

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
  const FS = await openFS();
  const idbfs = FS.filesystems.IDBFS as IndexedDBFS;
  try {
    FS.mkdirTree(path);
    const { mount } = FS.mount(idbfs, { autoPersist: true }, path) as MountRoot;
    // This folder alone: FS.syncfs would also read back the others, over changes that are not saved yet.
    await settled((done) => idbfs.syncfs(mount, true, done));
  } catch (cause) {
    throw new ImwriteError('read-failed', `${shorten(path)} could not be made persistent: ${messageOf(cause)}`, {
      cause,
    });
  }
}
