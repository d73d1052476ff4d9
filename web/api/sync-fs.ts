// syncFS(): waits until persistent folders are saved.
import { ImwriteError, messageOf } from '../core/error.js';
import { settled } from '../core/settled.js';
import { openFS } from '../wasm/open-fs.js';

/**
 * Waits until all changes in persistent folders are saved.
 *
 * @throws {@link ImwriteError} `write-failed`, for one when the browser's quota is used up.
 */
export async function syncFS(): Promise<void> {
  const FS = await openFS();
  try {
    await settled((done) => FS.syncfs(false, done));
  } catch (cause) {
    throw new ImwriteError('write-failed', `persistent folders could not be saved: ${messageOf(cause)}`, { cause });
  }
}
