// The virtual file system: saving what was encoded, what is there, and whether it outlives the page.
import { loadFS } from './imwrite/browser/index.js';
import { offer } from './dom.js';
import { convertFile } from './engine.js';
import { entriesOf, formatOf, keepFiles, keepsFiles, moveFile, nameOf, pathsOf, writeFile } from './file-store.js';
import { createFileTree } from './file-tree.js';
import { sentence } from './text.js';

/** `current()` gives `{ picture, job, blob }` to save, `open(file)` shows a saved one. */
export function createFiles({ form, path, list, error, zip, keep, current, open }) {
  const button = form.querySelector('button');
  const fileAt = (FS, file) => new File([FS.readFile(file)], nameOf(file));
  const tree = createFileTree(list, {
    actions: [
      ['Open', (file) => attempt((FS) => open(fileAt(FS, file)))],
      ['Download', (file) => attempt((FS) => offer(fileAt(FS, file), nameOf(file)))],
      ['Delete', (file) => attempt((FS) => FS.unlink(file))],
    ],
    read: async (file) => fileAt(await loadFS(), file),
    rename: (file, next) => attempt((FS) => moveFile(FS, file, next), `Rename ${next}`),
    failed,
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const label = button.textContent;
    button.textContent = 'Saving…';
    await attempt((FS) => save(FS, path.value));
    button.textContent = label;
  });
  zip.addEventListener('click', () => attempt(downloadAll));
  keep.checked = keepsFiles();
  keep.addEventListener('change', () => attempt(() => keepFiles(keep.checked)));
  let last = Promise.resolve(); // one change after the other: a folder that is being mounted has no files
  if (keep.checked) void attempt(() => keepFiles(true));

  /** What is there already is stored; another extension than that of the format needs an encode of its own. */
  async function save(FS, name) {
    const { picture, job, blob } = current();
    const wanted = formatOf(name);
    const content = wanted === job.format ? blob : (await convertFile({ file: picture.file, format: wanted }, {})).blob;
    writeFile(FS, name, new Uint8Array(await content.arrayBuffer()));
    tree.reveal(name);
  }

  async function downloadAll(FS) {
    const { downloadZip } = await import('./vendor/client-zip/index.js');
    const entries = pathsOf(entriesOf(FS)).map((file) => ({ name: file.slice(1), input: fileAt(FS, file) }));
    offer(await downloadZip(entries).blob(), 'files.zip');
  }

  function failed(problem) {
    error.textContent = sentence(problem);
    error.hidden = false;
  }

  /** `label` is that of the button which has the focus afterwards. */
  function attempt(work, label) {
    last = last.then(async () => {
      error.hidden = true;
      try {
        const FS = await loadFS();
        await work(FS);
        refresh(FS, label);
      } catch (problem) {
        failed(problem);
        keep.checked = keepsFiles();
      }
    });
    return last;
  }

  function refresh(FS, label) {
    const entries = entriesOf(FS);
    zip.disabled = entries.length === 0;
    if (!tree.show(entries, label)) (list.querySelector('button') ?? path).focus();
  }
}
