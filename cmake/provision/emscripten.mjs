// Prints the path of Emscripten's CMake platform file: of the user's own Emscripten when it is new enough, otherwise of
// our copy in the user's cache folder, which this script makes from Debian's packages when it is not there yet.
// Usage: node cmake/provision/emscripten.mjs
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, exists, withLock } from './cache.mjs';
import { provisionEmscripten } from './emscripten-debian.mjs';
import { installedEmscriptens, PLATFORM_FILE } from './emscripten-installed.mjs';
import { progress, ProvisionError, runMain } from './report.mjs';
import { byPreference, isAccepted, MIN_EMSCRIPTEN, TESTED_EMSCRIPTEN } from './versions.mjs';

const WAY_OUT =
  `Install Emscripten ${MIN_EMSCRIPTEN} or newer (tested: ${TESTED_EMSCRIPTEN}), for example with emsdk, ` +
  'and set EMSDK to its folder or put emcc on PATH.';

function ownCopy() {
  const folder = cacheFolder();
  if (!exists(folder)) return undefined;
  const versions = readdirSync(folder).map((name) => /^emscripten-(\d+\.\d+\.\d+)$/.exec(name)?.[1]);
  const version = versions.filter((v) => v && isAccepted(v)).sort(byPreference)[0];
  return (
    version && { root: join(folder, `emscripten-${version}`, 'usr/share/emscripten'), version, origin: 'our copy' }
  );
}

await runMain(async () => {
  const installed = await installedEmscriptens();
  for (const { version, origin, root } of installed.filter((found) => !isAccepted(found.version))) {
    progress(`Emscripten ${version} (${origin}, ${root}) is older than ${MIN_EMSCRIPTEN}, looking on`);
  }
  let emscripten = installed.find(({ version }) => isAccepted(version)) ?? ownCopy();
  if (!emscripten) {
    try {
      await withLock(join(cacheFolder(), 'emscripten'), async () => ownCopy() ?? provisionEmscripten());
    } catch (error) {
      if (error instanceof ProvisionError) error.message += ` ${WAY_OUT}`;
      throw error;
    }
    emscripten = ownCopy();
  }
  progress(`Emscripten ${emscripten.version} (${emscripten.origin}): ${emscripten.root}`);
  process.stdout.write(`${join(emscripten.root, PLATFORM_FILE)}\n`);
});
