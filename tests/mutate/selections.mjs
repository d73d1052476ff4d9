// Which tests concern which file. They are to be fast: a check runs them hundreds of times.

const node = (...names) => names.map((name) => `tests/node/${name}.test.mjs`);
const contract = (...names) => names.map((name) => `tests/contract/${name}.test.mjs`);

/** Of tests/node, those that take seconds and not minutes. */
const general = node(
  'errors',
  'options',
  'sources',
  'imread',
  'multi',
  'metadata',
  'files',
  'limits',
  'color',
  'odd-values',
  'advice',
  'arranged',
  'tiff-tags',
  'writer-calls',
  'metadata-kept',
  'call',
  'load',
);
const opencv = [...node('cv'), ...['names', 'read', 'write', 'several'].map((name) => `tests/opencv/${name}.test.mjs`)];

/** The tests of a file in web/: those that are about it come first, since most changes end there. */
const ofTypeScript = [
  [/(^|\/)cv\//, opencv],
  [
    /exif|metadata|raw-profile|orientation/,
    [
      ...node('metadata', 'metadata-kept', 'transcode'),
      ...contract('metadata', 'metadata-carried', 'metadata-containers', 'iptc', 'long-xmp', 'raw-profile'),
      ...general,
    ],
  ],
  [
    /color|icc|primaries|profile|cicp|png-color|display-p3/,
    [...node('color', 'options'), ...contract('color', 'png-colors', 'to-gray', 'jpeg'), ...general],
  ],
  [/clipped|range/, [...contract('range'), ...general]],
  [/tiff-tags/, [...node('tiff-tags'), ...contract('tiff-tags'), ...general]],
  [/multi|animation|sequence/, [...node('multi'), ...contract('animation', 'apng-still'), ...general]],
  [/indexed|color-table/, [...contract('indexed', 'png-palette', 'tiff-palette'), ...general]],
  [/transcode/, [...node('transcode'), ...contract('transcode'), ...general]],
  [
    /decode|read-file|encoded/,
    [...node('imread', 'files'), ...contract('foreign-files', 'indexed', 'precision', 'cut-jpeg', 'range'), ...general],
  ],
  [/worker|stripes|packed|pool/, [...node('arranged', 'worker', 'stripes'), ...general]],
  [/create-writer|rows|chunks/, [...node('writer-calls', 'writer'), ...general]],
  [/quality-search/, [...node('max-bytes'), ...general]],
  [/save|disk|output\/file/, [...node('files', 'signals', 'save'), ...general]],
];

/** Only a browser runs these, only WebAssembly has them, or they are generated or types alone. */
const notTried =
  /(^|\/)(generated|fs|simd)\/|\.d\.ts$|browser|(^|\/)(dom|dom-image|canvas|draw|global|snapshot|download|seen-space|fetch)\.ts$/;

export const isTried = (path) => !notTried.test(path);

export function testsOf(path) {
  const files = ofTypeScript.find(([pattern]) => pattern.test(path))?.[1] ?? general;
  return [...new Set(files)];
}

/** GoogleTest's filter for a file of src/codecs: the suites of its format, and of all formats that one. */
export function filterOf(path) {
  const format = /codecs\/(\w+)\//.exec(path)[1];
  const suites = { jpeg: ['Jpeg'], png: ['Png', 'Apng', 'ChooseColors', 'Dither'], tiff: ['Tiff'], webp: ['Webp'] }[
    format
  ] ?? [format[0].toUpperCase() + format.slice(1)];
  return [...suites.map((name) => `${name}*`), `*/${format}`].join(':');
}
