// The plot of "Compare all": size against SSIMULACRA 2, a line for each writer; on the page by uPlot, as a file in SVG.

const MOST = 100; // where files stand from which nothing differs
const HEIGHT = 420;
const STEP = 10;
const COLORS = [
  '#0b8f6f',
  '#d1495b',
  '#3d6fd1',
  '#b07d12',
  '#8e4fc0',
  '#2b8ca3',
  '#c65a1e',
  '#5f7a2b',
  '#b54a8c',
  '#6b6f76',
  '#268a4b',
  '#8a5a44',
];

// SSIM stands in for pictures that are too small for a score.
const level = ({ score, ssim }) => score ?? MOST * ssim;
const colorAt = (index) => COLORS[index % COLORS.length];

/** Points by writer, in order of size: `[[writer, points], …]`. */
function series(points) {
  const groups = new Map();
  for (const point of points) groups.set(point.writer, [...(groups.get(point.writer) ?? []), point]);
  return [...groups].map(([writer, all]) => [writer, all.sort((a, b) => a.size - b.size)]);
}

export function createPlot(place) {
  let [chart, drawn] = [];

  function make(uPlot, lines) {
    chart?.destroy();
    const ink = getComputedStyle(place).color;
    const grid = { stroke: `color-mix(in srgb, ${ink} 15%, transparent)`, width: 1 };
    chart = new uPlot(
      {
        width: place.clientWidth,
        height: HEIGHT,
        scales: { x: { time: false, distr: 3 }, y: { auto: true } },
        axes: [
          { label: 'Size in kB', stroke: ink, grid, ticks: grid },
          { label: `SSIMULACRA 2 (${MOST}: identical)`, stroke: ink, grid, ticks: grid },
        ],
        series: [
          { label: 'kB' },
          ...lines.map(([label], at) => ({
            label,
            stroke: colorAt(at),
            width: 2,
            spanGaps: true,
            points: { show: true, size: 6 },
          })),
        ],
      },
      uPlot.join(lines.map(([, all]) => [all.map(({ size }) => size / 1000), all.map(level)])),
      place,
    );
    drawn = lines.length;
  }

  return {
    /** Draws all points; more of them only lengthen the lines. */
    async draw(points) {
      const { default: uPlot } = await import('./vendor/uplot/dist/uPlot.esm.js');
      const lines = series(points);
      if (!chart || lines.length !== drawn || chart.width !== place.clientWidth) return make(uPlot, lines);
      chart.setData(uPlot.join(lines.map(([, all]) => [all.map(({ size }) => size / 1000), all.map(level)])));
    },
    toPng: () => new Promise((resolve) => chart.ctx.canvas.toBlob(resolve)),
    toSvg: (points) => new Blob([svgOf(series(points))], { type: 'image/svg+xml' }),
  };
}

const [WIDE, HIGH, MARGIN] = [900, 520, 60];

/** The same lines as a file of its own. */
function svgOf(lines) {
  const all = lines.flatMap(([, points]) => points);
  const [small, large] = [Math.min(...all.map(({ size }) => size)), Math.max(...all.map(({ size }) => size))];
  const low = Math.floor(Math.min(...all.map(level)) / STEP) * STEP;
  const span = Math.log(large / small) || 1;
  const x = (size) => (MARGIN + (Math.log(size / small) / span) * (WIDE - 240)).toFixed(1);
  const y = (score) => (HIGH - MARGIN - ((score - low) / (MOST - low || 1)) * (HIGH - 2 * MARGIN)).toFixed(1);
  const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const marks = [];
  for (let score = low; score <= MOST; score += STEP)
    marks.push(
      `<path d="M${MARGIN} ${y(score)}H${WIDE - 170}" stroke="#ddd"/><text x="${MARGIN - 8}" y="${y(score)}" text-anchor="end">${score}</text>`,
    );
  for (const power of [1, 2, 3, 4, 5, 6, 7, 8].map((one) => 10 ** one).filter((size) => size >= small && size <= large))
    marks.push(
      `<path d="M${x(power)} ${MARGIN}V${HIGH - MARGIN}" stroke="#ddd"/><text x="${x(power)}" y="${HIGH - MARGIN + 18}" text-anchor="middle">${power / 1000} kB</text>`,
    );
  const drawn = lines.map(([writer, points], at) => {
    const path = points.map((point, index) => `${index ? 'L' : 'M'}${x(point.size)} ${y(level(point))}`).join('');
    const dots = points.map((point) => `<circle cx="${x(point.size)}" cy="${y(level(point))}" r="3.5"/>`).join('');
    const label = `<text x="${WIDE - 155}" y="${MARGIN + at * 20}">${escaped(writer)}</text>`;
    return `<g fill="${colorAt(at)}"><path d="${path}" fill="none" stroke="${colorAt(at)}" stroke-width="2"/>${dots}${label}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${HIGH}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${marks.join('')}<text x="${MARGIN}" y="${MARGIN - 24}">SSIMULACRA 2 (${MOST}: identical) against size</text>${drawn.join('')}</svg>`;
}
