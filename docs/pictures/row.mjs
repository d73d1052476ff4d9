// How a row travels from a canvas to a file.
import { arrow, box, card, text } from './drawing.mjs';

export function row() {
  const above = [
    ['image source', 'canvas, array, Blob'],
    ['web/input', 'a typed array'],
    ['bindings', 'bands of rows', 'about 256 KiB'],
    ['src/fit, src/convert', 'rows the codec takes:', 'channels, depth, dither'],
  ];
  const below = [
    ['src/codecs', 'a codec pulls rows', 'and pushes bytes'],
    ['src/sink', 'chunks of 64 KiB'],
    ['web/output', 'joins or passes on'],
    ['target', 'bytes, stream, file'],
  ];
  const [width, height, step] = [164, 66, 190];
  const line = (entries, y) =>
    entries.flatMap((lines, i) => [
      box(24 + i * step, y, width, height, lines),
      ...(i > 0 ? [arrow(24 + i * step - (step - width), y + height / 2, 24 + i * step, y + height / 2)] : []),
    ]);
  // The inner frame is what runs in WebAssembly.
  const middle = 24 + 2 * step;
  const down = middle + step + width / 2;
  return card({
    width: 24 * 2 + 3 * step + width,
    height: 268,
    title:
      'How a row travels: image source, web/input, bindings, src/fit and src/convert, codec, src/sink, web/output, target',
    parts: [
      ...line(above, 44),
      text(24, 28, 'Pixels are pulled …', { kind: 'small' }),
      `<path class="line" d="M${down} 110V138H${24 + width / 2}"/>`,
      arrow(24 + width / 2, 138, 24 + width / 2, 166),
      ...line(below, 166),
      text(24, 252, '… and bytes are pushed, while the codec runs. Bindings, src/ and the codec are WebAssembly.', {
        kind: 'small',
      }),
    ],
  });
}
