// What a file will not have of the picture, said before it is written, by what `formats` tells.

const nameOf = {
  icc: 'its color profile',
  exif: 'EXIF (camera, date, place)',
  xmp: 'XMP',
  iptc: 'captions (IPTC)',
  dpi: 'its resolution',
  text: 'its texts',
  cicp: 'its color space by number',
  tags: 'its TIFF tags',
};
const OF_COLOR = ['icc', 'cicp'];

/** Sentences; none when all of it is kept. */
export function lossesOf(format, picture, { options, metadata = {} }) {
  const hasAlpha = picture.channels % 2 === 0;
  const keepsAlpha = format.channels.some((count) => count % 2 === 0);
  const left = lostKinds(format, picture.kinds, metadata.keep ?? 'color');
  return [
    hasAlpha && options.alpha === 'drop' && 'Alpha is dropped: what was transparent shows its hidden color.',
    hasAlpha &&
      options.alpha !== 'drop' &&
      (!keepsAlpha || options.alpha === 'blend') &&
      `${format.title} ${keepsAlpha ? 'is to have' : 'has'} no alpha: transparent parts become ${options.background ?? '#ffffff'}.`,
    options.depth < picture.depth && `${picture.depth} bits a sample become ${options.depth}.`,
    picture.pages > 1 && `Only this one of ${picture.pages} pictures in the file is written.`,
    left.length > 0 && `Not kept: ${left.map((kind) => nameOf[kind] ?? kind).join(', ')}.`,
  ].filter(Boolean);
}

function lostKinds(format, kinds, keep) {
  if (keep === 'none') return kinds;
  return kinds.filter((kind) => !format.metadata.includes(kind) || (keep === 'color' && !OF_COLOR.includes(kind)));
}
