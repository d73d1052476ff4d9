// What becomes of a changed file: it does not build, tests notice it, or they do not.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../cmake/provision/cache.mjs';
import { root, runIn } from './scratch.mjs';
import { filterOf, testsOf } from './selections.mjs';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));

/** In the reporter's "tap" a failed test of a file, or a file. */
const testFailed = (output) => /^ *not ok /m.test(output);

const nodeTests = (folder, files, seconds) =>
  runIn(folder, [process.execPath, '--expose-gc', '--test', '--test-concurrency=2', '--test-reporter=tap', ...files], {
    seconds,
    isFailure: testFailed,
  });

const build = (folder) => runIn(folder, [process.execPath, 'npm/scripts/build-package.mjs']);

/** For TypeScript in web/: the package is built again. */
export const typescript = {
  language: 'ts',
  /** Whether two texts of a file are the same program. */
  async isSame(one, other) {
    const { transform } = require('esbuild');
    const [a, b] = await Promise.all(
      [one, other].map((text) => transform(text, { loader: 'ts' }).catch(() => undefined)),
    );
    return a !== undefined && a.code === b?.code;
  },
  keyOf: (path) => testsOf(path).join(),
  async prepare(folder) {
    const { failed, output } = await build(folder);
    if (failed) throw new Error(`the package does not build:\n${output}`);
  },
  async judge(folder, path, seconds) {
    if ((await build(folder)).failed) return 'invalid';
    const { failed } = await nodeTests(folder, testsOf(path), seconds);
    return failed ? 'noticed' : 'missed';
  },
};

/** For C++ in src/codecs: the native tests are built again, out of a cache as far as nothing changed. */
export const cpp = {
  language: 'cpp',
  isSame: async () => false,
  keyOf: filterOf,
  async prepare(folder) {
    const cached = [
      'CMAKE_C_COMPILER_LAUNCHER=ccache',
      'CMAKE_CXX_COMPILER_LAUNCHER=ccache',
      `CCACHE_DIR=${process.env.CCACHE_DIR ?? join(cacheFolder(), 'ccache')}`,
      `CCACHE_BASEDIR=${folder}`,
      'CCACHE_NOHASHDIR=1',
      'CCACHE_MAXSIZE=1G',
      'CCACHE_SLOPPINESS=include_file_mtime,include_file_ctime,time_macros',
    ];
    for (const command of [
      ['cmake', '--preset', 'native-debug'],
      ['cmake', '--build', '--preset', 'native-debug', '--target', 'imwrite-tests', '-j', '2'],
    ]) {
      const { failed, output } = await runIn(folder, ['env', ...cached, ...command], { seconds: 3600 });
      if (failed) throw new Error(`the native tests do not build:\n${output}`);
    }
  },
  async judge(folder, path, seconds) {
    if (
      (await runIn(folder, ['cmake', '--build', '--preset', 'native-debug', '--target', 'imwrite-tests', '-j', '2']))
        .failed
    )
      return 'invalid';
    const { failed } = await runIn(
      folder,
      [
        'build/native-debug/tests/native/imwrite-tests',
        `--gtest_filter=${filterOf(path)}`,
        '--gtest_fail_fast',
        '--gtest_brief=1',
      ],
      { seconds },
    );
    return failed ? 'noticed' : 'missed';
  },
};

export const judgeOf = (path) => (path.endsWith('.ts') ? typescript : cpp);

export const read = (path) => readFileSync(join(root, path), 'utf8');
export const write = (folder, path, text) => writeFileSync(join(folder, path), text);
