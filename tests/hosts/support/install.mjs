// The folder of a host in the user's cache: its packages as npm installs them, the packed imwrite, and the host's files.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFolder, cacheFolder } from '../../../cmake/provision/cache.mjs';
import { run } from './processes.mjs';

export const hostsFolder = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '');

export function folderOf(host) {
  const list = JSON.stringify([host.packages ?? {}, host.overrides ?? {}, process.platform, process.arch]);
  const hash = createHash('sha256').update(list).digest('hex').slice(0, 12);
  return join(cacheFolder(), 'hosts', `${host.name}-${hash}`);
}

function packageJson(host) {
  return JSON.stringify({ name: `host-${host.name}`, private: true, type: 'module', dependencies: host.packages ?? {}, overrides: host.overrides }, null, 2);
}

/** Installs what is missing. Install scripts do not run: packages bring their programs as optional packages. */
export async function install(host) {
  await buildFolder(folderOf(host), async (folder) => {
    writeFileSync(join(folder, 'package.json'), packageJson(host));
    if (!host.packages) return;
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder, timeout: 400_000 });
  });
}

/** Nothing stays of an earlier run: its files, what bundlers kept in node_modules, and its imwrite. */
export async function layOut(host, tarball) {
  const folder = folderOf(host);
  for (const name of readdirSync(folder)) {
    if (!/^(node_modules|package-lock\.json)$/.test(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of ['.vite', '.cache', '.vitest', '.vite-temp', 'imwrite']) rmSync(join(modules, name), { recursive: true, force: true });
  await unpack(tarball, join(modules, 'imwrite'));
  writeFileSync(join(folder, 'package.json'), packageJson({ ...host, packages: { ...host.packages, imwrite: '*' } }));
  cpSync(join(hostsFolder, 'check.js'), join(folder, 'check.js'));
  cpSync(host.source, folder, { recursive: true, filter: (path) => !/\/(host\.mjs|node_modules)$/.test(path) });
  return folder;
}

/** imwrite has no dependencies and no install script: npm would do nothing else. */
async function unpack(tarball, folder) {
  mkdirSync(folder);
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}
