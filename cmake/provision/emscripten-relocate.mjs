// Makes unpacked Debian packages run from a folder of their own: programs get the unpacked loader and libraries, and
// Emscripten a configuration that points here.
import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { counter, ProvisionError } from './report.mjs';
import { lastLines, run } from './run.mjs';
import { exists } from './cache.mjs';

// The programs that emcc may start. The other ~100 LLVM tools would only cost space.
const LLVM_TOOLS = new RegExp(
  '^(clang|clang\\+\\+|clang-\\d+|clang-scan-deps|lld|wasm-ld|llvm-' +
    '(ar|ranlib|nm|objcopy|strip|dwarfdump|dwp|symbolizer|cxxfilt|size|readobj|readelf|objdump|link|as|dis|profdata|cov))$',
);

function filesIn(folder) {
  return exists(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function isElf(file) {
  if (!lstatSync(file).isFile()) return false;
  const start = Buffer.alloc(4);
  const handle = openSync(file);
  readSync(handle, start, 0, 4, 0);
  closeSync(handle);
  return start.toString('latin1') === '\x7fELF';
}

// `folder` is where the files are now, `target` where they will be run from.
export async function relocate(folder, target) {
  const usr = join(folder, 'usr');
  const lib = readdirSync(join(usr, 'lib'));
  const triplet = lib.find((name) => /-linux-gnu/.test(name));
  const llvm = lib.find((name) => /^llvm-\d+$/.test(name));
  if (!triplet || !llvm) throw new ProvisionError('The unpacked packages hold no LLVM.');
  for (const file of filesIn(join(usr, 'lib', llvm, 'bin'))) {
    if (!LLVM_TOOLS.test(file.split('/').pop())) rmSync(file);
  }
  const tools = [
    ...filesIn(join(usr, 'lib', llvm, 'bin')),
    ...filesIn(join(usr, 'bin')).filter((f) => /\/wasm/.test(f)),
  ];
  // libLLVM and libclang carry a RUNPATH of their own, which hides the program's for what they load.
  const libraries = [...filesIn(join(usr, 'lib', triplet)), ...filesIn(join(usr, 'lib', llvm, 'lib'))];
  const rpath = [triplet, `${llvm}/lib`].map((name) => join(target, 'usr/lib', name)).join(':');
  const programs = tools.filter(isElf);
  const shared = libraries.filter((file) => /\/lib(LLVM|clang|binaryen)[^/]*\.so/.test(file)).filter(isElf);
  const report = counter('relocated files', programs.length + shared.length);
  let done = 0;
  for (const file of [...programs, ...shared]) {
    const args = ['--force-rpath', '--set-rpath', rpath];
    if (programs.includes(file)) args.push('--set-interpreter', await loader(file, folder, target));
    const result = await run('patchelf', [...args, file]);
    if (result.code !== 0)
      throw new ProvisionError(`patchelf failed for ${relative(folder, file)}: ${lastLines(result)}.`);
    report(++done);
  }
}

async function loader(program, folder, target) {
  const asked = await run('patchelf', ['--print-interpreter', program]);
  // Debian's programs ask for /lib64/…; the packages hold it below /usr, where a system has only links.
  const path = join('usr', asked.output.trim());
  if (asked.code !== 0 || !exists(join(folder, path))) {
    throw new ProvisionError(`No loader was found for ${relative(folder, program)}: ${lastLines(asked)}.`);
  }
  return join(target, path);
}

// The configuration beside emcc is found by emcc itself, so nobody needs to set EM_CONFIG or EM_CACHE.
export async function configure(folder, target) {
  const root = join(folder, 'usr/share/emscripten');
  const llvm = readdirSync(join(folder, 'usr/lib')).find((name) => /^llvm-\d+$/.test(name));
  const config = [
    '# Written by imwrite (cmake/provision): Emscripten unpacked from Debian packages.',
    'import shutil',
    `LLVM_ROOT = ${JSON.stringify(join(target, 'usr/lib', llvm, 'bin'))}`,
    `BINARYEN_ROOT = ${JSON.stringify(join(target, 'usr'))}`,
    `NODE_JS = shutil.which('node') or ${JSON.stringify(process.execPath)}`,
    `CACHE = ${JSON.stringify(join(target, 'cache'))}`,
    '',
  ];
  rmSync(join(root, '.emscripten'), { force: true });
  writeFileSync(join(root, '.emscripten'), config.join('\n'));
  // ES module imports do not look at NODE_PATH: acorn has to be found by its place.
  symlinkSync('nodejs', join(folder, 'usr/share/node_modules'));
  await preferSystemPython(root);
}

// A python3 from a version manager costs a second shell script at every compiler call; Debian's own is enough if it is
// new enough.
async function preferSystemPython(root) {
  const python = '/usr/bin/python3';
  const check = await run(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
  if (check.code !== 0) return;
  for (const file of filesIn(root)) {
    if (!lstatSync(file).isFile()) continue;
    const text = readFileSync(file, 'utf8');
    if (!text.startsWith('#!/bin/sh') || !text.includes('_EM_PY=$EMSDK_PYTHON')) continue;
    writeFileSync(file, text.replace('_EM_PY=$EMSDK_PYTHON', `_EM_PY=\${EMSDK_PYTHON:-$(command -v ${python})}`));
  }
}
