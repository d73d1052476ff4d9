// Programs that are not ours, run to their end. What they print on the error stream is in the message when they fail.
import { execFileSync } from 'node:child_process';

/** What a program prints, as bytes. */
export function runForBytes(program, ...args) {
  return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
}

export const run = (program, ...args) => runForBytes(program, ...args).toString();

/** Debian's Python, which has Pillow, OpenCV, NumPy and tifffile. */
export const python = (script, ...args) => run('/usr/bin/python3', '-c', script, ...args);

export const pythonForBytes = (script, ...args) => runForBytes('/usr/bin/python3', '-c', script, ...args);

/** What Python makes of an expression, in which `picture` is the file as Pillow opens it. */
export const seenByPillow = (file, expression) =>
  JSON.parse(
    python(
      `import json, sys\nfrom PIL import Image\npicture = Image.open(sys.argv[1])\nprint(json.dumps(${expression}))`,
      file,
    ),
  );
