// Programs on PATH.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first program of these names that can be run, or the file `preferred` if that can; undefined when there is none. */
export function findProgram(names, preferred) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [preferred, ...names.flatMap((name) => folders.map((folder) => join(folder, name)))].find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
