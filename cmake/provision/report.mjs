// What the provisioning scripts say: progress on stderr (stdout carries their answer), and failures as sentences.

export class ProvisionError extends Error {}

export function progress(text) {
  process.stderr.write(`imwrite: ${text}\n`);
}

// Returns a function that prints at most one line a second, and always the last one.
export function counter(what, total) {
  let last = 0;
  return (done) => {
    const now = Date.now();
    if (done !== total && now - last < 1000) return;
    last = now;
    progress(`${what}: ${done} of ${total}`);
  };
}

// Runs a script's main function; a ProvisionError is a sentence for the user, anything else is our mistake and keeps its stack.
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(error instanceof ProvisionError ? `imwrite: error: ${error.message}\n` : `${error.stack}\n`);
    process.exitCode = 1;
  }
}
