// Shows where the bytes of the written file went, as a bar and as a list.
import { partsOf } from './anatomy.js';
import { element } from './dom.js';
import { bytesText, percentText } from './text.js';

const MOST_READ = 64e6; // bytes; of larger files the page would have to hold too much

const containers = fetch('containers.json').then((response) => response.json());

export function createPartsBar(bar, list) {
  let shown;
  return async (blob) => {
    shown = blob;
    bar.classList.toggle('stale', !blob);
    if (!blob || blob.size > MOST_READ) return;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const parts = partsOf(bytes, await containers);
    if (shown !== blob) return;
    const text = parts.map(({ name, bytes: size }) => `${name} ${bytesText(size)}`).join(', ');
    bar.setAttribute('aria-label', text);
    bar.replaceChildren(...parts.map(({ kind, name, bytes: size }) => piece(kind, name, size)));
    const largest = [...parts].sort((a, b) => b.bytes - a.bytes);
    list.replaceChildren(...largest.map((part) => line(part, bytes.length)));
  };
}

function piece(kind, name, size) {
  const made = element('span', { className: `part ${kind}`, title: `${name}: ${bytesText(size)}` });
  made.style.flexGrow = size;
  return made;
}

function line({ name, kind, bytes }, whole) {
  return element(
    'li',
    {},
    element('span', { className: `dot ${kind}` }),
    element('code', { textContent: name.trim() }),
    element('span', { textContent: kind }),
    element('span', { className: 'file-size', textContent: `${bytesText(bytes)}, ${percentText(bytes / whole)}` }),
  );
}
