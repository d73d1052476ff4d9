// Compares what a host's check gave with Node's, and names the first thing that is wrong.

const modes = ['calling', 'default', 'workers'];

/**
 * @param result - What check.js gave.
 * @param reference - The outputs of Node.
 * @param workers - `'none'`: the host has no workers, so that `worker: true` must be refused and all else work.
 * @returns By mode `{ mark, problem? }`; the mark is 'ok', 'FAIL' or 'none'.
 */
export function judge(result, reference, { workers } = {}) {
  return Object.fromEntries(modes.map((mode) => [mode, judgeMode(mode, result?.[mode], reference, workers === 'none')]));
}

function judgeMode(mode, given, reference, noWorkers) {
  const bad = (problem) => ({ mark: 'FAIL', problem: `${mode}: ${problem}` });
  if (!given) return bad('the host gave no result');
  if (noWorkers && mode === 'workers') {
    if (!given.error) return bad('this host has no workers, and worker: true was not refused');
    return given.error.name === 'ImwriteError' ? { mark: 'none' } : bad(`not an ImwriteError: ${show(given)}`);
  }
  if (given.error) return bad(show(given));
  const differs = Object.keys(reference).find((name) => given.outputs[name] !== reference[name]);
  if (differs) return bad(`${differs}: not what Node gives`);
  if (mode === 'workers' && given.workersStarted === 0) return bad('no worker was started');
  return { mark: 'ok' };
}

const show = ({ part, error }) => `${part}: ${error.code ?? error.name}: ${error.message}`;

export const failed = (row) => modes.some((mode) => row.marks[mode].mark === 'FAIL');

/** The sentences of what failed in a row; one, where all modes fail alike. */
export function problems(row) {
  if (row.error) return [row.error];
  const texts = modes.map((mode) => row.marks[mode].problem).filter(Boolean);
  const bare = new Set(texts.map((text) => text.replace(/^\w+: /, '')));
  return texts.length === modes.length && bare.size === 1 ? [`all modes: ${[...bare][0]}`] : texts;
}

/** The row of something that gave no result at all. */
export function brokenRow(host, name, error, needs) {
  const marks = Object.fromEntries(modes.map((mode) => [mode, { mark: 'FAIL' }]));
  return { host: host.name, title: host.title, name, needs, marks, error: error.message ?? String(error) };
}
