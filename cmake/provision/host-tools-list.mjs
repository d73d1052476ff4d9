// The programs of the host: how to see that one is there, and the Debian packages that bring it. `problem()` returns a
// few words, or '' when all is well. Most only look into PATH, so that a complete machine costs no time.
import { readdir } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { whyNotDebian } from './debian.mjs';
import { run, which } from './run.mjs';

const onPath =
  (...names) =>
  async () =>
    names.some((name) => which(name)) ? '' : 'not found';

const simple = (name, packages, ...names) => ({ name, packages, problem: onPath(...(names.length ? names : [name])) });

async function python() {
  // Emscripten's scripts take Debian's own before one of a version manager: see emscripten-relocate.mjs.
  // shlex stands for the standard library: a minimal Debian has the interpreter without it.
  const script = 'import sys, shlex; sys.exit(sys.version_info < (3, 10))';
  for (const file of ['/usr/bin/python3', which('python3')]) {
    if (file && (await run(file, ['-c', script])).code === 0) return '';
  }
  return which('python3') ? 'older than 3.10, or without its standard library' : 'not found';
}

async function cmake() {
  if (!which('cmake')) return 'not found';
  const { output } = await run('cmake', ['--version']);
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(output) ?? [0, 0, 0];
  return Number(major) > 3 || Number(minor) >= 25 ? '' : 'older than 3.25';
}

async function compiler() {
  if (!which('g++')) return 'not found';
  const [version, asan] = await Promise.all([
    run('g++', ['-dumpversion']),
    run('g++', ['-print-file-name=libasan.so']),
  ]);
  if (parseInt(version.output, 10) < 11) return 'older than 11, which has too little of C++20';
  return isAbsolute(asan.output.trim()) ? '' : 'no libasan';
}

/** Clang, and the library that makes a program a fuzzer. */
async function libFuzzer() {
  if (!which('clang++')) return 'not found';
  const { output } = await run('clang++', ['-print-runtime-dir']);
  const files = await readdir(output.trim()).catch(() => []);
  return files.some((file) => file.startsWith('libclang_rt.fuzzer')) ? '' : 'clang has no libFuzzer';
}

async function googleTest() {
  const { code } = await run('g++', ['-E', '-x', 'c++', '-include', 'gtest/gtest.h', '-o', '/dev/null', '/dev/null']);
  return code === 0 ? '' : 'not found';
}

/** Debian's modules belong to Debian's interpreter, which may not be the first in PATH. */
const pythonModule = (module, name) => ({
  name,
  packages: [name],
  problem: async () => ((await run('/usr/bin/python3', ['-c', `import ${module}`])).code === 0 ? '' : 'not found'),
});

export const BUILD_TOOLS = [
  { name: 'cmake', packages: ['cmake'], problem: cmake },
  simple('ninja', ['ninja-build']),
  { name: 'g++', packages: ['g++'], problem: compiler },
  simple('ccache', ['ccache']), // a clean checkout then builds in a fraction of the time
  { name: 'python3', packages: ['python3'], problem: python },
  // Only our own copy of Emscripten needs it, and that is made of Debian's packages.
  { name: 'patchelf', packages: ['patchelf'], problem: async () => (whyNotDebian() ? '' : onPath('patchelf')()) },
  simple('xz', ['xz-utils']),
  simple('bzip2', ['bzip2']),
  simple('patch', ['patch']),
  simple('git', ['git']),
  simple('perl', ['perl-base']), // libaom's own script chooses its functions
];

export const TEST_TOOLS = [
  { name: 'GoogleTest', packages: ['libgtest-dev'], problem: googleTest },
  simple('chromium', ['chromium'], 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
  simple('firefox', ['firefox-esr'], 'firefox-esr', 'firefox'),
  simple('WebKitWebDriver', ['webkit2gtk-driver']), // and with it WebKitGTK's MiniBrowser
  simple('Xvfb', ['xvfb']),
  simple('tiffinfo', ['libtiff-tools']),
  simple('tiffcp', ['libtiff-tools']),
  simple('webpinfo', ['webp']),
  simple('dwebp', ['webp']),
  simple('pngcheck', ['pngcheck']),
  simple('gifsicle', ['gifsicle']),
  simple('icotool', ['icoutils']),
  simple('identify', ['imagemagick']),
  simple('pamtopng', ['netpbm']),
  simple('djpeg', ['libjpeg-turbo-progs']),
  simple('jpegtran', ['libjpeg-turbo-progs']),
  simple('exiftool', ['libimage-exiftool-perl']),
  simple('avifdec', ['libavif-bin']),
  simple('avifenc', ['libavif-bin']),
  simple('webpmux', ['webp']),
  simple('djxl', ['libjxl-tools']),
  simple('opj_compress', ['libopenjp2-tools']),
  simple('opj_decompress', ['libopenjp2-tools']),
  simple('exrinfo', ['openexr']),
  pythonModule('cv2', 'python3-opencv'),
  pythonModule('PIL', 'python3-pil'),
  pythonModule('tifffile', 'python3-tifffile'),
];

// What npm run lint starts, and what the native build that it looks at is configured with.
export const LINT_TOOLS = [
  simple('clang-tidy', ['clang-tidy']),
  simple('clang-format', ['clang-format']),
  TEST_TOOLS.find(({ name }) => name === 'GoogleTest'),
];

// What npm run fuzz compiles with.
export const FUZZ_TOOLS = [
  { name: 'clang with libFuzzer', packages: ['clang', 'libclang-rt-dev'], problem: libFuzzer },
];

const forPython = (script) => async () =>
  (await run('/usr/bin/python3', ['-c', script])).code === 0 ? '' : 'not found';

// What npm run bench compares with, and the browser that it runs.
export const BENCH_TOOLS = [
  { name: 'OpenCV for Python', packages: ['python3-opencv'], problem: forPython('import cv2') },
  { name: 'Pillow', packages: ['python3-pil'], problem: forPython('import PIL') },
  {
    name: 'TurboJPEG',
    packages: ['libturbojpeg0'],
    problem: forPython('import ctypes; ctypes.CDLL("libturbojpeg.so.0")'),
  },
  { name: 'libwebp', packages: ['libwebp7'], problem: forPython('import ctypes; ctypes.CDLL("libwebp.so.7")') },
  { name: 'libjxl', packages: ['libjxl0.7'], problem: forPython('import ctypes; ctypes.CDLL("libjxl.so.0.7")') },
  TEST_TOOLS.find(({ name }) => name === 'djxl'),
  TEST_TOOLS.find(({ name }) => name === 'chromium'),
];
