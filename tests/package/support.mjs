// What the package's tests share: the packed tarball, installed into a fresh folder as a user would.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const execute = promisify(execFile);
export const root = fileURLToPath(new URL('../../', import.meta.url));
export const npmFolder = join(root, 'npm');
export const fixture = (name) => join(root, 'tests/fixtures', name);

/** npm as a user calls it: without the folder and settings of the npm that may have started these tests. */
export function npm(cwd, ...args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/.test(name)));
  const userConfig = process.env.npm_config_userconfig;
  return execute('npm', args, { cwd, env: userConfig ? { ...env, npm_config_userconfig: userConfig } : env });
}

/** Packs the package into `folder`. Gives the tarball's path and the paths in it. */
export async function pack(folder) {
  const { stdout } = await npm(npmFolder, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  const answer = JSON.parse(stdout);
  const [{ filename, files }] = Array.isArray(answer) ? answer : Object.values(answer);
  return { tarball: join(folder, filename), files: files.map(({ path }) => path) };
}

/** A project with nothing but the package in it. `run` starts Node there and gives what it printed. */
export async function createProject() {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-package-'));
  const { tarball, files } = await pack(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await npm(folder, 'install', '--offline', '--no-audit', '--no-fund', tarball);
  let configs = 0;
  const write = (name, text) => writeFileSync(join(folder, name), text);
  return {
    folder,
    files,
    write,
    async run(text, name = 'script.mjs') {
      write(name, text);
      return (await execute(process.execPath, [name], { cwd: folder })).stdout;
    },
    /** Type checks files of the project, and all types but TypeScript's own, with the compiler in folder `typescript`; gives its complaints. */
    async typecheck(
      settings,
      { files = ['consumer.ts'], typescript = join(npmFolder, 'node_modules/typescript') } = {},
    ) {
      const compilerOptions = {
        strict: true,
        target: 'ES2022',
        noEmit: true,
        types: [],
        skipLibCheck: false,
        skipDefaultLibCheck: true,
        ...settings,
      };
      // Several compilers may be at work.
      const config = `tsconfig-${++configs}.json`;
      write(config, JSON.stringify({ compilerOptions, files }));
      const tsc = join(typescript, 'bin/tsc');
      return execute(process.execPath, [tsc, '-p', config], { cwd: folder }).then(
        () => '',
        ({ stdout, stderr }) => stdout || stderr,
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export { execute };
