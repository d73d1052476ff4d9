// createCv(): loads what is needed, and gives OpenCV's functions as one object.
import { platform } from '#platform';
import { mismatch, formatValue } from '../core/error.js';
import { moduleNames, type CodecName } from '../generated/modules.js';
import { formatNames, formatOf } from '../options/format.js';
import { checkedOptions } from '../options/options.js';
import type { FormatName } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import { openFS } from '../wasm/open-fs.js';
import { loadModule } from '../wasm/load.js';
import { AnimationObject } from './animation.js';
import { batches } from './batch.js';
import { codecConstants } from './constants.js';
import type { Cv } from './cv.js';
import { Context } from './host.js';
import { imageCollections } from './image-collections.js';
import { matFromArray, matFromImageData } from './mat-from.js';
import { Mat } from './mat.js';
import { imshow } from './picture.js';
import { severalReaders } from './read-several.js';
import { readers } from './read.js';
import { typeConstants } from './types.js';
import { writers } from './write.js';

/** All that a file of the format may need: after the load nothing more can be loaded. */
const decodersOf = (format: Format): CodecName[] =>
  moduleNames.filter((name): name is CodecName => name.startsWith(`${format}-`) && name.endsWith('-decode'));

/** What {@link createCv} loads. */
export interface CvOptions {
  /** The formats to write and read, by any of their names. Default: all. */
  formats?: readonly FormatName[] | undefined;
  /** Whether files are read as well. Default: `true`. */
  read?: boolean | undefined;
}

/**
 * OpenCV's functions for picture files. All that they need is loaded first; after that they are synchronous, as OpenCV's are.
 * Paths are on the disk in Node, Deno and Bun, elsewhere in the virtual file system `FS`.
 *
 * With OpenCV.js they are what it lacks: `Object.assign(openCvJs, await createCv())` adds them. OpenCV.js keeps its own `Mat`,
 * `FS`, `imshow`, `matFromArray`, `matFromImageData` and `CV_…`, which here are not enumerable and so not copied. What is read
 * is then a Mat of OpenCV.js, and paths are in its `FS`, where it has one. `imread` reads files, and
 * canvases as before. Written pixels are blue first, as everywhere in OpenCV; a Mat of a canvas is red first, so
 * `cv.cvtColor(mat, mat, cv.COLOR_RGBA2BGRA)` comes before `cv.imwrite`.
 *
 * @throws {@link ImwriteError} `unknown-format`, `invalid-option`, `load-failed` or `unsupported-engine`.
 * @example const cv = await createCv(); cv.imwrite('photo.jpg', mat, [cv.IMWRITE_JPEG_QUALITY, 90]);
 */
export async function createCv(options?: CvOptions): Promise<Cv> {
  const { formats: names = formatNames, read = true } = checkedOptions(options);
  if (!Array.isArray(names))
    throw mismatch('invalid-option', "option 'formats'", 'an array of formats', formatValue(names), {
      option: 'formats',
    });
  const formats = [...new Set(names.map(formatOf))];
  const decoders = read ? formats.flatMap(decodersOf) : [];
  const modules = [...formats.map((format) => `${format}-encode` as const), ...decoders];
  const [FS] = await Promise.all([platform.files ? undefined : openFS(), ...modules.map((name) => loadModule(name))]);

  const cv = { ...codecConstants, lastError: undefined, onWarning: (message: string) => console.warn(message) };
  const ownOfOpenCvJs = { ...typeConstants, Mat, FS, imshow, matFromArray, matFromImageData };
  for (const [name, value] of Object.entries(ownOfOpenCvJs))
    Object.defineProperty(cv, name, { value, enumerable: false });
  const context = new Context(cv as unknown as Context['own']);
  const one = { ...writers(context, formats), ...readers(context, read ? formats : []) };
  const others = {
    ...severalReaders(context),
    ...batches(context, one),
    Animation: AnimationObject,
    ImageCollection: imageCollections(context),
  };
  return Object.assign(cv, one, others) as unknown as Cv;
}
