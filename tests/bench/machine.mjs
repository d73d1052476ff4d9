// What was measured on what: the machine, and the versions of everybody.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { run } from '../../cmake/provision/run.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function machine() {
  const system = /^PRETTY_NAME="(.*)"/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  const { output: commit } = await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
  const { output: changes } = await run('git', ['status', '--porcelain'], { cwd: root });
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model.trim(),
    threads: availableParallelism(),
    system: `${system}, Linux ${release()}`,
    node: process.version,
    commit: `${commit.trim()}${changes ? ' with changes' : ''}`,
  };
}

/** The version of a peer: that of its packages, of the browser, or what its host says. */
export async function versionOf(peer, start, { chromium }) {
  if (peer.packages?.length === 0) return chromium;
  if (peer.packages) return [...new Set(peer.packages.map(packageVersion))].join(', ');
  const host = await start(peer);
  try {
    return (await host.ask('version')).version;
  } finally {
    await host.close();
  }
}

function packageVersion(name) {
  const file = name === 'imwrite' ? `${root}npm/package.json` : `${root}tests/bench/node_modules/${name}/package.json`;
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
