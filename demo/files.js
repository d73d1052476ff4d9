// The virtual file system: saving what was encoded, and what is there.
import { formats, loadFS } from './imwrite/browser/index.js';
import { element, offer } from './dom.js';
import { convertFile } from './engine.js';
import { bytesText, sentence } from './text.js';

/** Folders of Emscripten's own. */
const own = ['/dev', '/proc'];

/** `current()` gives `{ picture, job, blob }` to save, `open(file)` shows a saved one. */
export function createFiles({ form, path, list, error, current, open }) {
  const button = form.querySelector('button');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const label = button.textContent;
    button.textContent = 'Saving…';
    await attempt((FS) => save(FS, path.value));
    button.textContent = label;
  });

  /** What is there already is stored; another extension than that of the format needs an encode of its own. */
  async function save(FS, name) {
    const { picture, job, blob } = current();
    const wanted = formatOf(name);
    const content = wanted === job.format ? blob : (await convertFile({ file: picture.file, format: wanted }, {})).blob;
    FS.mkdirTree(name.slice(0, Math.max(1, name.lastIndexOf('/'))));
    FS.writeFile(name, new Uint8Array(await content.arrayBuffer()));
  }

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
        button('Download', () => offer(new Blob([FS.readFile(file)]), name)),
        button('Delete', () => FS.unlink(file)),
      ),
    );
  }
}

/** The format that a path's extension names. */
function formatOf(path) {
  const extension = /\.([^./]+)$/.exec(path)?.[1].toLowerCase();
  const found = Object.values(formats).find(({ extensions }) => extensions.includes(extension));
  if (found) return found.name;
  const known = Object.values(formats).flatMap(({ extensions }) => extensions.slice(0, 1));
  throw new Error(`expected a path that ends in .${known.join(', .')}, got ${path || 'nothing'}`);
}

/** All files below a folder, by path. */
function filesIn(FS, folder) {
  const names = FS.readdir(folder).filter((name) => name !== '.' && name !== '..');
  const paths = names
    .map((name) => (folder === '/' ? `/${name}` : `${folder}/${name}`))
    .filter((path) => !own.includes(path));
  return paths.flatMap((path) => (FS.isDir(FS.stat(path).mode) ? filesIn(FS, path) : [path])).sort();
}
