// Where things are, and the environment that the programs we start get.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[/\\]$/, '');
export const npmFolder = `${root}/npm`;
export const jobs = String(availableParallelism());

/** This environment without what `npm --prefix` adds, which would send another npm to the wrong folder. */
export function plainEnvironment() {
  const env = { ...process.env };
  for (const name of ['prefix', 'local_prefix', 'global_prefix', 'globalconfig']) delete env[`npm_config_${name}`];
  return env;
}

/** The command and first arguments that start the npm we were started by. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, script] : ['npm'];
}
