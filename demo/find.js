// "Find": the best file of each format that is not larger than a limit, or the smallest one that looks good enough, side by side.
import { formats } from './imwrite/browser/index.js';
import { element, offer } from './dom.js';
import { compareWithOriginal, encodePicture } from './engine.js';
import { filesToFind } from './plan.js';
import { bytesText, formatLabel, likenessText } from './text.js';

const rank = ({ identical, score, ssim, unread }) =>
  unread ? -Infinity : identical ? Infinity : (score ?? 100 * ssim);
const size = ({ blob }) => blob?.size ?? Infinity;

/** What can be asked for. `best` finds a format's file; `order` puts the best format first. */
const goals = {
  size: {
    label: 'At most',
    unit: 'kB',
    usual: 50,
    isValid: (value) => value > 0,
    complaint: 'The limit is a number of kilobytes above 0.',
    reached: (value) => `have a file of at most ${bytesText(Math.round(value * 1000))}`,
    none: 'does not fit',
    best: largestThatFits,
    order: (a, b) => rank(b.likeness) - rank(a.likeness) || size(a) - size(b),
  },
  look: {
    label: 'SSIMULACRA 2 of at least',
    unit: '(90: no visible difference)',
    usual: 80,
    isValid: (value) => value > 0 && value <= 100,
    complaint: 'SSIMULACRA 2 is a number above 0, and at most 100.',
    reached: (value) => `look like ${value} or better`,
    none: 'never looks that good',
    best: smallestThatLooks,
    order: (a, b) => size(a) - size(b),
  },
};

/** The first of a format's tries that fits. */
async function largestThatFits({ format, tries }, kilobytes, signal) {
  for (const one of tries) {
    const encoded = await encodeTry(format, one, { maxBytes: Math.round(kilobytes * 1000) }, signal).catch((error) => {
      if (error.code !== 'image-too-large') throw error;
    });
    if (encoded) return encoded;
  }
  return undefined;
}

/** The smallest of a format's tries, each at the least value of its option at which it looks good enough. */
async function smallestThatLooks({ format, tries }, score, signal) {
  const found = [];
  for (const one of tries) {
    const at = (value) => encodeTry(format, one, one.searched && { [one.searched]: value }, signal);
    const enough = ({ likeness }) => rank(likeness) >= score;
    let [low, high] = one.searched ? one.range : [0, 0];
    let best = await at(high);
    if (!enough(best)) continue;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const file = await at(middle);
      if (enough(file)) [best, high] = [file, middle];
      else low = middle + 1;
    }
    found.push(best);
  }
  return found.sort((a, b) => size(a) - size(b))[0];
}

async function encodeTry(format, { options, searched }, more, signal) {
  const call = { format, options: { ...options, ...more }, metadata: {} };
  const { blob, used } = await encodePicture(call, { signal });
  const likeness = await compareWithOriginal({ blob, background: '#ffffff', scores: true }, signal);
  return { blob, likeness, values: { ...options, ...(searched && { [searched]: used[searched] }) }, searched };
}

/** `picture()` is what is open, `use(format, values)` puts a find into the form, `nameFor(format)` names its download. */
export function createFind({ form, goal, limit, unit, list, status, picture, use, nameFor }) {
  const [start, stop] = form.querySelectorAll('button');
  let running = new AbortController();
  goal.append(...Object.entries(goals).map(([value, { label }]) => element('option', { value, textContent: label })));

  function showGoal() {
    limit.value = goals[goal.value].usual;
    unit.textContent = goals[goal.value].unit;
  }

  async function find() {
    const { isValid, complaint, reached, best, order } = goals[goal.value];
    const value = Number(limit.value);
    if (!isValid(value)) return (status.textContent = complaint);
    running.abort();
    const { signal } = (running = new AbortController());
    list.replaceChildren();
    stop.disabled = false;
    const plans = filesToFind(formats, picture());
    const [found, without] = [[], []];
    for (const [at, plan] of plans.entries()) {
      status.textContent = `${at + 1} of ${plans.length}: ${formatLabel(plan.format)}`;
      const one = await best(plan, value, signal).catch(() => undefined);
      if (signal.aborted) return;
      if (one) found.push({ format: plan.format, ...one });
      else without.push({ format: plan.format });
      list.replaceChildren(...[...found.sort(order), ...without].map((file, index) => card(file, index === 0)));
    }
    stop.disabled = true;
    status.textContent = `${found.length} of ${plans.length} formats ${reached(value)}.`;
  }

  function card({ format, blob, likeness, values, searched }, isBest) {
    const title = element('strong', { textContent: formatLabel(format) });
    if (!blob)
      return element('li', {}, title, element('span', { className: 'note', textContent: goals[goal.value].none }));
    const setting = searched ? `${searched} ${values[searched]}` : 'nothing is lost';
    const [take, save] = ['Use', 'Download'].map((text) => {
      const button = element('button', { type: 'button', textContent: text });
      button.setAttribute('aria-label', `${text} ${formatLabel(format)}`);
      return button;
    });
    take.addEventListener('click', () => use(format, values));
    save.addEventListener('click', () => offer(blob, nameFor(format)));
    const lines = [bytesText(blob.size), searched ? setting : '', likenessText(likeness)].filter(Boolean);
    return element(
      'li',
      { className: isBest ? 'best' : '' },
      title,
      ...lines.map((text) => element('span', { textContent: text })),
      element('div', { className: 'actions' }, take, save),
    );
  }

  showGoal();
  goal.addEventListener('change', showGoal);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void find();
  });
  function stopNow(text) {
    if (stop.disabled) return;
    running.abort();
    stop.disabled = true;
    status.textContent = text;
  }
  stop.addEventListener('click', () => stopNow('Stopped.'));
  return {
    /** Another picture is open: what was found is not of it. */
    renew() {
      stopNow('');
      list.replaceChildren();
      status.textContent = '\u00a0';
      start.disabled = false;
    },
  };
}
