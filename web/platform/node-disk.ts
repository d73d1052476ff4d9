// The disk inside the virtual file system, by Emscripten's NODEFS.
import { constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, parse, relative, sep } from 'node:path';
import type { EmscriptenFS } from '../fs/emscripten-fs.js';

/** Emscripten's own; programs have no use for the system's. */
const kept = new Set(['dev', 'proc']);

/** Emscripten's flags of open(), which are those of Linux, as this system's. */
const openFlags = {
  0x0: constants.O_RDONLY,
  0x1: constants.O_WRONLY,
  0x2: constants.O_RDWR,
  0x40: constants.O_CREAT,
  0x80: constants.O_EXCL,
  0x100: constants.O_NOCTTY,
  0x200: constants.O_TRUNC,
  0x400: constants.O_APPEND,
  0x1000: constants.O_DSYNC,
  0x20000: constants.O_NOFOLLOW,
};

/** The part of NODEFS that its own start-up would fill in from Node's internals. */
interface NodeFS {
  isWindows: boolean;
  flagsForNodeMap?: typeof openFlags;
}

const mounted = new WeakSet<EmscriptenFS>();

/** Mounts every folder of the disk's root (on Windows, of the current drive) under its own name, once. */
export function mountDisk(FS: EmscriptenFS): void {
  const nodefs = FS.filesystems.NODEFS as NodeFS;
  nodefs.isWindows = process.platform === 'win32';
  nodefs.flagsForNodeMap = openFlags;
  const { root } = parse(process.cwd());
  if (!mounted.has(FS)) {
    for (const name of readdirSync(root)) mountFolder(FS, nodefs, join(root, name), `/${name}`);
    mounted.add(FS);
  }
  FS.chdir(`/${relative(root, process.cwd()).split(sep).join('/')}`);
}

function mountFolder(FS: EmscriptenFS, type: object, folder: string, path: string): void {
  if (kept.has(path.slice(1))) return;
  try {
    if (!statSync(folder).isDirectory()) return;
    const root = realpathSync(folder); // on macOS, /tmp is a link
    if (!FS.analyzePath(path).exists) FS.mkdir(path);
    FS.mount(type, { root }, path);
  } catch {
    // A folder that cannot be read is not shown.
  }
}
