// Writes the files that were asked for, a few at a time; a file that fails does not stop the others.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { configure } from 'imwrite';
import { convert } from './convert.js';
import type { Target } from './encode.js';
import { FileError } from './file-error.js';
import { formatNamed, optionsOf } from './format.js';
import { checkOptions, formatOptions } from './format-options.js';
import { metadataRequest } from './metadata.js';
import { makePlan, STDOUT, type Job } from './plan.js';
import type { Arguments } from './program.js';
import { createReporter } from './report.js';
import { endOnSignals } from './signals.js';
import { UsageError } from './usage-error.js';

/** Resolves to the exit code. */
export async function writeFiles(given: Arguments): Promise<number> {
  const { force = false, json = false, quiet = false } = given;
  const { format, jobs, folder } = await makePlan(given.paths, given.output, given.format);
  // All files are of one extension.
  const [first] = jobs;
  const implied = optionsOf(format, first && first.output !== STDOUT ? first.output : (given.format ?? ''));
  const options = { ...implied, ...formatOptions(formatNamed(format), given.given) };
  checkIfLarger(given);
  if (jobs.some(({ output }) => output === STDOUT)) checkStdout(json);
  const metadata = await metadataRequest(given);
  const { maxBytes, page, ifLarger } = given;
  const target: Target = {
    format,
    options,
    metadata,
    ...(maxBytes && { maxBytes }),
    ...(page && { page }),
    ...(ifLarger && { ifLarger }),
  };
  await checkOptions(format, metadata.dpi ? { ...options, metadata: { dpi: metadata.dpi } } : options);
  if (folder !== undefined) await makeFolder(folder);

  const threads = given.jobs ?? availableParallelism();
  configure({ worker: true, threads, limits: given.limits });
  const reporter = createReporter(jobs.length, json, quiet);
  endOnSignals(reporter);
  let failed = false;
  const work = async (job: Job): Promise<void> => {
    try {
      const onProgress = (fraction: number): void => reporter.progress(job, fraction);
      reporter.written(job, await convert(job, target, force, onProgress));
    } catch (error) {
      failed = true;
      reporter.failed(job, error);
    }
  };
  // One more than there are workers, which reads or writes meanwhile.
  await inParallel(jobs, threads + 1, work);
  const heard = reporter.end();
  return failed || !heard ? 1 : 0;
}

async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const takeTurns = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeTurns));
}

/** The original is as it is. */
function checkIfLarger({ ifLarger, metadata, ...given }: Arguments): void {
  if (!ifLarger) return;
  const changed = (['dpi', 'icc', 'page'] as const).find((name) => given[name] !== undefined);
  if (changed || metadata === 'none')
    throw new UsageError(
      `--if-larger keep-original cannot go with --${changed ?? 'metadata none'}: the original would lack it`,
    );
}

function checkStdout(json: boolean): void {
  if (json) throw new UsageError('--json and the picture cannot share standard output');
  if (process.stdout.isTTY) throw new UsageError('standard output is a terminal: pipe it, or name a file');
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw FileError.from('write-failed', folder, error);
  }
}
