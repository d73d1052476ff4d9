// Hosts that are processes: Node's and Python's, spoken to by lines.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** `ask(command, request)` resolves to the answer; it rejects with the host's complaint, or when the process has ended. */
export function startProcess({ id, python }) {
  // --expose-gc: what one encode leaves behind is not collected in the next one's time.
  const nodeArguments = ['--expose-gc', '--max-old-space-size=8192', here('child.mjs'), id];
  // Debian's packages belong to Debian's Python.
  const [program, args] = python
    ? ['/usr/bin/python3', [here('python.py'), python]]
    : [process.execPath, nodeArguments];
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(-2000)));
  const waiting = [];
  const settle = (answer) => waiting.shift()?.(answer);
  createInterface({ input: child.stdio[3] }).on('line', (line) => settle(JSON.parse(line)));
  let ended = false;
  const onEnd = (why) => {
    ended = true;
    settle({ error: `${why} ${complaint.trim().split('\n').at(-1)}`.trim() });
  };
  child.on('error', (error) => onEnd(error.message));
  child.on('close', (code, signal) => onEnd(`ended with ${signal ?? code}.`));
  child.stdin.on('error', () => {});

  async function ask(command, request = {}) {
    if (ended) throw new Error('its process has ended');
    const answer = await new Promise((resolve) => {
      waiting.push(resolve);
      child.stdin.write(`${JSON.stringify({ command, ...request })}\n`);
    });
    if (answer.error) throw new Error(answer.error);
    return answer;
  }
  const close = async () => void child.kill('SIGKILL');
  return { ask, close };
}
