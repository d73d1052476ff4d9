// The tree of virtual files: folders that open and close, and for each file a preview and what can be done with it.
import { element } from './dom.js';
import { thumbnailsOf } from './engine.js';
import { bytesText } from './text.js';

const PREVIEW_HEIGHT = 120;

/**
 * `actions` are `[text, act(path)]` for the buttons of a file, `read(path)` gives it as a File, `rename(path, next)` moves it, and
 * `failed(error)` says what went wrong.
 */
export function createFileTree(list, { actions, read, rename, failed }) {
  const closed = new Set(); // paths of folders

  const itemsOf = (entries) => entries.map((entry) => (entry.entries ? folderItem(entry) : fileItem(entry)));

  function folderItem({ path, name, entries }) {
    const details = element(
      'details',
      { open: !closed.has(path) },
      element('summary', { className: 'file-path', textContent: `${name}/` }),
      element('ul', {}, ...itemsOf(entries)),
    );
    details.addEventListener('toggle', () => (details.open ? closed.delete(path) : closed.add(path)));
    return element('li', {}, details);
  }

  function fileItem({ path, name, size }) {
    const button = (text, act) => {
      const made = element('button', { type: 'button', className: 'quiet', textContent: text });
      made.setAttribute('aria-label', `${text} ${path}`);
      made.addEventListener('click', () => act(path));
      return made;
    };
    const preview = button('Preview', () => void togglePreview(item, preview, path));
    preview.setAttribute('aria-expanded', 'false');
    const item = element(
      'li',
      { className: 'file' },
      element('span', { className: 'file-path', textContent: name, title: path }),
      element('span', { className: 'file-size', textContent: bytesText(size) }),
      element(
        'span',
        { className: 'file-actions' },
        preview,
        button('Rename', () => editName(item, path)),
        ...actions.map(([text, act]) => button(text, act)),
      ),
    );
    item.dataset.path = path;
    return item;
  }

  async function togglePreview(item, button, path) {
    const shown = item.querySelector('canvas');
    button.setAttribute('aria-expanded', String(!shown));
    if (shown) return shown.remove();
    try {
      const [bitmap] = await thumbnailsOf(await read(path), PREVIEW_HEIGHT * devicePixelRatio, { count: 1 });
      const canvas = element('canvas', { className: 'preview', width: bitmap.width, height: bitmap.height });
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', `Preview of ${path}`);
      canvas.getContext('bitmaprenderer').transferFromImageBitmap(bitmap);
      item.append(canvas);
    } catch (error) {
      button.setAttribute('aria-expanded', 'false');
      failed(error);
    }
  }

  /** The name becomes a field: Enter takes the new path, Escape leaves the old one. */
  function editName(item, path) {
    const label = item.querySelector('.file-path');
    const field = element('input', { type: 'text', value: path, spellcheck: false, autocomplete: 'off' });
    field.setAttribute('aria-label', `New path of ${path}`);
    let isOver = false;
    const end = (next) => {
      if (isOver) return;
      isOver = true;
      field.replaceWith(label);
      focus(`Rename ${path}`);
      if (next !== path) rename(path, next);
    };
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault(); // the button that gets the focus would be pressed by the same key
      end(event.key === 'Enter' ? field.value.trim() : path);
    });
    field.addEventListener('blur', () => end(path));
    label.replaceWith(field);
    field.focus();
    field.setSelectionRange(path.lastIndexOf('/') + 1, path.includes('.') ? path.lastIndexOf('.') : path.length);
  }

  const focus = (label) => {
    const found = [...list.querySelectorAll('button')].find(({ ariaLabel }) => ariaLabel === label);
    found?.focus();
    return Boolean(found);
  };

  return {
    /** Opens the folders of a file. */
    reveal(path) {
      for (const folder of closed) if (path.startsWith(`${folder}/`)) closed.delete(folder);
    },

    /** Draws all anew. The focus stays on its button, or goes to `label`; gives false when that is gone. */
    show(entries, label = list.contains(document.activeElement) && document.activeElement.ariaLabel) {
      list.replaceChildren(...itemsOf(entries));
      return !label || focus(label);
    },
  };
}
