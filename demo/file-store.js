// The virtual file system behind the list of files: what is there, moving, and keeping a folder in the browser.
import { formats, loadFS, persistFolder, syncFS } from './imwrite/browser/index.js';

/** Folders of Emscripten's own. */
const own = ['/dev', '/proc'];
/** The folder that can outlive the page, and where the page remembers that it does. */
export const KEPT = '/pictures';
const SETTING = 'imwrite-demo-keeps-files';

export const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path) => path.slice(0, Math.max(1, path.lastIndexOf('/')));

/** The format that a path's extension names. */
export function formatOf(path) {
  const extension = /\.([^./]+)$/.exec(path)?.[1].toLowerCase();
  const found = Object.values(formats).find(({ extensions }) => extensions.includes(extension));
  if (found) return found.name;
  const known = Object.values(formats).flatMap(({ extensions }) => extensions.slice(0, 1));
  throw new Error(`expected a path that ends in .${known.join(', .')}, got ${path || 'nothing'}`);
}

/**
 * What is below a folder: `{ path, name, entries }` for a folder, `{ path, name, size }` for a file; folders first. Folders in which
 * there is no file are left out.
 */
export function entriesOf(FS, folder = '/') {
  const names = FS.readdir(folder).filter((name) => name !== '.' && name !== '..');
  const entries = names
    .map((name) => ({ name, path: folder === '/' ? `/${name}` : `${folder}/${name}` }))
    .filter(({ path }) => !own.includes(path))
    .map((entry) => {
      const { mode, size } = FS.stat(entry.path);
      return FS.isDir(mode) ? { ...entry, entries: entriesOf(FS, entry.path) } : { ...entry, size };
    })
    .filter(({ entries }) => entries?.length !== 0);
  return entries.sort((a, b) => Boolean(b.entries) - Boolean(a.entries) || a.name.localeCompare(b.name));
}

/** The paths of all files among such entries. */
export const pathsOf = (entries) => entries.flatMap(({ path, entries: inside }) => (inside ? pathsOf(inside) : [path]));

export function writeFile(FS, path, bytes) {
  FS.mkdirTree(folderOf(path));
  FS.writeFile(path, bytes);
}

/** Across the border of a kept folder too, where FS.rename() cannot go. */
export function moveFile(FS, from, to) {
  if (to === from) return;
  if (!to.startsWith('/') || to.endsWith('/')) throw new Error(`expected a path such as ${KEPT}/name, got ${to}`);
  if (FS.analyzePath(to).exists) throw new Error(`there is a ${to} already`);
  formatOf(to);
  writeFile(FS, to, FS.readFile(from));
  FS.unlink(from);
}

export const keepsFiles = () => localStorage.getItem(SETTING) === 'yes';

/** Mounts the kept folder, or lets it go; the files that are in it stay where they are. */
export async function keepFiles(keep) {
  const FS = await loadFS();
  const paths = FS.analyzePath(KEPT).exists ? pathsOf(entriesOf(FS, KEPT)) : [];
  const files = paths.map((path) => [path, FS.readFile(path)]);
  if (FS.analyzePath(KEPT).exists) emptyFolder(FS, KEPT);
  if (keep) {
    await persistFolder(KEPT);
  } else {
    await syncFS();
    FS.unmount(KEPT);
  }
  for (const [path, bytes] of files) writeFile(FS, path, bytes);
  if (keep) await syncFS();
  if (keep) localStorage.setItem(SETTING, 'yes');
  else localStorage.removeItem(SETTING);
}

function emptyFolder(FS, folder) {
  for (const name of FS.readdir(folder).filter((one) => one !== '.' && one !== '..')) {
    const path = `${folder}/${name}`;
    if (!FS.isDir(FS.stat(path).mode)) {
      FS.unlink(path);
      continue;
    }
    emptyFolder(FS, path);
    FS.rmdir(path);
  }
}
