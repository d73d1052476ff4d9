// Which format stores which metadata, from `formats`.
import { formats } from '../../npm/dist/node/index.js';
import { card, text } from './drawing.mjs';

const [left, top, column, line] = [96, 64, 76, 32];

/** How a format stores a kind: on its own, inside EXIF, some keywords only, or not. */
function stored({ metadata, places }, kind) {
  if (metadata.includes(kind)) return kind === 'text' && places.keywords ? 'some' : 'own';
  return kind === 'dpi' && metadata.includes('exif') && places.dpi[1] > 0 ? 'exif' : 'none';
}

const mark = (x, y, how) =>
  how === 'none'
    ? text(x, y + 4, '–', { kind: 'small', anchor: 'middle' })
    : how === 'own'
      ? `<circle class="on" cx="${x}" cy="${y}" r="8"/>`
      : `<circle class="off" cx="${x}" cy="${y}" r="8"/><circle class="on" cx="${x}" cy="${y}" r="4"/>`;

export function metadataMap() {
  const rows = Object.values(formats).sort((a, b) => b.metadata.length - a.metadata.length);
  const kinds = [...new Set(rows.flatMap(({ metadata }) => metadata))];
  const width = left + kinds.length * column + 24;
  const height = top + rows.length * line + 36;
  const parts = [
    ...kinds.map((kind, i) => text(left + (i + 0.5) * column, 36, kind, { kind: 'strong', anchor: 'middle' })),
    ...rows.flatMap((format, j) => {
      const y = top + j * line;
      return [
        `<path class="grid" d="M24 ${y - line / 2}H${width - 24}"/>`,
        text(24, y + 4, format.title, { kind: 'strong' }),
        ...kinds.map((kind, i) => mark(left + (i + 0.5) * column, y, stored(format, kind))),
      ];
    }),
    mark(32, height - 28, 'own'),
    text(46, height - 24, 'stored', { kind: 'small' }),
    mark(112, height - 28, 'some'),
    text(126, height - 24, 'text: some keywords; dpi: in EXIF', { kind: 'small' }),
  ];
  const title = `Which format stores which metadata: ${rows
    .map((format) => {
      const has = kinds.filter((kind) => stored(format, kind) !== 'none');
      return `${format.title} ${has.join(', ') || 'none'}`;
    })
    .join('; ')}`;
  return card({ width, height, title, parts });
}
