// The page: a picture comes in, is encoded in a worker whenever something changes, and what was written is shown.
import { configure, formats, imwrite, load, versions } from './imwrite/browser/index.js';
import { createFiles } from './files.js';
import { createOptionsForm, element } from './options-form.js';
import { compareWithOriginal, drawOn, openPicture, showResult } from './pixels.js';
import { showNumbers } from './numbers.js';
import { snippetOf, wireCopy } from './snippet.js';
import { openSample, wireSources } from './sources.js';
import { createStage } from './stage.js';
import { bytesText, formatLabel, pixelsText, sentence } from './text.js';

configure({ worker: true });

/** Long enough to skip most positions of a moving slider, too short to feel. */
const PAUSE_MS = 100;

const byId = (id) => document.getElementById(id);
const stage = createStage(byId('stage'));
const form = createOptionsForm(byId('options'), changed);
const saveButton = byId('save').querySelector('button');
// One of which the size can be chosen.
let format = Object.values(formats).find(({ options }) => options.some(({ size }) => size === 'searched')).name;
let picture; // { image, name, fileSize }
let result; // { bytes, name }
let running = new AbortController();
let timer;

const extension = () => formats[format].extensions[0];
const baseName = () => picture.name.replace(/\.[^.]*$/, '') || 'picture';

/** Something that decides the output changed: the encode under way is out of date. */
function changed() {
  running.abort();
  byId('snippet').textContent = snippetOf(format, options());
  clearTimeout(timer);
  if (picture) timer = setTimeout(encode, PAUSE_MS);
}

/** What the form says. The page's pictures have 8 bits, which not every format has. */
function options() {
  const { depths } = formats[format];
  return { ...(!depths.includes(8) && { depth: depths[0] }), ...form.values() };
}

async function encode() {
  const { signal } = (running = new AbortController());
  const [values, { image, fileSize }, progress] = [options(), picture, byId('progress')];
  ready(undefined);
  progress.value = 0;
  progress.hidden = false;
  try {
    await load(format);
    signal.throwIfAborted();
    const start = performance.now();
    const bytes = await imwrite(image, format, {
      ...values,
      signal,
      onProgress: (fraction) => (progress.value = fraction),
    });
    const time = performance.now() - start;
    const compared = await compareWithOriginal(bytes, formats[format].mimeType, values.background ?? '#ffffff');
    signal.throwIfAborted();
    await showResult();
    signal.throwIfAborted();
    stage.showResult(true);
    showNumbers({ image, fileSize, bytes, time, ...compared });
    byId('result-tag').textContent = `${formatLabel(format)}, ${bytesText(bytes.length)}`;
    complain(undefined);
    ready({ bytes, name: `${baseName()}.${extension()}` });
  } catch (error) {
    if (signal.aborted) return;
    stage.showResult(false);
    byId('result-tag').textContent = 'Not written';
    showNumbers(undefined);
    complain(error);
  } finally {
    if (!signal.aborted) progress.hidden = true;
  }
}

function ready(next) {
  result = next;
  byId('download').disabled = saveButton.disabled = !result;
  byId('download').title = result ? result.name : '';
}

function complain(error) {
  byId('error').hidden = !error;
  byId('error').textContent = error ? sentence(error) : '';
}

async function open(file) {
  try {
    const image = await openPicture(file);
    picture = { image, name: file.name || 'picture', fileSize: file.size };
    stage.fit(image);
    const depth = image.data.BYTES_PER_ELEMENT * 8;
    byId('facts').textContent =
      `${picture.name}: ${image.width} × ${image.height}, ${pixelsText(image.channels, depth)}, ${bytesText(file.size)}`;
    complain(undefined);
    suggestPath();
    changed();
  } catch (error) {
    complain(new Error(`${file.name || 'The picture'} cannot be opened: ${error.message}`));
  }
}

function suggestPath() {
  byId('path').value = `/pictures/${picture ? baseName() : 'picture'}.${extension()}`;
}

function offer(bytes, name) {
  const url = URL.createObjectURL(new Blob([bytes]));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 40_000);
}

function chooseFormat(name) {
  format = name;
  form.show(formats[format]);
  suggestPath();
  changed();
}

for (const name of Object.keys(formats)) {
  const radio = element('input', { type: 'radio', name: 'format', value: name, checked: name === format });
  radio.addEventListener('change', () => chooseFormat(name));
  byId('formats').append(element('label', {}, radio, element('span', { textContent: formatLabel(name) })));
}
byId('reset').addEventListener('click', () => form.reset());
byId('download').addEventListener('click', () => offer(result.bytes, result.name));
byId('versions').textContent = Object.entries(versions())
  .map((entry) => entry.join(' '))
  .join(' · ');
wireCopy(byId('copy'), byId('snippet'));
wireSources({ input: byId('file'), samples: document.querySelectorAll('[data-sample]'), open, failed: complain });
createFiles({
  form: byId('save'),
  path: byId('path'),
  list: byId('files'),
  error: byId('files-error'),
  current: () => ({ image: picture.image, options: options() }),
  open,
  offer,
});

chooseFormat(format);
drawOn(byId('original'), byId('result')).catch(complain);
openSample('coffee.png').then((file) => picture ?? open(file), complain);
