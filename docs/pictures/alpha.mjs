// What becomes of alpha in a format without it: a soft disk, as PNG on a checkerboard, and as JPEG blended and dropped.
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { card, pixels, text } from './drawing.mjs';

const size = 52;

/** An orange disk that fades out; the colors below its transparent pixels go on in stripes. */
function disk() {
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; ++y)
    for (let x = 0; x < size; ++x) {
      const distance = Math.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5);
      const alpha = Math.min(Math.max((24 - distance) / 10, 0), 1);
      const color = distance > 24 && (x + y) % 12 < 6 ? [46, 92, 168] : [232, 110, 32];
      data.set([...color, Math.round(alpha * 255)], (y * size + x) * 4);
    }
  return { data, width: size, height: size, channels: 4 };
}

/** What a viewer shows of it: on a checkerboard. */
function onCheckerboard({ data, width, height }) {
  const shown = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; ++i) {
    const light = (((i % width) >> 2) + (Math.floor(i / width) >> 2)) % 2 === 0 ? 255 : 200;
    const alpha = data[i * 4 + 3] / 255;
    for (let c = 0; c < 3; ++c) shown[i * 3 + c] = Math.round(data[i * 4 + c] * alpha + light * (1 - alpha));
  }
  return { data: shown, width, height, channels: 3 };
}

export async function alpha() {
  const image = disk();
  const jpeg = async (options) =>
    imread(await imwrite(image, 'jpeg', { quality: 100, chromaSubsampling: '4:4:4', ...options }));
  const shown = [
    ['PNG', 'keeps alpha', onCheckerboard(await imread(await imwrite(image, 'png')))],
    ['JPEG', 'blended on white', await jpeg({})],
    ["background: 'navy'", 'blended on it', await jpeg({ background: 'navy' })],
    ["alpha: 'drop'", 'colors below alpha 0 show', await jpeg({ alpha: 'drop' })],
  ];
  const parts = await Promise.all(
    shown.map(async ([first, second, picture], i) => [
      text(24 + i * 178, 28, first, { kind: 'strong' }),
      text(24 + i * 178, 46, second, { kind: 'small' }),
      await pixels(24 + i * 178, 58, picture, 3),
    ]),
  );
  return card({
    width: 738,
    height: 238,
    title:
      'A soft orange disk: kept with alpha, blended on white, blended on navy, and with alpha dropped, where hidden stripes show',
    parts: parts.flat(),
  });
}
