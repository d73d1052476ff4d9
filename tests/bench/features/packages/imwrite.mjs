// This package. What is asked for bears its names.
import {
  configure,
  createWriter,
  imwrite,
  imwriteAnimation,
  imwriteMulti,
  imwriteSync,
  load,
  transcodeJpeg,
} from '../../../../npm/dist/node/index.js';

await load('jpeg', 'png', 'webp', 'tiff');

export function write({ format, image, images, durations, ...options }) {
  if (durations) return imwriteAnimation({ frames: images, durations }, format, options);
  if (images) return imwriteMulti(images, format, options);
  return imwrite(image, format, options);
}

export const writeNow = ({ format, image }) => imwriteSync(image, format);

export const rotate = (jpeg) => transcodeJpeg(jpeg, { rotate: 90 });

export async function writeRows({ width, height, channels }, rows, onBytes) {
  const writer = await createWriter({ format: 'png', width, height, channels });
  const out = writer.readable.pipeTo(new WritableStream({ write: onBytes }));
  for (const some of rows) await writer.write(some);
  await writer.close();
  await out;
}

/** Workers stay until they are told to go. */
export async function writeWithWorkers(ask) {
  configure({ worker: true, threads: 2 });
  return write(ask);
}
