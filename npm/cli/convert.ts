// One picture: read, decoded, encoded, written.
import { readFile } from 'node:fs/promises';
import { imwrite, type Format } from 'imwrite';
import { FileError } from './file-error.js';
import type { FormatOptions } from './format-options.js';
import { STDIN, type Input } from './inputs.js';
import { STDOUT, type Job } from './plan.js';
import { checkTarget, save, writeToStdout } from './save.js';

export interface Written {
  readonly inputBytes: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

export async function convert(
  { input, output }: Job,
  format: Format,
  options: FormatOptions,
  force: boolean,
  onProgress: (fraction: number) => void,
): Promise<Written> {
  const start = performance.now();
  if (output !== STDOUT) await checkTarget(output, force);
  const source = await read(input);
  const bytes = await imwrite(source, format, { ...options, onProgress });
  await (output === STDOUT ? writeToStdout(bytes) : save(output, bytes, force));
  return { inputBytes: source.length, bytes: bytes.length, milliseconds: Math.round(performance.now() - start) };
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
