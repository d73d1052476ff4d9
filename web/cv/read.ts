// imread and its kin: files or bytes in, Mats out.
import type { DecodedFile, DecodedImage, FileDecodeOptions } from '../codec/decode.js';
import { orient } from '../codec/orientation.js';
import { decodeFileSync } from '../codec/read-file.js';
import { ImwriteError, messageOf, mismatch, shorten, show } from '../error.js';
import type { Format, Limits } from '../generated/formats.js';
import { bytesOf, isEncodedBytes, sniff } from '../input/encoded.js';
import { isMat, readMat } from '../input/mat.js';
import { settings } from '../settings.js';
import { codecConstants as constants } from './constants.js';
import { convert, typeOf } from './convert.js';
import type { AnimationTarget, Cv, FileBytes, MatList } from './cv.js';
import { checkedFlags, reductionOf, targetType, wantsRgb, wantsUpright } from './flags.js';
import { attempt, makeMat, type Context, type Host } from './host.js';
import { checkArray } from './lists.js';
import type { Mat } from './mat.js';
import { pictureOf, readPicture } from './picture.js';
import { reduce } from './resize.js';
import { channelsOf, depthOf, makeType } from './types.js';

/** OpenCV's limit (OPENCV_IO_MAX_IMAGE_PIXELS), beyond which it throws, unless configure() says another. The others are the package's. */
const ownLimits = (): Limits => ({ pixels: 2 ** 30, ...settings.limits });

const CV_32F = 5;

type Readers = `imread${'' | 'multi' | 'animation' | 'WithMetadata'}` | 'imdecode' | 'imcount' | 'haveImageReader';

/** @internal */
export function readers(context: Context, loaded: readonly Format[]): Pick<Cv, Readers> {
  const readFile = (host: Host, path: string): Uint8Array => {
    if (typeof path !== 'string') throw mismatch('read-failed', 'path', 'a string', show(path));
    try {
      return context.filesOf(host).readFile(path);
    } catch (cause) {
      throw new ImwriteError('read-failed', `${shorten(path)} could not be read: ${messageOf(cause)}`, { cause });
    }
  };

  const multi: Cv['imreadmulti'] = function (this: unknown, path: string, mats: MatList, ...numbers: (number | undefined)[]): boolean {
    const host = context.hostOf(this);
    const [start, count, flags] = numbers.length < 2 ? [0, -1, numbers[0]] : numbers;
    checkMats('imreadmulti', mats);
    const checked = checkedFlags('imreadmulti', flags ?? constants.IMREAD_ANYCOLOR);
    if (!(Number.isInteger(start) && start! >= 0)) throw mismatch('invalid-option', 'imreadmulti: start', 'a whole number from 0', show(start));
    if (!Number.isInteger(count)) throw mismatch('invalid-option', 'imreadmulti: count', 'a whole number', show(count));
    return tried(host, false, () => {
      const { mats: read } = decodeMats(context, host, readFile(host, path), checked, { firstFrame: start, frameCount: framesOf(count!) });
      for (const mat of read) append(mats, mat);
      return read.length > 0;
    });
  };

  return {
    imread(source, flags = constants.IMREAD_COLOR) {
      const host = context.hostOf(this);
      const checked = checkedFlags('imread', flags);
      return tried(host, () => emptyMat(host), () => {
        const picture = typeof source === 'string' && context.filesOf(host).exists(source) ? undefined : pictureOf(source);
        if (picture) return readPicture(host, picture);
        return decodeMats(context, host, readFile(host, source as string), checked, { still: true }).mats[0]!;
      });
    },
    imdecode(bytes, flags = constants.IMREAD_COLOR) {
      const host = context.hostOf(this);
      const checked = checkedFlags('imdecode', flags);
      const file = fileBytes(bytes);
      return tried(host, () => emptyMat(host), () => decodeMats(context, host, file, checked, { still: true }).mats[0]!);
    },
    imreadmulti: multi,
    imreadanimation(path, animation, start = 0, count = -1) {
      const host = context.hostOf(this);
      checkAnimation(animation, start, count);
      return tried(host, false, () => {
        const options = { firstFrame: Math.max(start, 0), frameCount: framesOf(count) };
        const { mats, file } = decodeMats(context, host, readFile(host, path), constants.IMREAD_UNCHANGED, options);
        fillAnimation(animation, mats, file);
        return mats.length > 0;
      });
    },
    imreadWithMetadata(path, types, metadata, flags = constants.IMREAD_ANYCOLOR) {
      const host = context.hostOf(this);
      const checked = checkedFlags('imreadWithMetadata', flags);
      for (const list of [types, metadata]) checkArray('imreadWithMetadata', 'metadata and its types', list);
      types.length = metadata.length = 0;
      return tried(host, () => emptyMat(host), () => {
        const { mats, file } = decodeMats(context, host, readFile(host, path), checked, { still: true });
        const { exif, xmp, icc } = file.metadata;
        [exif, xmp, icc].forEach((block, type) => {
          if (!block) return;
          types.push(type);
          metadata.push(block);
        });
        return mats[0]!;
      });
    },
    imcount(path) {
      const host = context.hostOf(this);
      return tried(host, 0, () => decodeFileSync(readFile(host, path), { frameCount: 0, limits: ownLimits() }).pages);
    },
    haveImageReader(path) {
      const host = context.hostOf(this);
      return tried(host, false, () => loaded.includes(sniff(readFile(host, path))));
    },
  };
}

