// Running host programs: one function that collects the output, and a look-up in PATH that starts no process.
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Resolves to { code, output, errors } (stdout, stderr); never rejects because of the program's own failure.
// `onLine` sees each stdout line as it comes.
export function run(command, args, { cwd, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let output = '';
    let errors = '';
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      if (onLine) lines.forEach(onLine);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    child.on('error', (error) => resolve({ code: -1, output: '', errors: error.message }));
    child.on('close', (code) => resolve({ code, output, errors }));
  });
}

// The full path of a program, or undefined.
export function which(name, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (folder && statSync(file).isFile()) return file;
    } catch {
      // Not here: look in the next folder.
    }
  }
  return undefined;
}

// The last lines of a program's complaint, for a sentence.
export function lastLines({ output, errors }, count = 4) {
  const lines = (errors.trim() || output.trim()).split('\n');
  return lines.slice(-count).join(' | ');
}
