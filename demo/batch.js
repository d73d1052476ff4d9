// Many files, one after the other, with the format and the options of the form: a bar each, errors per file, stop and go on, one ZIP.
import { element, offer } from './dom.js';
import { convertFile } from './engine.js';
import { bytesText, percentText, sentence } from './text.js';

const STATES = { waiting: 'waits', running: 'is written', done: 'done', failed: 'failed' };

/** `job()` gives `{ format, options, metadata, extension }` as they are when a file's turn comes. */
export function createBatch({ list, status, stop, zip, folder, clear, job, open }) {
  let items = [];
  let running; // the AbortController of the file under way
  let isStopped = false;

  async function work() {
    if (running || isStopped) return refresh();
    const item = items.find(({ state }) => state === 'waiting');
    if (!item) return refresh();
    running = new AbortController();
    item.change('running');
    refresh();
    try {
      const { extension, ...settings } = job();
      const { blob } = await convertFile(
        { file: item.file, ...settings },
        { signal: running.signal, onProgress: (share) => (item.bar.value = share) },
      );
      item.result = { blob, name: nameFor(item, extension) };
      item.change('done', `${bytesText(blob.size)}, ${percentText(blob.size / item.file.size)} of before`);
    } catch (error) {
      if (running.signal.aborted) item.change('waiting');
      else item.change('failed', error.code === 'unsupported-data' ? 'is no picture of a known kind' : sentence(error));
    }
    running = undefined;
    void work();
  }

  /** One that no other file of the batch has. */
  function nameFor({ file }, extension) {
    const base = file.name.replace(/\.[^.]*$/, '');
    const taken = new Set(items.map(({ result }) => result?.name));
    for (let count = 1; ; ++count) {
      const name = `${base}${count > 1 ? ` (${count})` : ''}.${extension}`;
      if (!taken.has(name)) return name;
    }
  }

  function itemOf(file) {
    const bar = element('progress', { max: 1, value: 0 });
    bar.setAttribute('aria-label', `Progress of ${file.name}`);
    const [note, save] = [
      element('span', { className: 'note' }),
      element('button', { type: 'button', className: 'quiet', textContent: 'Download', disabled: true }),
    ];
    save.setAttribute('aria-label', `Download ${file.name}, written`);
    const show = element('button', { type: 'button', className: 'quiet', textContent: 'Open' });
    show.setAttribute('aria-label', `Open ${file.name} above`);
    const item = {
      file,
      bar,
      state: 'waiting',
      element: element(
        'li',
        {},
        element('span', { className: 'file-path', textContent: file.name }),
        bar,
        note,
        show,
        save,
      ),
      change(state, text = STATES[state]) {
        item.state = state;
        item.element.dataset.state = state;
        note.textContent = text;
        bar.value = state === 'done' ? 1 : 0;
        save.disabled = state !== 'done';
      },
    };
    save.addEventListener('click', () => offer(item.result.blob, item.result.name));
    show.addEventListener('click', () => open(file));
    item.change('waiting');
    return item;
  }

  const count = (state) => items.filter((item) => item.state === state).length;

  function refresh() {
    const [waiting, done, failed] = ['waiting', 'done', 'failed'].map(count);
    stop.disabled = !running && waiting === 0;
    stop.textContent = isStopped ? 'Go on' : 'Stop';
    zip.disabled = folder.disabled = done === 0 || Boolean(running);
    clear.disabled = items.length === 0;
    if (items.length > 0)
      status.textContent = `${done} of ${items.length} written${failed > 0 ? `, ${failed} failed` : ''}${isStopped && waiting > 0 ? ', stopped' : ''}.`;
  }

  const results = () => items.flatMap(({ result }) => (result ? [result] : []));

  stop.addEventListener('click', () => {
    isStopped = !isStopped;
    running?.abort();
    refresh();
    if (!isStopped) void work();
  });
  zip.addEventListener('click', async () => {
    const { downloadZip } = await import('./vendor/client-zip/index.js');
    const entries = results().map(({ blob, name }) => ({ name, input: blob, lastModified: new Date() }));
    offer(await downloadZip(entries).blob(), 'pictures.zip');
  });
  folder.hidden = !globalThis.showDirectoryPicker;
  folder.addEventListener('click', async () => {
    const target = await globalThis.showDirectoryPicker({ mode: 'readwrite' }).catch(() => undefined);
    if (!target) return;
    for (const { blob, name } of results()) {
      const file = await (await target.getFileHandle(name, { create: true })).createWritable();
      await file.write(blob);
      await file.close();
    }
    status.textContent = `${results().length} files are in ${target.name}.`;
  });
  clear.addEventListener('click', () => {
    running?.abort();
    [items, isStopped] = [[], false];
    list.replaceChildren();
    status.textContent = 'No files.';
    refresh();
  });

  return {
    add(files) {
      const added = files.map(itemOf);
      items.push(...added);
      list.append(...added.map(({ element: line }) => line));
      void work();
    },
  };
}
