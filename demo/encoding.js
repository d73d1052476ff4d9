// Encoding what the page shows: after a pause, one at a time, the last request wins, and what was there before is not encoded anew.
import { compareWithOriginal, encodePicture, scoreOfResult, showResult } from './engine.js';
import { showNumbers, showScore } from './numbers.js';
import { bytesText, formatLabel } from './text.js';

/** Long enough to skip most positions of a moving slider, too short to feel. */
const PAUSE_MS = 100;
const KEPT = 24; // results of the picture that is open
const KEPT_BYTES = 200e6;

export function createEncoding({ stage, problem, ready }) {
  const [tag, progress, stop] = ['result-tag', 'progress', 'stop'].map((id) => document.getElementById(id));
  const kept = new Map();
  let [keptOf, keptFrame] = [];
  let running = new AbortController();
  let timer;
  let current;

  function settle(result) {
    current = result;
    progress.hidden = true;
    stop.disabled = true;
    ready(result);
  }

  async function run(picture, job) {
    const { signal } = (running = new AbortController());
    stop.disabled = false;
    progress.value = 0;
    progress.hidden = false;
    try {
      const result = await resultOf(picture, job, signal);
      if (!result.unread) await showResult();
      signal.throwIfAborted();
      stage.showResult(!result.unread);
      showNumbers({ picture, ...result });
      tag.textContent = `${formatLabel(job.format)}, ${bytesText(result.blob.size)}`;
      problem(undefined);
      settle(result);
      if (result.unread) return;
      const score = await scoreOfResult(signal);
      if (!signal.aborted) showScore(result.identical ? 100 : score);
    } catch (error) {
      if (signal.aborted) return;
      stage.showResult(false);
      tag.textContent = 'Not written';
      showNumbers(undefined);
      problem(error);
      settle(undefined);
    }
  }

  async function resultOf(picture, job, signal) {
    if (keptOf !== picture.file || keptFrame !== picture.frame) kept.clear();
    [keptOf, keptFrame] = [picture.file, picture.frame];
    const key = JSON.stringify(job);
    const before = kept.get(key);
    const encoded = before ?? (await encodePicture(job, { signal, onProgress: (share) => (progress.value = share) }));
    const { blob } = encoded;
    const background = job.options.background ?? '#ffffff';
    const compared = await compareWithOriginal({ blob, background, draws: true }, signal);
    const result = { ...encoded, ...compared };
    kept.delete(key);
    kept.set(key, encoded);
    while (kept.size > KEPT || [...kept.values()].reduce((sum, one) => sum + one.blob.size, 0) > KEPT_BYTES)
      kept.delete(kept.keys().next().value);
    return result;
  }

  return {
    /** The encode under way is out of date. */
    request(picture, job) {
      running.abort();
      clearTimeout(timer);
      current = undefined;
      ready(undefined);
      stage.stale();
      document.getElementById('numbers').classList.add('stale');
      tag.textContent = `${formatLabel(job.format)}…`;
      timer = setTimeout(() => run(picture, job), PAUSE_MS);
    },
    stop() {
      running.abort();
      clearTimeout(timer);
      stage.showResult(false);
      showNumbers(undefined);
      tag.textContent = 'Stopped';
      settle(undefined);
    },
    result: () => current,
  };
}
