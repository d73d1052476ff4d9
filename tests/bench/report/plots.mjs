// Bar charts in SVG: times as multiples of OpenCV's on a logarithmic scale, from the line of OpenCV to the right (slower)
// or to the left (faster).

const ROW = 26;
const LABELS = 190;
const WIDTH = 760;
const RIGHT = 110;
const TOP = 58;

const style = `text { font: 13px system-ui, sans-serif; fill: #1f2733; }
    .title { font-weight: 600; font-size: 15px; }
    .axis { fill: #667085; font-size: 11px; }
    .grid { stroke: #d5dae2; }
    .one { stroke: #667085; stroke-width: 1.5; }
    .imwrite { fill: #d9480f; }
    .native { fill: #98a2b3; }
    .other { fill: #4c7fd0; }
    .bold { font-weight: 600; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e4e7ec; }
      .axis { fill: #98a2b3; }
      .grid { stroke: #3a4150; }
      .imwrite { fill: #ff7a3d; }
    }`;

/** @param bars - `{ name, group, ratio, note }[]`; group is imwrite, native or other. */
export function barChart(title, bars) {
  const sorted = [...bars].sort((a, b) => a.ratio - b.ratio);
  const low = 2 ** Math.floor(Math.log2(Math.min(0.5, ...sorted.map(({ ratio }) => ratio))));
  const high = 2 ** Math.ceil(Math.log2(Math.max(2, ...sorted.map(({ ratio }) => ratio))));
  const x = (ratio) => LABELS + (Math.log2(ratio / low) / Math.log2(high / low)) * (WIDTH - LABELS - RIGHT);
  const height = TOP + sorted.length * ROW + 14;
  const steps = Math.log2(high / low);
  const every = Math.ceil(steps / 8);
  const ticks = Array.from({ length: steps + 1 }, (_, i) => low * 2 ** i).filter(
    (tick) => Math.log2(tick) % every === 0,
  );
  const lines = [
    `<text class="title" x="0" y="16">${escaped(title)}</text>`,
    ...ticks.map((tick) => {
      const place = x(tick).toFixed(1);
      const line = `<line class="${tick === 1 ? 'one' : 'grid'}" x1="${place}" x2="${place}" y1="${TOP - 6}" y2="${height - 10}"/>`;
      return `${line}<text class="axis" x="${place}" y="${TOP - 12}" text-anchor="middle">${shortNumber(tick)}×</text>`;
    }),
    ...sorted.flatMap((bar, row) => barOf(bar, TOP + row * ROW, x)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
  <title>${escaped(title)}</title>
  <style>
    ${style}
  </style>
  ${lines.join('\n  ')}
</svg>
`;
}

function barOf({ name, group, ratio, note }, y, x) {
  const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
  const weight = group === 'imwrite' ? ' class="bold"' : '';
  return [
    `<text${weight} x="${LABELS - 12}" y="${y + 15}" text-anchor="end">${escaped(name)}</text>`,
    `<rect class="${group}" x="${from.toFixed(1)}" y="${y + 2}" width="${Math.max(2, to - from).toFixed(1)}" height="${ROW - 8}" rx="2"/>`,
    `<text${weight} x="${(to + 6).toFixed(1)}" y="${y + 15}">${shortNumber(ratio)}×<tspan class="axis" dx="6">${escaped(note)}</tspan></text>`,
  ];
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Two digits that count, without noughts at the end. */
export const shortNumber = (value) => String(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)));
