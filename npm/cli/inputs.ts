// The inputs: files, folders, and patterns that the shell did not expand.
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { formatOfPath } from './format.js';

export const STDIN = '-';

export interface Input {
  /** As it was given, or below the folder or pattern that was given; '-' is standard input. */
  readonly path: string;
  /** Why there is nothing to read. */
  readonly problem?: string;
}

/** The files that the arguments mean, each once, those of a folder or pattern in the order of their names. */
export async function expandInputs(given: readonly string[]): Promise<Input[]> {
  const inputs = (await Promise.all(given.map(expand))).flat();
  const once = new Map(inputs.map((input) => [input.path === STDIN ? STDIN : resolve(input.path), input]));
  return [...once.values()];
}

async function expand(path: string): Promise<Input[]> {
  if (path === STDIN) return [{ path }];
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return picturesIn(path);
  if (found || !isDynamicPattern(path)) return [{ path }];
  const paths = await glob(path, { expandDirectories: false });
  return paths.length > 0 ? paths.sort().map((match) => ({ path: match })) : [{ path, problem: 'no file matches' }];
}

async function picturesIn(folder: string): Promise<Input[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory() && formatOfPath(entry.name)).map(({ name }) => name);
  if (names.length === 0) return [{ path: folder, problem: 'the folder holds no picture' }];
  return names.sort().map((name) => ({ path: join(folder, name) }));
}
