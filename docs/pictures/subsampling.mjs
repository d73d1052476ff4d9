// What 4:2:0 does: a name tag on an orange suit, 48 pixels wide, from the same JPEG encoder with and without it.
import { fileURLToPath } from 'node:url';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { card, cropped, pixels, text } from './drawing.mjs';

export async function subsampling() {
  const photo = await imread(fileURLToPath(new URL('../../tests/fixtures/astronaut.png', import.meta.url)));
  const place = { x: 276, y: 338, width: 56, height: 42 };
  const kinds = ['4:4:4', '4:2:0'];
  const parts = await Promise.all(
    kinds.map(async (chromaSubsampling, i) => {
      const jpeg = await imwrite(photo, 'jpeg', { quality: 95, chromaSubsampling, metadata: 'none' });
      const x = 24 + i * 360;
      return [
        await pixels(x, 44, cropped(await imread(jpeg), place), 6),
        text(x, 30, chromaSubsampling, { kind: 'strong' }),
        text(x + 52, 30, `the whole photograph: ${Math.round(jpeg.length / 1000)} kB`, { kind: 'small' }),
      ];
    }),
  );
  return card({
    width: 744,
    height: 320,
    title:
      'The same detail at 4:4:4 and at 4:2:0, enlarged six times: at 4:2:0 colors run over edges, brightness stays sharp',
    parts: parts.flat(),
  });
}
