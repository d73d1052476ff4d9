// Soak: 10,000 mixed calls in one process, whose memory stays flat and which ends by itself. node tests/soak/run.mjs [calls]
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildAll } from '../../npm/scripts/steps/build-steps.mjs';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { StepError } from '../../npm/scripts/steps/run-step.mjs';

const JS_MIB = 1;
/** Of the whole process, workers included, whose allocators keep some of what they had. */
const PROCESS_MIB = 24;
const END_SECONDS = 5;

await runMain(async () => {
  if (process.argv[3] !== '--built') await buildAll();
  const calls = Number(process.argv[2] ?? 10_000);
  const { report, seconds } = await watch(calls);
  const { good, failed, samples } = report;
  // The first quarter warms up.
  const kept = samples.slice(samples.length / 4);
  const span = (name) =>
    Math.max(...kept.map((sample) => sample[name])) - Math.min(...kept.map((sample) => sample[name]));
  const grown = (name) => kept.at(-1)[name] - kept[0][name];
  const text = (number) => number.toFixed(2);
  process.stdout.write(
    `${good} calls succeeded, ${failed} failed or were aborted; the process ended ${text(seconds)} s after the last one\n`,
  );
  process.stdout.write(
    `JavaScript: within ${text(span('js'))} MiB, ${text(grown('js'))} MiB more at the end; the process: ${text(grown('rss'))} MiB more\n`,
  );
  if (failed < calls / 5) throw new StepError('Too few of the calls failed to tell anything.');
  if (span('js') > 2 * JS_MIB || Math.abs(grown('js')) > JS_MIB)
    throw new StepError(`JavaScript's memory is not flat: ${kept.map(({ js }) => text(js)).join(' ')}`);
  if (grown('rss') > PROCESS_MIB)
    throw new StepError(`The process grew: ${kept.map(({ rss }) => text(rss)).join(' ')}`);
});

/** Runs the calls; what they report, and how long the process lived after it. */
function watch(calls) {
  const script = fileURLToPath(new URL('calls.mjs', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', script, String(calls)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    let told;
    let timer;
    child.stdout.on('data', (data) => {
      text += data;
      if (!text.endsWith('\n') || told) return;
      told = Date.now();
      timer = setTimeout(() => child.kill('SIGKILL'), 1000 * END_SECONDS);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve({ report: JSON.parse(text), seconds: (Date.now() - told) / 1000 });
      else
        reject(
          new StepError(
            signal
              ? `The process did not end within ${END_SECONDS} s after its last call.`
              : `The process ended with ${code}; its output is above.`,
          ),
        );
    });
  });
}
