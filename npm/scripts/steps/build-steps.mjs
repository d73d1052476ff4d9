// The steps from a fresh checkout to the built package. Each does only what is missing, so all of them can always run.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../../cmake/provision/cache.mjs';
import { jobs, npmCommand, npmFolder, plainEnvironment, root } from './places.mjs';
import { runStep } from './run-step.mjs';
import { hashOf, unlessStamped } from './stamp.mjs';

const AGAIN = 'Run the command again: it goes on where it stopped.';

export function installHostTools(...flags) {
  return runStep({
    title: 'Host tools',
    command: [process.execPath, 'cmake/provision/host-tools.mjs', ...flags],
    advice: 'Install what is named above.',
  });
}

/** What the package-lock.json of `folder` lists. */
export function installPackages({ folder = npmFolder, title = 'npm packages' } = {}) {
  const lock = join(folder, 'package-lock.json');
  // Some packages bring a program for one system.
  const hash = () => hashOf([lock], `${process.platform} ${process.arch}`);
  return unlessStamped(join(folder, 'node_modules/.imwrite-stamp'), hash, () =>
    runStep({
      title,
      command: [...npmCommand(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      cwd: folder,
      env: plainEnvironment(),
      advice: `Is the npm registry reachable? ${AGAIN}`,
    }),
  );
}

/** Configures and builds a preset of CMakePresets.json. */
export async function buildPreset(preset, title) {
  await configurePreset(preset, title);
  await runStep({
    title,
    command: ['cmake', '--build', '--preset', preset, '-j', jobs],
    env: compilerCache(),
    advice: adviceFor(preset),
  });
}

const adviceFor = (preset) =>
  `The messages above say what is wrong. ${AGAIN} If it fails in the same way, delete build/${preset} first.`;

/** Configures a preset unless it is; with `again`, in any case: the list of files may be another one. */
export async function configurePreset(preset, title, { again = false } = {}) {
  // CMake would fetch them as well, but the step that waits for a download is better named.
  await runStep({
    title: 'Library sources',
    command: [process.execPath, 'cmake/provision/sources.mjs'],
    advice: `The message above says what is wrong. ${AGAIN}`,
  });
  const configured = isConfigured(preset);
  if (configured && !again) return;
  const command = ['cmake', '--preset', preset, ...(configured ? [] : ['--fresh'])];
  await runStep({ title: `${title}, configuring`, command, env: compilerCache(), advice: adviceFor(preset) });
}

/** The environment in which compilers look into the user's cache first. Paths are kept relative, so that every checkout shares it. */
function compilerCache() {
  return {
    ...process.env,
    CMAKE_C_COMPILER_LAUNCHER: 'ccache',
    CMAKE_CXX_COMPILER_LAUNCHER: 'ccache',
    CCACHE_DIR: join(cacheFolder(), 'ccache'),
    CCACHE_MAXSIZE: '2G',
    CCACHE_BASEDIR: root,
    CCACHE_NOHASHDIR: '1',
    // A clean checkout's files are all newer than the compiler's start allows.
    CCACHE_SLOPPINESS: 'include_file_mtime,include_file_ctime,time_macros',
  };
}

/** Whether a build can go on from what is there: the repository may have been moved, another Emscripten may be in use. */
function isConfigured(preset) {
  const folder = join(root, 'build', preset);
  if (!existsSync(join(folder, 'build.ninja'))) return false;
  const cache = readFileSync(join(folder, 'CMakeCache.txt'), 'utf8');
  const entry = (name) => new RegExp(`^${name}:\\w+=(.*)$`, 'm').exec(cache)?.[1];
  const platformFile = entry('IMWRITE_EMSCRIPTEN_PLATFORM_FILE');
  return entry('CMAKE_HOME_DIRECTORY') === root && (!platformFile || existsSync(platformFile));
}

/** The modules of the package. */
export async function buildWasm() {
  await runStep({
    title: 'Emscripten',
    command: [process.execPath, 'cmake/provision/emscripten.mjs'],
    advice: `The message above says what is wrong. ${AGAIN}`,
  });
  await buildPreset('wasm', 'WebAssembly modules');
  removeOldModules(join(root, 'build/wasm'));
}

/** Modules that an earlier commit made would go into the package. */
export function removeOldModules(folder) {
  const rules = readFileSync(join(folder, 'build.ninja'), 'utf8');
  const bin = join(folder, 'bin');
  for (const file of readdirSync(bin)) {
    const name = file.replace(/\.(js|wasm)$/, '');
    if (!rules.includes(`bin/${name}.js`)) rmSync(join(bin, file));
  }
}

/** npm/dist out of web/, npm/cli/ and the built modules. */
export function buildPackage() {
  const inputs = [
    'web',
    'npm/cli',
    'npm/scripts',
    'npm/package.json',
    'npm/package-lock.json',
    'LICENSE',
    'build/wasm/bin',
  ];
  const configs = ['npm/tsconfig.json', 'npm/tsconfig.types.json', 'third_party'];
  // With dist itself, so that half a dist is built again.
  const hash = () => hashOf([...inputs, ...configs, 'npm/dist'].map((path) => join(root, path)));
  return unlessStamped(join(root, 'build/package.stamp'), hash, () =>
    runStep({
      title: 'Package',
      command: [process.execPath, 'npm/scripts/build-package.mjs'],
      advice: 'The messages above say what is wrong.',
    }),
  );
}

/** Everything that the package needs. */
export async function buildAll() {
  await installHostTools();
  await installPackages();
  await buildWasm();
  await buildPackage();
}
