// Compares what a host's check gave with Node's, and names the first thing that is wrong.

const modes = ['calling', 'default', 'workers'];

/**
 * @param result - What check.js gave.
 * @param reference - The outputs of Node.
 * @param workers - `'none'`: the host has no workers, so that `worker: true` must be refused and all else work.
 * @returns By mode `{ mark, problem? }`; the mark is 'ok', 'FAIL' or 'none'.
 */
export function judge(result, reference, { workers } = {}) {
  return Object.fromEntries(modes.map((mode) => [mode, judgeMode(mode, result, reference, workers === 'none')]));
}

function judgeMode(mode, result, reference, noWorkers) {
  const given = result?.[mode];
  const bad = (problem) => ({ mark: 'FAIL', problem: `${mode}: ${problem}` });
  if (!given) return bad('the host gave no result');
  if (noWorkers && mode === 'workers') {
    if (!given.error) return bad('this host has no workers, and worker: true was not refused');
    return given.error.name === 'ImwriteError' ? { mark: 'none' } : bad(`not an ImwriteError: ${show(given)}`);
  }
  if (given.error) return bad(show(given));
  const differs = Object.keys(reference).find((name) => given.outputs[name] !== reference[name]);
  if (differs) return bad(`${differs}: not what Node gives`);
  const wrong = !noWorkers && given.workersStarted !== undefined && workersProblem(mode, given.workersStarted, result);
  return wrong ? bad(wrong) : { mark: 'ok' };
}

/** In pages, where they can be counted. They stay from mode to mode. */
function workersProblem(mode, started, { page, threads }) {
  if (mode === 'calling' && started > 0) return 'a worker was started';
  if (mode === 'default' && page && started === 0) return 'the large picture blocked the page: no worker was started';
  if (mode === 'workers' && started < Math.min(2, threads)) return `${started} workers were started for the large picture`;
  return undefined;
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
