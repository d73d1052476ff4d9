// "Find": the best file of each format that is not larger than a limit, side by side.
import { formats } from './imwrite/browser/index.js';
import { element, offer } from './dom.js';
import { compareWithOriginal, encodePicture } from './engine.js';
import { filesToFind } from './plan.js';
import { bytesText, formatLabel, likenessText } from './text.js';

/** `picture()` is what is open, `use(format, values)` puts a find into the form, `nameFor(format)` names its download. */
export function createFind({ form, limit, list, status, picture, use, nameFor }) {
  const [start, stop] = form.querySelectorAll('button');
  let running = new AbortController();

  async function find() {
    const most = Math.round(Number(limit.value) * 1000);
    if (!(most > 0)) return (status.textContent = 'The limit is a number of kilobytes above 0.');
    running.abort();
    const { signal } = (running = new AbortController());
    list.replaceChildren();
    stop.disabled = false;
    const [plans, found] = [filesToFind(formats, picture()), []];
    for (const [at, plan] of plans.entries()) {
      status.textContent = `${at + 1} of ${plans.length}: ${formatLabel(plan.format)}`;
      const one = await bestOf(plan, most, signal).catch(() => undefined);
      if (signal.aborted) return;
      found.push({ format: plan.format, ...one });
      show(found);
    }
    stop.disabled = true;
    const fitting = found.filter(({ blob }) => blob).length;
    status.textContent = `${fitting} of ${plans.length} formats have a file of at most ${bytesText(most)}.`;
  }

  /** The first of a format's tries that fits. */
  async function bestOf({ format, tries }, maxBytes, signal) {
    for (const { options, searched } of tries) {
      const call = { format, options: { ...options, maxBytes }, metadata: {} };
      const encoded = await encodePicture(call, { signal }).catch((error) => {
        if (error.code !== 'image-too-large') throw error;
      });
      if (!encoded) continue;
      const { blob, used } = encoded;
      const likeness = await compareWithOriginal({ blob, background: '#ffffff', draws: false }, signal);
      return { blob, likeness, values: { ...options, ...(searched && { [searched]: used[searched] }) }, searched };
    }
    return undefined;
  }

  /** Those that fit come first, the one most like the original before all. */
  function show(found) {
    const rank = ({ blob, likeness }) => (blob ? (likeness.identical ? 2 : likeness.ssim) : -1);
    const sorted = [...found].sort((a, b) => rank(b) - rank(a) || (a.blob?.size ?? 0) - (b.blob?.size ?? 0));
    list.replaceChildren(...sorted.map((one, at) => card(one, at === 0 && one.blob)));
  }

  function card({ format, blob, likeness, values, searched }, isBest) {
    const title = element('strong', { textContent: formatLabel(format) });
    if (!blob) return element('li', {}, title, element('span', { className: 'note', textContent: 'does not fit' }));
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
