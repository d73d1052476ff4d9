// imwrite and its kin: Mats in, files or bytes out.
import { encodePictureSync } from '../codec/run-sync.js';
import { ImwriteError, messageOf, mismatch, shorten, show } from '../error.js';
import type { FormatRules } from '../format.js';
import { formats, type Format } from '../generated/formats.js';
import { isMat, viewMat, type MatLike } from '../input/mat.js';
import type { SourcePixels } from '../input/source.js';
import type { PlainMetadata } from '../metadata.js';
import { Chunks } from '../output/chunks.js';
import type { SyncFiles } from '../platform/platform.js';
import type { AnimationFacts } from '../wasm/module.js';
import { saturated } from './convert.js';
import type { Animation, Cv, Mats, MetadataBytes } from './cv.js';
import { attempt, type Context, type Host } from './host.js';
import { checkList } from './lists.js';
import { checkedPairs, settingsFor, type Pair, type Params, type Warn } from './params.js';

/** The extensions OpenCV knows for our formats. */
const extensions: Readonly<Record<string, Format>> = {
  jpeg: 'jpeg',
  jpg: 'jpeg',
  jpe: 'jpeg',
  png: 'png',
  apng: 'png',
  tiff: 'tiff',
  tif: 'tiff',
  webp: 'webp',
};

/** A call: what is written, and what goes with it. */
interface Job {
  readonly name: keyof Cv;
  readonly path: string;
  readonly mats: readonly MatLike[];
  readonly params: Params | undefined;
  readonly animation?: AnimationFacts;
  readonly durations?: readonly number[];
  readonly metadata?: PlainMetadata;
}

type Writers = `im${'write' | 'encode'}${'' | 'multi' | 'animation' | 'WithMetadata'}` | 'haveImageWriter';

/** @internal */
export function writers(context: Context, loaded: readonly Format[]): Pick<Cv, Writers> {
  /** The format that the path's extension means: what follows the last dot, as far as it is letters and digits. */
  const formatFor = (path: string): Format | undefined => {
    if (typeof path !== 'string') throw mismatch('unknown-format', 'path', 'a string', show(path));
    const format = extensions[/\.([a-z0-9]*)[^.]*$/i.exec(path)?.[1]?.toLowerCase() ?? ''];
    return format && loaded.includes(format) ? format : undefined;
  };

  const bytesFor = (host: Host, job: Job): Uint8Array<ArrayBuffer> | false => {
    const { name, path, mats, params } = job;
    if (mats.length === 0) throw mismatch('invalid-image', `${name}: image`, 'at least one Mat', 'none');
    const format = formatFor(path);
    if (!format) {
      const known = Object.keys(extensions).filter((extension) => loaded.includes(extensions[extension]!));
      throw mismatch('unknown-format', `${name}: extension`, `one of ${known.map((extension) => `.${extension}`).join(', ')}`, show(path));
    }
    const warn: Warn = (message) => context.warn(host, message);
    const frames = mats.map((mat) => pixelsOf(name, mat, format, warn));
    const pairs = checkedPairs(name, params);
    return attempt(host, false, () => encode(job, format, frames, pairs, warn));
  };

  const writeFile = (host: Host, job: Job): boolean => {
    const bytes = bytesFor(host, job);
    return bytes !== false && attempt(host, false, () => save(context.filesOf(host), job.path, bytes));
  };

  const withMetadata = (host: Host, job: Job, types: readonly number[], blocks: MetadataBytes): Job => {
    for (const list of [types, blocks]) checkList<unknown>(job.name, 'metadata and its types', list);
    const format = formatFor(job.path);
    return format ? { ...job, metadata: metadataFor(format, types, blocks, (message) => context.warn(host, message)) } : job;
  };

  return {
    imwrite(path, image, params) {
      return writeFile(context.hostOf(this), { name: 'imwrite', path, mats: listOf(image), params });
    },
    imencode(extension, image, params) {
      return bytesFor(context.hostOf(this), { name: 'imencode', path: extension, mats: listOf(image), params });
    },
    imwritemulti(path, images, params) {
      return writeFile(context.hostOf(this), { name: 'imwritemulti', path, mats: listOf(images), params });
    },
    imencodemulti(extension, images, params) {
      return bytesFor(context.hostOf(this), { name: 'imencodemulti', path: extension, mats: listOf(images), params });
    },
    imwriteanimation(path, animation, params) {
      return writeFile(context.hostOf(this), animationJob('imwriteanimation', path, animation, params));
    },
    imencodeanimation(extension, animation, params) {
      return bytesFor(context.hostOf(this), animationJob('imencodeanimation', extension, animation, params));
    },
    imwriteWithMetadata(path, image, types, metadata, params) {
      const host = context.hostOf(this);
      const job: Job = { name: 'imwriteWithMetadata', path, mats: listOf(image), params };
      return writeFile(host, withMetadata(host, job, types, metadata));
    },
    imencodeWithMetadata(extension, image, types, metadata, params) {
      const host = context.hostOf(this);
      const job: Job = { name: 'imencodeWithMetadata', path: extension, mats: listOf(image), params };
      return bytesFor(host, withMetadata(host, job, types, metadata));
    },
    haveImageWriter: (path) => formatFor(path) !== undefined,
  };
}

