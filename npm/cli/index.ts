// The command `imwrite`: pictures in, pictures out.
import { CommanderError, type Command } from 'commander';
import { ImwriteError } from 'imwrite';
import { FileError } from './file-error.js';
import { formatNamed } from './format.js';
import { formatHelp, formatsText, generalHelp, versionsText } from './help.js';
import { print } from './print.js';
import { createProgram, parseArguments, type Arguments } from './program.js';
import { UsageError } from './usage-error.js';
import { writeFiles } from './write-files.js';

/** Resolves to the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const program = createProgram();
  const given = parseArguments(program, argv);
  if (argv.length === 0) {
    process.stderr.write(generalHelp(program));
    return 2;
  }
  const information = informationFor(given, program);
  if (information === undefined) return writeFiles(given);
  print(information);
  return 0;
}

function informationFor({ help, version, formats }: Arguments, program: Command): string | undefined {
  if (help !== undefined) return help === true ? generalHelp(program) : formatHelp(formatNamed(help));
  if (version) return versionsText();
  return formats ? formatsText() : undefined;
}

/** The exit code for what was thrown: the user's mistakes, and what no file can be written after, are a sentence. */
function failure(error: unknown): number {
  // commander has said it.
  if (error instanceof CommanderError) return 2;
  const isSentence = error instanceof UsageError || error instanceof FileError || error instanceof ImwriteError;
  process.stderr.write(`imwrite: ${isSentence ? error.message : ((error as Error).stack ?? error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}

// Errors that nobody can be told of stay without words.
process.stderr.on('error', () => {});
process.exitCode = await main(process.argv.slice(2)).catch(failure);
