// The options of a call that are no format's: what becomes of metadata, the resolution, and the most bytes.

const metadata = {
  name: 'metadata',
  type: 'choice',
  choices: ['color', 'keep', 'none'],
  default: 'color',
  level: 'common',
  help: 'What goes along beside the pixels: the color profile, all that the format has a place for, or nothing.',
};
const dpi = {
  name: 'dpi',
  type: 'integer',
  min: 1,
  max: 2400,
  default: null,
  level: 'common',
  automatic: 'none, or the picture’s own where all metadata is kept',
  help: 'Pixels per inch, for printing.',
};
const maxBytes = {
  name: 'maxBytes',
  type: 'integer',
  min: 1,
  max: 50_000_000,
  default: null,
  level: 'common',
  automatic: 'no limit',
  help: 'The most bytes that the file may have: the best quality that fits is searched.',
};

export function ownOptionsOf({ metadata: kinds, options }) {
  const canSearch = options.some(({ size }) => size === 'searched');
  return [
    ...(kinds.length > 0 ? [metadata] : []),
    ...(kinds.includes('dpi') ? [dpi] : []),
    ...(canSearch ? [maxBytes] : []),
  ];
}

/** Values of a form as `{ options, own: { call, metadata } }`. */
export function splitOwn(values) {
  const { metadata: keep, dpi: resolution, maxBytes: most, ...options } = values;
  return {
    options,
    own: {
      call: most === undefined ? {} : { maxBytes: most },
      metadata: { ...(keep && { keep }), ...(resolution && { dpi: resolution }) },
    },
  };
}
