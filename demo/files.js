// The virtual file system: saving with imwriteFile, and what is there.
import { imwriteFile, loadFS } from './imwrite/browser/index.js';
import { element } from './options-form.js';
import { bytesText, sentence } from './text.js';

/** Folders of Emscripten's own. */
const own = ['/dev', '/proc'];

/** `current()` gives `{ image, options }` to save, `open(file)` shows a saved one, `offer(bytes, name)` downloads it. */
export function createFiles({ form, path, list, error, current, open, offer }) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(async () => {
      const { image, options } = current();
      await imwriteFile(path.value, image, { ...options, recursive: true });
    });
  });

  async function attempt(work) {
    error.hidden = true;
    try {
      await work(await loadFS());
    } catch (problem) {
      error.textContent = sentence(problem);
      error.hidden = false;
    }
    await refresh();
  }

  async function refresh() {
    const FS = await loadFS();
    const items = filesIn(FS, '/').map((file) => item(FS, file));
    list.replaceChildren(...items);
  }

  function item(FS, file) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const button = (text, work) => {
      const made = element('button', { type: 'button', className: 'quiet', textContent: text });
      made.setAttribute('aria-label', `${text} ${file}`);
      made.addEventListener('click', () => attempt(work));
      return made;
    };
    return element(
      'li',
      {},
      element('span', { className: 'file-path', textContent: file }),
      element('span', { className: 'file-size', textContent: bytesText(FS.stat(file).size) }),
      element(
        'span',
        { className: 'file-actions' },
        button('Open', () => open(new File([FS.readFile(file)], name))),
        button('Download', () => offer(FS.readFile(file), name)),
        button('Delete', () => FS.unlink(file)),
      ),
    );
  }
}

/** All files below a folder, by path. */
function filesIn(FS, folder) {
  const names = FS.readdir(folder).filter((name) => name !== '.' && name !== '..');
  const paths = names
    .map((name) => (folder === '/' ? `/${name}` : `${folder}/${name}`))
    .filter((path) => !own.includes(path));
  return paths.flatMap((path) => (FS.isDir(FS.stat(path).mode) ? filesIn(FS, path) : [path])).sort();
}
