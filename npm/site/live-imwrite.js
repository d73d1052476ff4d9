// The package as examples import it in a page: the same exports, and each file that an example makes is shown below its code.
import * as real from '../demo/imwrite/browser/index.js';
import { tell } from './tell.js';

export * from '../demo/imwrite/browser/index.js';

let shown = Promise.resolve();

/** Settles when all that was made has been shown. */
export const pending = () => shown;

const formatOf = (bytes) => {
  const start = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return Object.values(real.formats).find(({ signatures }) =>
    signatures.some((signature) => new RegExp(`^${signature.replaceAll('??', '..')}`).test(start)),
  );
};

/** The file itself where browsers show it, else a PNG of it. */
async function pictureOf(bytes, mimeType) {
  const blob = new Blob([bytes], { type: mimeType });
  try {
    const { width, height } = await createImageBitmap(blob);
    return { picture: blob, width, height };
  } catch {
    try {
      const image = await real.imread(bytes);
      const png = await real.imwrite(image, 'png', { depth: 8 });
      return { picture: new Blob([png], { type: 'image/png' }), width: image.width, height: image.height };
    } catch {
      return {};
    }
  }
}

function show(bytes, name) {
  const format = formatOf(bytes);
  const copy = bytes.slice();
  shown = shown.then(async () => {
    const { title = 'File', mimeType = 'application/octet-stream', extensions = ['bin'] } = format ?? {};
    const file = { title, mimeType, name: name?.split('/').at(-1) ?? `picture.${extensions[0]}`, bytes: copy };
    tell({ type: 'file', ...file, ...(await pictureOf(copy, mimeType)) });
  });
}

const showing =
  (make) =>
  async (...args) => {
    const made = await make(...args);
    show(made.bytes ?? made);
    return made;
  };
const showingSync =
  (make) =>
  (...args) => {
    const made = make(...args);
    show(made);
    return made;
  };

export const imwrite = showing(real.imwrite);
export const imwriteWithInfo = showing(real.imwriteWithInfo);
export const imwriteMulti = showing(real.imwriteMulti);
export const imwriteAnimation = showing(real.imwriteAnimation);
export const transcodeJpeg = showing(real.transcodeJpeg);
export const imwriteSync = showingSync(real.imwriteSync);
export const transcodeJpegSync = showingSync(real.transcodeJpegSync);

export async function imwriteFile(path, source, options) {
  await real.imwriteFile(path, source, options);
  if (!options?.fs) show((await real.loadFS()).readFile(path), path);
}
