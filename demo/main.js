// The page: it puts the parts together, and knows the picture, the format and the options that all of them speak of.
import { formats, versions } from './imwrite/browser/index.js';
import { readAddress, writeAddress } from './address.js';
import { element, offer } from './dom.js';
import { createBatch } from './batch.js';
import { wireCapture } from './capture.js';
import { createCompareAll } from './compare-all.js';
import { createEncoding } from './encoding.js';
import { drawDifference, drawOn, openPicture } from './engine.js';
import { createFiles } from './files.js';
import { createFind } from './find.js';
import { createFrames } from './frames.js';
import { lossesOf } from './losses.js';
import { createOptionsForm } from './options-form.js';
import { openingProblem, showFacts, showLosses, showProblem } from './notices.js';
import { wireOffline } from './offline.js';
import { createPartsBar } from './parts-bar.js';
import { wirePresets } from './presets.js';
import { callOf, commandOf, wireCopy } from './snippet.js';
import { openSample, wireSources } from './sources.js';
import { createStage } from './stage.js';
import { formatLabel } from './text.js';

const byId = (id) => document.getElementById(id);
const stage = createStage(byId('stage'), {
  views: byId('views'),
  zooms: {
    fit: byId('zoom-fit'),
    actual: byId('zoom-actual'),
    closer: byId('zoom-in'),
    farther: byId('zoom-out'),
    text: byId('zoom-text'),
  },
  needDifference: () => drawDifference(),
});
const form = createOptionsForm(byId('options'), byId('search'), changed);
let format = byId('formats').dataset.first;
let picture; // what describePicture() says, and { file, name, fileSize, frame }
let opening = new AbortController();

const encoding = createEncoding({ stage, problem: (error) => showProblem(error, picture, form), ready });
const showParts = createPartsBar(byId('parts-bar'), byId('parts-list'));
const frames = createFrames(byId('frames'), (frame) => open(picture.file, frame));

const baseName = () => picture?.name.replace(/\.[^.]*$/, '') || 'picture';
const fileName = () => `${baseName()}.${formats[format].extensions[0]}`;

/** What is to be written now: the form's values, and those of them that are the page's own. */
function job() {
  const { call, options, metadata } = form.values();
  return { format, options: { ...form.neededDepth(), ...options, ...call }, metadata };
}

/** Something that decides the output changed. */
function changed() {
  const next = job();
  byId('snippet').textContent = callOf(next);
  byId('command').textContent = commandOf(next, picture?.name ?? 'photo.png', fileName());
  writeAddress(format, form.given());
  if (!picture) return;
  showLosses(byId('losses'), lossesOf(formats[format], picture, next));
  encoding.request(picture, next);
}

function ready(result) {
  byId('download').disabled = byId('save').querySelector('button').disabled = !result;
  byId('download').title = result ? fileName() : '';
  void showParts(result?.blob);
}

async function open(file, frame = 0) {
  opening.abort();
  const { signal } = (opening = new AbortController());
  const name = file.name || 'picture';
  try {
    const facts = await openPicture(file, frame, signal);
    const isNew = picture?.file !== file;
    picture = { ...facts, file, name, frame, fileSize: file.size };
    stage.fit(picture);
    showFacts(byId('facts'), picture);
    showProblem(undefined);
    byId('open-error').hidden = true;
    if (isNew) void frames.show(picture);
    suggestPath();
    form.setPicture(picture);
    for (const tool of tools) tool.renew();
    changed();
  } catch (error) {
    if (signal.aborted) return;
    failed(openingProblem(name, error));
  }
}

/** One is opened; several are a batch, of which the first is opened too. */
function openAll(files) {
  if (files.length > 1) batch.add(files);
  void open(files[0]);
}

/** What could not be opened stays said until something is. */
function failed(error) {
  byId('open-error').textContent = error.message;
  byId('open-error').hidden = false;
}

function suggestPath() {
  byId('path').value = `/pictures/${fileName()}`;
}

function chooseFormat(name, values) {
  format = name;
  byId('formats').querySelector(`[value="${name}"]`).checked = true;
  form.show(formats[format], values);
  suggestPath();
  changed();
}

for (const name of Object.keys(formats)) {
  const radio = element('input', { type: 'radio', name: 'format', value: name });
  radio.addEventListener('change', () => chooseFormat(name));
  byId('formats').append(element('label', {}, radio, element('span', { textContent: formatLabel(name) })));
}
byId('reset').addEventListener('click', () => form.reset());
byId('stop').addEventListener('click', () => encoding.stop());
byId('download').addEventListener('click', () => offer(encoding.result().blob, fileName()));
byId('versions').textContent = Object.entries(versions())
  .map((entry) => entry.join(' '))
  .join(' · ');
wireCopy(byId('copy'), byId('snippet'));
wireCopy(byId('copy-command'), byId('command'));
wirePresets(byId('preset'), chooseFormat).catch(failed);
wireSources({
  input: byId('file'),
  samples: document.querySelectorAll('[data-sample]'),
  open: openAll,
  failed,
});
wireCapture({ camera: byId('camera'), screen: byId('screen'), open: openAll, failed });
const tools = [
  createFind({
    form: byId('find'),
    goal: byId('goal'),
    limit: byId('limit'),
    unit: byId('limit-unit'),
    list: byId('found'),
    status: byId('find-status'),
    picture: () => picture,
    use: (name, values) => chooseFormat(name, values),
    nameFor: (name) => `${baseName()}.${formats[name].extensions[0]}`,
  }),
  createCompareAll({
    start: byId('compare'),
    stop: byId('compare-stop'),
    asCsv: byId('export-csv'),
    asPng: byId('export-png'),
    asSvg: byId('export-svg'),
    status: byId('compare-status'),
    rows: byId('compare-rows'),
    plot: byId('plot'),
    picture: () => picture,
  }),
];
const batch = createBatch({
  list: byId('batch'),
  status: byId('batch-status'),
  stop: byId('batch-stop'),
  zip: byId('batch-zip'),
  folder: byId('batch-folder'),
  clear: byId('batch-clear'),
  job: () => ({ ...job(), extension: formats[format].extensions[0] }),
  open,
});
byId('batch-file').addEventListener('change', ({ target }) => {
  batch.add([...target.files]);
  target.value = '';
});
createFiles({
  form: byId('save'),
  path: byId('path'),
  list: byId('files'),
  error: byId('files-error'),
  zip: byId('files-zip'),
  keep: byId('keep'),
  current: () => ({ picture, job: job(), blob: encoding.result()?.blob }),
  open,
});

wireOffline(byId('offline'), openAll);

const address = readAddress();
chooseFormat(address?.format ?? format, address?.values);
document.body.classList.add('ready');
drawOn(byId('original'), byId('result'), byId('difference')).catch(failed);
openSample('coffee.png').then((file) => picture ?? open(file), failed);
