// The modes of the files that npm packs: a tarball holds them, and they would be those of the builder's umask.
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Makes files readable by all; npm itself makes the command line executable where it installs it. */
export function makeReadable(paths) {
  for (const path of paths) {
    if (statSync(path).isDirectory()) makeReadable(readdirSync(path).map((name) => join(path, name)));
    else chmodSync(path, 0o644);
  }
}
