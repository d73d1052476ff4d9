// What the user sees while files are written: lines or JSON on stdout, sentences and a progress bar on stderr.
import { MultiBar, Presets } from 'cli-progress';
import type { Written } from './convert.js';
import { ImwriteError } from 'imwrite';
import { FileError, plainError } from './file-error.js';
import { limitHint } from './limits.js';
import { STDOUT, type Job } from './plan.js';
import { print } from './print.js';

export interface Reporter {
  /** A picture is worked on; `fraction` of it is done. */
  progress(job: Job, fraction: number): void;
  written(job: Job, result: Written): void;
  failed(job: Job, error: unknown): void;
  /** Takes the progress bar away. Returns whether standard output took all lines. */
  end(): boolean;
}

export function createReporter(count: number, json: boolean, quiet: boolean): Reporter {
  const bar = process.stderr.isTTY && !quiet ? new ProgressBar(count) : undefined;
  let heard = true;
  const say = (stream: NodeJS.WriteStream, line: string): void => {
    // On the bar's own terminal it would be overwritten.
    if (bar && stream.isTTY) bar.log(`${line}\n`);
    else if (stream === process.stderr) stream.write(`${line}\n`);
    else if (heard) tell(line);
  };
  // The files are what was asked for: they are written, also when nobody can be told.
  const tell = (line: string): void => {
    try {
      print(`${line}\n`);
    } catch (error) {
      heard = false;
      say(process.stderr, `imwrite: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let failures = 0;
  return {
    progress: (job, fraction) => bar?.progress(job, fraction),
    written(job, result) {
      bar?.done(job);
      if (!json && !quiet)
        for (const warning of result.warnings) say(process.stderr, `imwrite: ${job.input.path}: ${warning}`);
      if (json) say(process.stdout, JSON.stringify({ input: job.input.path, output: job.output, ...result }));
      else if (!quiet && job.output !== STDOUT)
        say(process.stdout, `${job.output}  ${size(result.bytes)}  ${result.milliseconds} ms`);
    },
    failed(job, error) {
      ++failures;
      bar?.done(job);
      say(process.stderr, `imwrite: ${sentence(job, error)}`);
      if (json)
        say(process.stdout, JSON.stringify({ input: job.input.path, output: job.output, error: plainError(error) }));
    },
    end() {
      bar?.end();
      if (failures > 0 && count > 1) process.stderr.write(`imwrite: ${failures} of ${count} files failed\n`);
      return heard;
    },
  };
}

class ProgressBar {
  readonly #bars = new MultiBar(
    {
      format: '{bar} {percentage} %  {files} of {count} files  {eta_formatted} left',
      clearOnComplete: true,
      hideCursor: true,
      // The command ends itself on SIGINT.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  readonly #bar;
  readonly #working = new Map<Job, number>();
  #files = 0;

  constructor(count: number) {
    this.#bar = this.#bars.create(count, 0, { files: 0, count });
  }

  progress(job: Job, fraction: number): void {
    this.#working.set(job, fraction);
    this.#draw();
  }

  done(job: Job): void {
    this.#working.delete(job);
    ++this.#files;
    this.#draw();
  }

  log(text: string): void {
    this.#bars.log(text);
  }

  end(): void {
    // What was logged since the last frame would be lost.
    this.#bars.update();
    this.#bars.stop();
  }

  #draw(): void {
    const parts = [...this.#working.values()].reduce((sum, fraction) => sum + fraction, 0);
    this.#bar.update(this.#files + parts, { files: this.#files });
  }
}

function sentence(job: Job, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof FileError) return message;
  return `${job.input.path}: ${message}${error instanceof ImwriteError ? limitHint(error.option) : ''}`;
}

/** Bytes for people: '840 B', '84.1 kB'. */
function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}
