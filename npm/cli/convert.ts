// One picture: read, decoded, encoded, written.
import { readFile } from 'node:fs/promises';
import { encode, formatOfBytes, type Target } from './encode.js';
import { FileError } from './file-error.js';
import { STDIN, type Input } from './inputs.js';
import { STDOUT, type Job } from './plan.js';
import { checkTarget, save, writeToStdout } from './save.js';

export interface Written {
  readonly inputBytes: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** What the output does not have of the input, in words. */
  readonly warnings: readonly string[];
}

export async function convert(
  { input, output }: Job,
  target: Target,
  force: boolean,
  onProgress: (fraction: number) => void,
): Promise<Written> {
  const start = performance.now();
  if (output !== STDOUT) await checkTarget(output, force);
  const source = await read(input);
  const warnings: string[] = [];
  const made = await encode(source, target, { onProgress, onWarning: (message) => warnings.push(message) }).catch(
    (error) => {
      throw error instanceof FileError ? new FileError(error.code, `${input.path}: ${error.message}`) : error;
    },
  );
  const bytes = target.ifLarger && made.length > source.length ? original(source, made, target, warnings) : made;
  await (output === STDOUT ? writeToStdout(bytes) : save(output, bytes, force));
  return {
    inputBytes: source.length,
    bytes: bytes.length,
    milliseconds: Math.round(performance.now() - start),
    warnings,
  };
}

/** The input, where it is smaller than what was made of it and may stand under the output's name. */
function original(source: Uint8Array, made: Uint8Array, { format }: Target, warnings: string[]): Uint8Array {
  const own = formatOfBytes(source);
  if (own !== format) {
    warnings.push(`larger than the original by ${made.length - source.length} bytes, but that is a ${own}`);
    return made;
  }
  // What was said of the other file does not hold for this one.
  warnings.splice(
    0,
    Infinity,
    `the original was kept as it is: the new file would be larger by ${made.length - source.length} bytes`,
  );
  return source;
}

async function read({ path, problem }: Input): Promise<Uint8Array> {
  if (problem !== undefined) throw new FileError('read-failed', `${path}: ${problem}`);
  try {
    return path === STDIN ? await readStdin() : await readFile(path);
  } catch (error) {
    throw FileError.from('read-failed', path, error);
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
