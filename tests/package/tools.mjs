// The older compilers and the judges of packages that tests use, in the versions of tools/package-lock.json. They are installed
// into the user's cache folder when a test first asks for them.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFolder, cacheFolder, sha256 } from '../../cmake/provision/cache.mjs';
import { npm } from './support.mjs';

const list = fileURLToPath(new URL('tools/', import.meta.url));

/** The folder node_modules with all of them. */
export async function toolsFolder() {
  const folder = join(cacheFolder(), `package-tools-${sha256(join(list, 'package-lock.json')).slice(0, 12)}`);
  await buildFolder(folder, async (temporary) => {
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(list, name), join(temporary, name));
    await npm(temporary, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  });
  return join(folder, 'node_modules');
}
