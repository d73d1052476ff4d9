// What the page says in sentences: what a picture is, what is lost, and what went wrong, with a way out where there is one.
import { formats } from './imwrite/browser/index.js';
import { element } from './dom.js';
import { bytesText, formatLabel, pixelsText, sentence } from './text.js';

export function showFacts(line, picture) {
  const {
    name,
    width,
    height,
    channels,
    depth,
    fileSize,
    format,
    pages,
    profile,
    highRange,
    dpi,
    camera,
    hasPlace,
    frames,
  } = picture;
  const facts = [
    `${width} × ${height}`,
    pixelsText(channels, depth),
    format && formatLabel(format),
    bytesText(fileSize),
    profile,
    highRange,
    dpi && `${[...new Set(dpi.map(Math.round))].join(' × ')} dpi`,
    camera,
    pages > 1 && `${pages} ${formats[format]?.sequence === 'pages' ? 'pages' : 'frames'}`,
    frames > 1 && `the first of ${frames} frames, as only this browser reads the format`,
  ].filter(Boolean);
  line.replaceChildren(`${name}: ${facts.join(', ')}`);
  if (hasPlace)
    line.append(element('strong', { className: 'private', textContent: 'says where it was taken (private)' }));
}

/** `losses` are sentences. */
export function showLosses(list, losses) {
  list.replaceChildren(...losses.map((text) => element('li', { textContent: text })));
}

/** Why a file could not be opened, as a person who chose it wants to hear it. */
export function openingProblem(name, error) {
  const known = Object.values(formats)
    .map(({ title }) => title)
    .join(', ');
  if (error.code === 'unsupported-data')
    return new Error(
      `${name} cannot be opened: it is no picture of a kind that is known here (${known}, and what your browser shows).`,
    );
  return new Error(sentence({ message: `${name} cannot be opened: ${error.message}` }));
}

/** Why nothing was written. Samples that are too deep can be converted by a button. */
export function showProblem(error, picture, form) {
  const line = document.getElementById('error');
  line.hidden = !error;
  line.replaceChildren();
  if (!error) return;
  const depth = error.option === 'depth' && form.depthFor(picture);
  if (!depth) return line.append(sentence(error));
  const { title } = form.format();
  const convert = element('button', { type: 'button', textContent: `Convert to ${depth} bits` });
  convert.addEventListener('click', () => form.set('depth', depth));
  line.append(
    `${title} stores ${depth} bits a sample with these options, and this picture has ${picture.depth}: fine steps would be lost. `,
    convert,
  );
}
