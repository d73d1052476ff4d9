// Files of a test's own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** The path of a new folder, which is gone after the tests of the file. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `imwrite-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
