// Runs a script of this folder: a step that failed is a sentence, anything else is our mistake and keeps its stack.
import { StepError } from './run-step.mjs';

export async function runMain(main) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    process.stderr.write(`imwrite needs Node 20 or newer; this is ${process.version}.\n`);
    process.exit(1);
  }
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof StepError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
