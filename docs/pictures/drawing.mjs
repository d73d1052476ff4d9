// What the pictures of docs/ share: a card that reads in light and dark pages, texts, boxes, and pixels that stay crisp.
import { imwrite } from '../../npm/dist/node/index.js';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A page may be dark where the system is light, so the card brings its own background. */
const style = `
    .card { fill: #ffffff; stroke: #d5dae2; }
    text { font: 13px system-ui, sans-serif; fill: #1f2733; }
    .small { font-size: 12px; fill: #556070; }
    .strong { font-weight: 600; }
    .box { fill: #f4f6f9; stroke: #98a2b3; }
    .accent { fill: #d9480f; stroke: #d9480f; }
    .line { fill: none; stroke: #667085; stroke-width: 1.5; }
    .grid { stroke: #d5dae2; }
    .tip { fill: #667085; }
    .on { fill: #d9480f; }
    .off { fill: none; stroke: #98a2b3; }
    .curve { fill: none; stroke-width: 2; }
    image { image-rendering: pixelated; }
    @media (prefers-color-scheme: dark) {
      .card { fill: #161a20; stroke: #3a4150; }
      text { fill: #e4e7ec; }
      .small { fill: #a9b3c1; }
      .box { fill: #222831; stroke: #667085; }
      .accent { fill: #ff7a3d; stroke: #ff7a3d; }
      .on { fill: #ff7a3d; }
      .line { stroke: #98a2b3; }
      .grid { stroke: #3a4150; }
      .tip { fill: #98a2b3; }
    }`;

/** A whole SVG file; `title` is what a screen reader says. */
export function card({ width, height, title, parts }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
  <title>${escaped(title)}</title>
  <style>${style}
  </style>
  <rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
  ${parts.join('\n  ')}
</svg>
`;
}

export function text(x, y, words, { kind = '', anchor = 'start' } = {}) {
  return `<text x="${x}" y="${y}"${kind && ` class="${kind}"`} text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** A box with a strong line and smaller lines below it. */
export function box(x, y, width, height, [first, ...lines]) {
  const middle = x + width / 2;
  const top = y + height / 2 - lines.length * 8 + 4;
  return [
    `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    text(middle, top, first, { kind: 'strong', anchor: 'middle' }),
    ...lines.map((line, i) => text(middle, top + 17 + i * 16, line, { kind: 'small', anchor: 'middle' })),
  ].join('\n  ');
}

/** An arrow from left to right, or with the same x downwards. */
export function arrow(x1, y1, x2, y2) {
  const tip =
    x1 === x2
      ? `${x2 - 4},${y2 - 7} ${x2 + 4},${y2 - 7} ${x2},${y2}`
      : `${x2 - 7},${y2 - 4} ${x2 - 7},${y2 + 4} ${x2},${y2}`;
  return `<path class="line" d="M${x1} ${y1}L${x2} ${y2}"/><polygon class="tip" points="${tip}"/>`;
}

/** An image of the package, each pixel `scale` units wide. */
export async function pixels(x, y, image, scale) {
  const png = await imwrite(image, 'png', { compressionLevel: 12, metadata: 'none' });
  const data = Buffer.from(png).toString('base64');
  const size = `width="${image.width * scale}" height="${image.height * scale}"`;
  return `<image x="${x}" y="${y}" ${size} preserveAspectRatio="none" href="data:image/png;base64,${data}"/>`;
}

/** A part of an 8-bit image, as an image. */
export function cropped({ data, width, channels }, { x, y, width: across, height: down }) {
  const part = new Uint8Array(across * down * channels);
  for (let row = 0; row < down; ++row) {
    const start = ((y + row) * width + x) * channels;
    part.set(data.subarray(start, start + across * channels), row * across * channels);
  }
  return { data: part, width: across, height: down, channels };
}