function listOf(image: MatLike | Mats): MatLike[] {
  if (Array.isArray(image)) return [...image];
  const { get, size } = Object(image) as { get?: unknown; size?: unknown };
  if (typeof get !== 'function' || typeof size !== 'function') return [image as MatLike];
  const vector = image as Exclude<Mats, readonly MatLike[]>;
  return Array.from({ length: vector.size() }, (_, i) => vector.get(i));
}

/** Throws what OpenCV throws; a depth that the format has not becomes CV_8U. */
function pixelsOf(name: string, mat: MatLike, format: Format, warn: Warn): SourcePixels {
  if (typeof mat !== 'object' || mat === null || !isMat(mat)) throw mismatch('invalid-image', `${name}: image`, 'a Mat', show(mat));
  if (mat.rows * mat.cols === 0) throw mismatch('invalid-image', `${name}: image`, 'pixels', 'an empty Mat');
  const channels = mat.channels();
  if (![1, 3, 4].includes(channels)) throw mismatch('unsupported-image', `${name}: image`, '1, 3 or 4 channels', `${channels}`);
  const pixels: SourcePixels = { ...viewMat(mat), order: 'bgr' };
  const { sampleTypes }: FormatRules = formats[format];
  if (sampleTypes.includes(pixels.depth)) return pixels;
  warn(`${format} has no ${pixels.depth} samples: they were converted to CV_8U`);
  return saturated(pixels);
}

/** OpenCV's encoders make an animation of pictures, a second each, if they can; TIFF's makes pages, and only those. */
function encode(job: Job, format: Format, frames: readonly SourcePixels[], pairs: readonly Pair[], warn: Warn): Uint8Array<ArrayBuffer> {
  const { sequence }: FormatRules = formats[format];
  const animated = job.animation !== undefined || (frames.length > 1 && sequence === 'animation');
  if (animated && sequence !== 'animation') throw mismatch('unsupported-image', job.name, 'a format with animations', format);
  const settings = settingsFor(format, pairs, frames[0]!, animated, warn);
  const timed = animated ? frames.map((frame, i) => ({ ...frame, duration: job.durations?.[i] ?? 1000 })) : frames;
  const animation = animated ? (job.animation ?? { loop: 0, background: [0, 0, 0, 0] }) : undefined;
  const metadata = { ...job.metadata, ...settings.metadata };
  const chunks = new Chunks();
  const request = { given: metadata, read: {}, carried: 'none', unchecked: true } as const;
  encodePictureSync({ frames: timed, count: frames.length, animation, metadata: request }, format, settings.options, chunks, {});
  return chunks.join();
}

function save(files: SyncFiles, path: string, bytes: Uint8Array): true {
  try {
    files.writeFile(path, bytes);
    return true;
  } catch (cause) {
    throw new ImwriteError('write-failed', `${shorten(path)} could not be written: ${messageOf(cause)}`, { cause });
  }
}

function animationJob(name: keyof Cv, path: string, animation: Animation, params: Params | undefined): Job {
  const { frames, durations, loop_count: loop = 0, bgcolor = [] } = animation ?? {};
  const mats = listOf(frames);
  if (!Array.isArray(durations) || durations.length !== mats.length) {
    throw mismatch('invalid-image', `${name}: durations`, `${mats.length}, one for each frame`, show(durations?.length));
  }
  const [blue = 0, green = 0, red = 0, alpha = 0] = checkList(name, 'bgcolor', bgcolor);
  return { name, path, mats, params, durations, animation: { loop, background: [red, green, blue, alpha] } };
}

/** By the number of IMAGE_METADATA_…. */
const kinds = ['exif', 'xmp', 'icc'] as const;

/** What the format has a place for; OpenCV drops the rest with a warning. */
function metadataFor(format: Format, types: readonly number[], blocks: MetadataBytes, warn: Warn): PlainMetadata {
  const metadata: { -readonly [Kind in keyof PlainMetadata]: PlainMetadata[Kind] } = {};
  const { metadata: known }: FormatRules = formats[format];
  types.forEach((type, i) => {
    const kind = kinds[type];
    if (kind && known.includes(kind)) metadata[kind] = bytesOfBlock(blocks[i]);
    else warn(`metadata of type ${kind ?? show(type)} is not supported in ${format} and was not written`);
  });
  return metadata;
}

function bytesOfBlock(block: MetadataBytes[number] | undefined): Uint8Array {
  const bytes = block instanceof Uint8Array ? block : block?.data;
  if (bytes instanceof Uint8Array && bytes.length > 0) return bytes;
  throw mismatch('invalid-option', 'metadata', 'a Uint8Array or a Mat of bytes for each type', show(block));
}