/** As `attempt`, but a picture that is too large, or too small to be reduced, is thrown, as OpenCV does. */
function tried<T>(host: Host, failed: T | (() => T), work: () => T): T {
  const result = attempt(host, undefined, work);
  const { code } = host.lastError ?? {};
  if (code === 'image-too-large' || code === 'unsupported-image') throw host.lastError;
  return result ?? (typeof failed === 'function' ? (failed as () => T)() : failed);
}

const emptyMat = (host: Host): Mat => new host.Mat() as Mat;

/** Negative counts are all. */
const framesOf = (count: number): number => (count < 0 ? 2 ** 31 - 1 : count);

function fileBytes(bytes: FileBytes): Uint8Array {
  const isObject = typeof bytes === 'object' && bytes !== null;
  const file = !isObject ? undefined : isEncodedBytes(bytes) ? bytesOf(bytes) : isMat(bytes) ? readMat(bytes).bytes : undefined;
  if (file && file.length > 0) return file;
  throw mismatch('unsupported-data', 'imdecode: bytes', 'a Uint8Array or a Mat with the bytes of a file', file ? 'no bytes' : show(bytes));
}

/** The pictures of a file, as Mats of the host. */
function decodeMats(context: Context, host: Host, bytes: Uint8Array, flags: number, options: FileDecodeOptions): { mats: Mat[]; file: DecodedFile } {
  const format = sniff(bytes);
  const reduction = reductionOf(flags);
  const color = targetType(makeType(CV_32F, 3), flags);
  // What is there of a JPEG that is cut off, as OpenCV gives it.
  const jpeg = format === 'jpeg' ? { gray: channelsOf(color) === 1, reduction, truncated: 'fill' as const } : {};
  const toneMap = depthOf(color) !== CV_32F;
  const file = decodeFileSync(bytes, { ...options, ...jpeg, toneMap, orientation: 'keep', profiles: false, limits: ownLimits() });
  for (const warning of file.warnings) context.warn(host, warning);
  const reduceBy = format === 'jpeg' ? 1 : reduction;
  return { mats: file.images.map((image) => matOf(host, image, bytes, flags, reduceBy)), file };
}

/** The image without the channels that are neither colour nor alpha, for which Mats of pictures have no place. */
function withoutExtras(image: DecodedImage): DecodedImage {
  const { data, channels, extraChannels = 0 } = image;
  if (extraChannels === 0) return image;
  const kept = channels - extraChannels;
  const samples = data.slice(0, (data.length / channels) * kept);
  for (let i = 0; i < samples.length; ++i) samples[i] = data[Math.floor(i / kept) * channels + (i % kept)]!;
  return { ...image, data: samples, channels: kept };
}

function matOf(host: Host, decoded: DecodedImage, bytes: Uint8Array, flags: number, reduceBy: number): Mat {
  const image = withoutExtras(decoded);
  const type = targetType(typeOf(image, bytes), flags);
  const channels = channelsOf(type);
  let picture = { ...image, channels, data: convert(image, type, wantsRgb(flags)) };
  if (reduceBy > 1) picture = { ...picture, ...reduce(picture, channels, reduceBy) };
  if (wantsUpright(image.format, flags)) picture = orient(picture);
  return makeMat(host, picture.height, picture.width, type, picture.data) as Mat;
}

function checkMats(name: string, list: unknown): void {
  if (Array.isArray(list) || typeof Object(list).push_back === 'function') return;
  throw mismatch('invalid-image', `${name}: mats`, 'an array or a MatVector', show(list));
}

function checkAnimation(animation: unknown, start: unknown, count: unknown): void {
  if (typeof animation !== 'object' || animation === null) throw mismatch('invalid-image', 'imreadanimation: animation', 'an object', show(animation));
  const { frames, durations } = animation as Partial<AnimationTarget>;
  if (frames !== undefined) checkMats('imreadanimation', frames);
  if (durations !== undefined) checkArray('imreadanimation', 'durations', durations);
  for (const number of [start, count]) {
    if (!Number.isInteger(number)) throw mismatch('invalid-option', 'imreadanimation: start and count', 'whole numbers', show(number));
  }
}

function append(list: MatList, mat: Mat): void {
  if (Array.isArray(list)) {
    list.push(mat);
    return;
  }
  list.push_back(mat as never);
  mat.delete(); // a vector keeps a reference of its own
}

function fillAnimation(target: AnimationTarget, mats: readonly Mat[], file: DecodedFile): void {
  target.frames ??= [];
  for (const mat of mats) append(target.frames, mat);
  (target.durations ??= []).push(...file.durations);
  const [red = 0, green = 0, blue = 0, alpha = 0] = Array.from(file.animation?.background ?? []);
  target.bgcolor = [blue, green, red, alpha];
  target.loop_count = file.animation?.loop ?? 0;
}
