// Size against quality: a photograph of the tests' fixtures in each format that is read, too, and has the option `quality`, measured here.
import { fileURLToPath } from 'node:url';
import { formats, imread, imwrite } from '../../npm/dist/node/index.js';
import { card, text } from './drawing.mjs';

const qualities = [20, 40, 60, 75, 85, 90, 95, 98];
const colors = ['#d9480f', '#3f78d8', '#2b8a5a', '#8a8f98', '#9c36b5', '#c99700'];
const [left, right, top, bottom] = [64, 640, 56, 336];

function psnr(a, b) {
  let squares = 0;
  for (let i = 0; i < a.length; ++i) squares += (a[i] - b[i]) ** 2;
  return 10 * Math.log10((255 ** 2 * a.length) / squares);
}

/** A format that compresses without loss unless told otherwise is asked for its lossy way. */
const lossyOption = ({ options }) =>
  options.some(({ name, choices }) => name === 'compression' && choices?.includes('jpeg'))
    ? { compression: 'jpeg' }
    : {};

async function curve(photo, format) {
  const points = [];
  for (const quality of qualities) {
    const bytes = await imwrite(photo, format.name, { quality, ...lossyOption(format), metadata: 'none' });
    points.push({ quality, size: bytes.length, psnr: psnr(photo.data, (await imread(bytes)).data) });
  }
  return points;
}

export async function sizeQuality() {
  const photo = await imread(fileURLToPath(new URL('../../tests/fixtures/chelsea.png', import.meta.url)));
  const shown = Object.values(formats).filter(
    ({ readable, options }) => readable && options.some(({ name }) => name === 'quality'),
  );
  if (shown.length > colors.length) throw new Error(`${shown.length} formats, ${colors.length} colors`);
  const curves = [];
  for (const format of shown) curves.push(await curve(photo, format));
  const all = curves.flat();
  const most = Math.max(...all.map(({ size }) => size));
  const least = Math.min(...all.map(({ size }) => size)) * 0.85;
  const low = Math.floor(Math.min(...all.map((point) => point.psnr)) / 2) * 2;
  const high = Math.ceil(Math.max(...all.map((point) => point.psnr)) / 2) * 2;
  const x = (size) => (left + (Math.log(size / least) / Math.log(most / least)) * (right - left)).toFixed(1);
  const y = (value) => (bottom - ((value - low) / (high - low)) * (bottom - top)).toFixed(1);

  const ticks = [5, 10, 20, 50, 100, 200, 500]
    .map((size) => size * 1000)
    .filter((size) => size >= least && size <= most);
  const levels = Array.from({ length: (high - low) / 2 + 1 }, (_, i) => low + i * 2).filter((level) => level % 4 === 0);
  const parts = [
    text(left, 28, 'Size against quality', { kind: 'strong' }),
    text(left + 150, 28, `a photograph of ${photo.width} × ${photo.height}; the numbers are the option quality`, {
      kind: 'small',
    }),
    ...levels.flatMap((level) => [
      `<path class="grid" d="M${left} ${y(level)}H${right}"/>`,
      text(left - 8, Number(y(level)) + 4, `${level} dB`, { kind: 'small', anchor: 'end' }),
    ]),
    ...ticks.flatMap((size) => [
      `<path class="grid" d="M${x(size)} ${top}V${bottom}"/>`,
      text(x(size), bottom + 18, `${size / 1000} kB`, { kind: 'small', anchor: 'middle' }),
    ]),
    ...curves.flatMap((points, i) => [
      `<path class="curve" stroke="${colors[i]}" d="M${points.map((point) => `${x(point.size)} ${y(point.psnr)}`).join('L')}"/>`,
      ...points.map((point) => `<circle cx="${x(point.size)}" cy="${y(point.psnr)}" r="3" fill="${colors[i]}"/>`),
      ...points.map((point) => label(point, placeOf(i, curves.length), { x: x(point.size), y: y(point.psnr) })),
      `<path class="curve" stroke="${colors[i]}" d="M${right + 16} ${80 + i * 24}h20"/>`,
      text(right + 42, 84 + i * 24, shown[i].title, { kind: 'strong' }),
    ]),
    text((left + right) / 2, bottom + 38, 'size of the file; above: PSNR, higher is closer to the photograph', {
      kind: 'small',
      anchor: 'middle',
    }),
  ];
  return card({
    width: 744,
    height: bottom + 54,
    title: `Size against PSNR on one photograph: ${shown.map(({ title }, i) => `${title} from ${kB(curves[i][0])} to ${kB(curves[i].at(-1))}`).join(', ')}`,
    parts,
  });
}

const kB = ({ size, psnr: value }) => `${Math.round(size / 1000)} kB at ${value.toFixed(1)} dB`;

const placeOf = (i, count) => (i === 0 ? 'first' : i === count - 1 ? 'last' : 'between');

/** The first curve's labels stand below it, the last one's above; one between them, which lies close, has none. */
function label({ quality }, which, at) {
  if (which === 'between') return '';
  const [down, anchor] = which === 'first' ? [18, 'start'] : [-8, 'end'];
  return text(at.x, Number(at.y) + down, String(quality), { kind: 'small', anchor });
}
