// Stamps: whether a step's inputs are what they were when it was last done.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A hash of names and contents; folders are taken with all that is in them, missing ones count as empty. */
export function hashOf(paths, seed = '') {
  const hash = createHash('sha256').update(seed);
  for (const file of paths.flatMap(filesIn)) hash.update(`\n${file}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** Runs `work` unless `file` says that it was done for `hash()`; the hash is taken again after it. */
export async function unlessStamped(file, hash, work) {
  if (existsSync(file) && readFileSync(file, 'utf8') === hash()) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash());
}
