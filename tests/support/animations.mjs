// Animations in tests, and how others see them.
import { photo } from './images.mjs';
import { python } from './python.mjs';

/** { loop, durations, frames } as Pillow sees a file; frames are RGBA. */
export function seenByPillow(file) {
  const script = `
import base64, json, sys
from PIL import Image
image = Image.open(sys.argv[1])
durations, frames = [], []
for i in range(image.n_frames):
    image.seek(i)
    frames.append(base64.b64encode(image.convert('RGBA').tobytes()).decode())
    durations.append(image.info.get('duration', 0))
print(json.dumps({'loop': image.info.get('loop'), 'durations': durations, 'frames': frames}))`;
  const { frames, ...facts } = JSON.parse(python(script, file));
  return { ...facts, frames: frames.map((frame) => Buffer.from(frame, 'base64')) };
}

/** A picture as RGBA. */
export function rgba({ data, channels }) {
  const bytes = Buffer.alloc((data.length / channels) * 4, 255);
  for (let i = 0; i < data.length; ++i) {
    const at = Math.floor(i / channels) * 4;
    if (channels >= 3) bytes[at + (i % channels)] = data[i];
    else if (i % channels === 0) bytes.fill(data[i], at, at + 3);
    else bytes[at + 3] = data[i];
  }
  return bytes;
}

/** How far two pictures are apart at most, where a color shows at all. */
export function distance(a, b) {
  let most = 0;
  for (let i = 0; i < a.length; ++i) {
    const alpha = a[i | 3];
    if (i % 4 === 3 || alpha > 0) most = Math.max(most, Math.abs(a[i] - b[i]));
  }
  return most;
}

/** A photograph with a square that moves over it, stands still for one frame, and is gone in the last. */
export async function movie(channels) {
  const { data, width, height } = await photo('chelsea.png');
  const still = {
    data: new Uint8Array(width * height * channels).map((_, i) =>
      channels === 4 && i % 4 === 3 ? 200 : data[Math.floor(i / channels) * 3 + Math.min(i % channels, 2)],
    ),
    width,
    height,
    channels,
  };
  const at = [0, 30, 60, 60, undefined];
  return at.map((offset) => {
    if (offset === undefined) return still;
    const image = { ...still, data: still.data.slice() };
    for (let y = offset + 5; y < offset + 45; ++y)
      image.data.fill(offset + 9, (y * width + 2 * offset) * channels, (y * width + 2 * offset + 51) * channels);
    return image;
  });
}
