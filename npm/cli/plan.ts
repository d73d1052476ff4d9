// What is to be done: which input becomes which output, decided before anything is read or written.
import { stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { Format } from 'imwrite';
import { extensionFor, formatNamed, formatOfPath } from './format.js';
import { expandInputs, STDIN, type Input } from './inputs.js';
import { UsageError } from './usage-error.js';

export const STDOUT = '-';
const namesOfStdout = [STDOUT, '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'];

export interface Job {
  readonly input: Input;
  /** A path, or '-' for standard output. */
  readonly output: string;
}

export interface Plan {
  readonly format: Format;
  readonly jobs: readonly Job[];
  /** The folder to create. */
  readonly folder?: string;
}

/** @param named - What -f says. */
export async function makePlan(
  paths: readonly string[],
  folder: string | undefined,
  named: string | undefined,
): Promise<Plan> {
  return folder === undefined ? planFile(paths, named) : planFolder(paths, folder, named);
}

async function planFile(paths: readonly string[], named: string | undefined): Promise<Plan> {
  const last = paths.at(-1);
  if (paths.length < 2 || last === undefined)
    throw new UsageError('expected an input and an output; see imwrite --help');
  const output = namesOfStdout.includes(last) ? STDOUT : last;
  const format = formatFor(output, named);
  const inputs = await expandInputs(paths.slice(0, -1));
  const input = inputs[0]!;
  if (inputs.length > 1) {
    throw new UsageError(`${inputs.length} inputs cannot become the one file ${output}: use -o <folder> -f <format>`);
  }
  if (await isFolder(output)) throw new UsageError(`${output} is a folder: use -o ${output} -f <format>`);
  return { format, jobs: [{ input, output }] };
}

async function planFolder(paths: readonly string[], folder: string, named: string | undefined): Promise<Plan> {
  if (named === undefined) throw new UsageError('-o <folder> needs -f <format>');
  if (paths.length === 0) throw new UsageError('expected an input; see imwrite --help');
  if (paths.includes(STDIN))
    throw new UsageError('standard input has no name for a file in a folder: give an output file');
  if ((await isFolder(folder)) === false) throw new UsageError(`${folder} is a file: -o expects a folder`);
  const facts = formatNamed(named);
  const extension = extensionFor(facts, named);
  const inputs = await expandInputs(paths);
  const jobs = inputs.map((input) => ({ input, output: join(folder, `${stem(input.path)}.${extension}`) }));
  checkCollisions(jobs);
  return { format: facts.name, jobs, folder };
}

function formatFor(output: string, named: string | undefined): Format {
  const byPath = output === STDOUT ? undefined : formatOfPath(output);
  if (named === undefined) {
    if (byPath) return byPath;
    if (output === STDOUT) throw new UsageError('standard output has no extension: say the format with -f');
    throw new UsageError(`${output}: unknown extension '${extname(output)}'; say the format with -f`);
  }
  const format = formatNamed(named).name;
  if (byPath && byPath !== format)
    throw new UsageError(`${output} is the name of a ${byPath} file, but -f says ${format}`);
  return format;
}

/** The name without an extension that is one of a picture: 'a.b.JPG' becomes 'a.b', 'v1.2' stays. */
function stem(path: string): string {
  return basename(path, formatOfPath(path) ? extname(path) : '');
}

function checkCollisions(jobs: readonly Job[]): void {
  const seen = new Map<string, Job>();
  for (const job of jobs) {
    // Most file systems outside Linux take A.png and a.png for the same file.
    const path = resolve(job.output);
    const key = process.platform === 'linux' ? path : path.toLowerCase();
    const other = seen.get(key);
    if (other) throw new UsageError(`${other.input.path} and ${job.input.path} would both become ${job.output}`);
    seen.set(key, job);
  }
}

/** Undefined when there is nothing. */
async function isFolder(path: string): Promise<boolean | undefined> {
  return (await stat(path).catch(() => undefined))?.isDirectory();
}
