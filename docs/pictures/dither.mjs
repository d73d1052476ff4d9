// What dither does: a slow 16-bit gradient as 8 bits, with its contrast raised so that single steps are seen.
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { card, pixels, text } from './drawing.mjs';

const [width, height, from, to] = [232, 48, 128, 134];

/** The 8-bit steps from `from` to `to` as dark to light. */
function contrasted({ data, ...image }) {
  return {
    ...image,
    data: Uint8Array.from(data, (value) => Math.round(((value - from + 1) / (to - from + 2)) * 215) + 20),
  };
}

export async function dither() {
  const data = new Uint16Array(width * height);
  for (let i = 0; i < data.length; ++i) data[i] = Math.round((from + ((i % width) / width) * (to - from)) * 257);
  const gradient = { data, width, height, channels: 1 };
  const parts = await Promise.all(
    ['none', 'ordered'].map(async (kind, i) => {
      const png = await imwrite(gradient, 'png', { depth: 8, dither: kind });
      const y = 40 + i * 188;
      return [
        text(24, y - 10, `dither: '${kind}'`, { kind: 'strong' }),
        await pixels(24, y, contrasted(await imread(png)), 3),
      ];
    }),
  );
  return card({
    width: 744,
    height: 396,
    title: 'A gradient of 16 bits as 8 bits: without dither it has seven bands, with ordered dither it is even',
    parts: parts.flat(),
  });
}
