// Debian's Python, which has Pillow, OpenCV, NumPy and tifffile. They take half a second to import, so python-server.py imports them once
// and runs each program in a fork, in about 30 ms.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('python-server.py', import.meta.url));
let connection;

/** Starts the server, which ends when this process does, as its requests end then. */
function connect() {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-python-'));
  const [requests, answers] = ['requests', 'answers'].map((name) => join(folder, name));
  execFileSync('mkfifo', [requests, answers]);
  spawn('/usr/bin/python3', [server, requests, answers], { stdio: ['ignore', 'ignore', 'inherit'] }).unref();
  const opened = { requests: openSync(requests, 'w'), answers: openSync(answers, 'r') };
  rmSync(folder, { recursive: true });
  return opened;
}

function write(bytes) {
  for (let done = 0; done < bytes.length;) done += writeSync(connection.requests, bytes, done);
}

function read(size) {
  const bytes = Buffer.alloc(size);
  for (let done = 0; done < size;) {
    const more = readSync(connection.answers, bytes, done, size - done, null);
    if (more === 0) throw new Error("the server of Python's programs has ended");
    done += more;
  }
  return bytes;
}

/** What a program prints, as bytes; it reads `input`. What it prints on the error stream is in the message when it fails. */
export function pythonFed(input, program, ...args) {
  connection ??= connect();
  write(Buffer.from(`${JSON.stringify({ program, arguments: args.map(String), input: input.length })}\n`));
  write(input);
  const head = read(12);
  const [printed, complaints] = [4, 8].map((at) => read(head.readUInt32LE(at)));
  const code = head.readInt32LE(0);
  if (code !== 0) throw new Error(`python3 ended with ${code}\n${complaints}`);
  return printed;
}

export const pythonForBytes = (program, ...args) => pythonFed(Buffer.alloc(0), program, ...args);

export const python = (program, ...args) => pythonForBytes(program, ...args).toString();

/** What Python makes of an expression, in which `picture` is the file as Pillow opens it. */
export const seenByPillow = (file, expression) =>
  JSON.parse(
    python(
      `import json, sys\nfrom PIL import Image\npicture = Image.open(sys.argv[1])\nprint(json.dumps(${expression}))`,
      file,
    ),
  );
