// The list of hosts: every folder with a host.mjs.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostsFolder } from './install.mjs';

/** The default export of a host.mjs is a host, or several. Each gets its folder as `source`. */
export async function allHosts() {
  const folders = readdirSync(hostsFolder).filter((name) => existsSync(join(hostsFolder, name, 'host.mjs')));
  const modules = folders.sort().map(async (name) => {
    const source = join(hostsFolder, name);
    return [(await import(join(source, 'host.mjs'))).default].flat().map((host) => ({ source, ...host }));
  });
  return (await Promise.all(modules)).flat();
}
