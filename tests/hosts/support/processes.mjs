// Programs that a host runs: each in a process group of its own, with a time limit, and gone when the host is done.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { stripVTControlCharacters } from 'node:util';

/** A program failed; the message ends with what it printed last. */
export class ProgramError extends Error {}

const groups = new Set();

function begin(command, args, { cwd, env, detached = true }) {
  const child = spawn(command, args, { cwd, env: { ...plain(), ...env }, detached, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { output: '' };
  const take = (chunk) => (text.output = (text.output + stripVTControlCharacters(chunk)).slice(-200_000));
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
  groups.add(child);
  const closed = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: error.code }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal }));
  });
  return { child, text, closed };
}

/** Runs a program to its end and gives all that it printed. */
export async function run(command, args, { cwd, env, timeout = 120_000 } = {}) {
  const { child, text, closed } = begin(command, args, { cwd, env });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end(child);
  }, timeout);
  const { code } = await closed;
  clearTimeout(timer);
  end(child);
  const name = [command.split('/').at(-1), ...args.slice(0, 2)].join(' ');
  if (late) throw new ProgramError(`${name}: still running after ${timeout / 1000} s${worthShowing(text.output, cwd)}`);
  if (code !== 0) throw new ProgramError(`${name}: ended with ${code}${worthShowing(text.output, cwd)}`);
  return text.output;
}

/** Starts a server and waits until it prints what `ready` matches. */
export async function start(command, args, { cwd, env, ready, timeout = 90_000 }) {
  const { child, text, closed } = begin(command, args, { cwd, env });
  let code;
  closed.then((result) => (code = result.code));
  const deadline = Date.now() + timeout;
  while (!ready.test(text.output)) {
    const problem = code !== undefined ? `ended with ${code}` : Date.now() > deadline && `not ready after ${timeout / 1000} s`;
    if (problem) throw new ProgramError(`${[command.split('/').at(-1), ...args.slice(0, 2)].join(' ')}: ${problem}${worthShowing(text.output, cwd)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { text, stop: () => end(child) };
}

function end(child) {
  groups.delete(child);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone.
  }
}

export function endAll() {
  for (const child of groups) end(child);
}

/** This environment without what `npm run` adds. */
export function plain() {
  const env = { ...process.env, CI: 'true', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' };
  const user = env.npm_config_userconfig;
  for (const name of Object.keys(env)) if (/^npm_|^INIT_CWD$|^FORCE_COLOR$|^NODE_OPTIONS$/.test(name)) delete env[name];
  return user ? { ...env, npm_config_userconfig: user } : env;
}

/** The lines that say what is wrong, or the last ones. */
function worthShowing(output, folder) {
  const lines = output.replaceAll(`${folder}/`, '').split('\n').map((line) => line.trimEnd()).filter((line) => line && !/^\s*(at |\^+$)/.test(line));
  const telling = lines.filter((line) => /error|✘|failed|cannot|invalid|refused/i.test(line));
  const shown = telling.length > 0 ? telling.slice(0, 6) : lines.slice(-8);
  return shown.map((line) => `\n      ${line.trim().slice(0, 300)}`).join('');
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
