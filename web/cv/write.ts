// imwrite and its kin: Mats in, files or bytes out.
import { ImwriteError, messageOf, mismatch, shorten, formatValue } from '../core/error.js';
import { formats } from '../generated/formats.js';
import { isMat, viewMat } from '../input/mat.js';
import { Chunks } from '../output/chunks.js';
import type { SyncFiles } from '../platform/platform.js';
import { encodePictureSync } from '../run/encode-picture-sync.js';
import type { FormatRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { MatLike } from '../types/mat-like.js';
import type { Cicp, CheckedMetadata } from '../types/metadata.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { codecConstants as cv } from './constants.js';
import { saturated, toFloats } from './convert.js';
import type { Cv, MetadataBytes } from './cv.js';
import { habitsOf } from './formats/index.js';
import { attempt, type Context, type Host } from './host.js';
import { checkList } from './lists.js';
import { listOf } from './mat-lists.js';
import { checkedPairs, type Pair, type Params, type Warn } from './params.js';
import { factsOf, movingOf, timed, type Moving } from './write-animation.js';

/** The extensions OpenCV knows for our formats. */
const extensions: Readonly<Record<string, Format>> = Object.fromEntries(
  Object.values<FormatRules>(formats).flatMap(({ name, opencvExtensions }) =>
    opencvExtensions.map((extension) => [extension, name] as const),
  ),
);

/** A call: what is written, and what goes with it. */
interface Job {
  readonly name: keyof Cv;
  readonly path: string;
  readonly mats: readonly MatLike[];
  readonly params: Params | undefined;
  /** An animation; without, several Mats are what the format makes of them. */
  readonly moving?: Moving;
  readonly metadata?: CheckedMetadata;
}

type Writers = `im${'write' | 'encode'}${'' | 'multi' | 'animation' | 'WithMetadata'}` | 'haveImageWriter';

/** @internal */
export function writers(context: Context, loaded: readonly Format[]): Pick<Cv, Writers> {
  const formatFor = (path: string): Format | undefined => {
    const format = extensions[extensionOf(path)];
    return format && loaded.includes(format) ? format : undefined;
  };

  const bytesFor = (host: Host, job: Job): Uint8Array<ArrayBuffer> | false => {
    const { name, path, mats, params, moving } = job;
    if (mats.length === 0) throw mismatch('invalid-image', `${name}: image`, 'at least one Mat', 'none');
    const format = formatFor(path);
    if (!format) {
      const known = Object.keys(extensions).filter((extension) => loaded.includes(extensions[extension]!));
      throw mismatch(
        'unknown-format',
        `${name}: extension`,
        `one of ${known.map((extension) => `.${extension}`).join(', ')}`,
        formatValue(path),
      );
    }
    const warn: Warn = (message) => context.warn(host, message);
    const frames = mats.map((mat) => pixelsOf(name, mat, format, warn));
    const still = moving?.still && pixelsOf(name, moving.still, format, warn);
    const pairs = checkedPairs(name, params);
    return attempt(host, false, () => encode(job, { format, frames, still, pairs, warn }));
  };

  const writeFile = (host: Host, job: Job): boolean => {
    const bytes = bytesFor(host, job);
    return bytes !== false && attempt(host, false, () => save(context.filesOf(host), job.path, bytes));
  };

  const withMetadata = (host: Host, job: Job, types: readonly number[], blocks: MetadataBytes): Job => {
    for (const list of [types, blocks]) checkList<unknown>(job.name, 'metadata and its types', list);
    const format = formatFor(job.path);
    return format
      ? { ...job, metadata: metadataFor(format, types, blocks, (message) => context.warn(host, message)) }
      : job;
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
      const moving = movingOf('imwriteanimation', animation);
      return writeFile(context.hostOf(this), { name: 'imwriteanimation', path, mats: moving.mats, params, moving });
    },
    imencodeanimation(extension, animation, params) {
      const moving = movingOf('imencodeanimation', animation);
      return bytesFor(context.hostOf(this), {
        name: 'imencodeanimation',
        path: extension,
        mats: moving.mats,
        params,
        moving,
      });
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

/** What follows the last dot, as far as it is letters and digits. */
function extensionOf(path: string): string {
  if (typeof path !== 'string') throw mismatch('unknown-format', 'path', 'a string', formatValue(path));
  return /\.([a-z0-9]*)[^.]*$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** Throws what OpenCV throws; a depth that the format has not becomes CV_8U. */
function pixelsOf(name: string, mat: MatLike, format: Format, warn: Warn): SourcePixels {
  if (typeof mat !== 'object' || mat === null || !isMat(mat))
    throw mismatch('invalid-image', `${name}: image`, 'a Mat', formatValue(mat));
  if (mat.rows * mat.cols === 0) throw mismatch('invalid-image', `${name}: image`, 'pixels', 'an empty Mat');
  const channels = mat.channels();
  if (![1, 3, 4].includes(channels))
    throw mismatch('unsupported-image', `${name}: image`, '1, 3 or 4 channels', `${channels}`);
  const pixels: SourcePixels = { ...viewMat(mat), order: 'bgr' };
  const { sampleTypes }: FormatRules = formats[format];
  if (sampleTypes.includes(pixels.sampleType)) return pixels;
  const { white, convertsNothing } = habitsOf(format);
  if (convertsNothing)
    throw mismatch(
      'unsupported-image',
      `${name}: image`,
      `samples that ${format} has: ${sampleTypes.join(', ')}`,
      pixels.sampleType,
    );
  if (white) return toFloats(pixels.sampleType === 'float64' ? saturated(pixels) : pixels, 1 / white);
  warn(`${format} has no ${pixels.sampleType} samples: they were converted to CV_8U`);
  return saturated(pixels);
}

interface Work {
  readonly format: Format;
  readonly frames: readonly SourcePixels[];
  readonly still: SourcePixels | undefined;
  readonly pairs: readonly Pair[];
  readonly warn: Warn;
}

/** OpenCV's encoders make an animation of pictures, a second each, if they can; TIFF's makes pages, and only those. */
function encode(job: Job, { format, frames: given, still, pairs, warn }: Work): Uint8Array<ArrayBuffer> {
  const { sequence }: FormatRules = formats[format];
  const animated = job.moving !== undefined || (given.length > 1 && sequence === 'animation');
  if (animated && sequence !== 'animation')
    throw mismatch('unsupported-image', job.name, 'a format with animations', format);
  const { settings, stillBeforeFrames, keepsRepeats = false } = habitsOf(format);
  const {
    options,
    metadata: own,
    precision,
  } = settings?.(pairs, given[0]!, {
    extension: extensionOf(job.path),
    animated,
    warn,
  }) ?? { options: {} };
  const counted = precision === undefined ? given : given.map((frame) => ({ ...frame, precision }));
  const frames = animated ? timed(counted, job.moving?.durations, keepsRepeats) : counted;
  // OpenCV writes the picture for viewers without animation only where frames follow.
  const pictures = still && stillBeforeFrames && frames.length > 1 ? [still, ...frames] : frames;
  const moving = job.moving ?? { loop: 0, bgcolor: [] };
  const animation = animated ? factsOf(format, given[0]!.channels, moving, pictures !== frames) : undefined;
  const metadata = { ...job.metadata, ...own };
  const chunks = new Chunks();
  const request = { given: metadata, read: {}, carried: 'none', unchecked: true } as const;
  encodePictureSync(
    { frames: pictures, count: pictures.length, animation, metadata: request },
    format,
    options,
    chunks,
    {},
  );
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

/** By their numbers; cICP's is of four bytes. */
const kinds: Readonly<Record<number, 'exif' | 'xmp' | 'icc' | 'cicp'>> = {
  [cv.IMAGE_METADATA_EXIF]: 'exif',
  [cv.IMAGE_METADATA_XMP]: 'xmp',
  [cv.IMAGE_METADATA_ICCP]: 'icc',
  [cv.IMAGE_METADATA_CICP]: 'cicp',
};

/** What the format has a place for; OpenCV drops the rest with a warning. */
function metadataFor(format: Format, types: readonly number[], blocks: MetadataBytes, warn: Warn): CheckedMetadata {
  const metadata: { -readonly [Kind in keyof CheckedMetadata]: CheckedMetadata[Kind] } = {};
  const { metadata: known }: FormatRules = formats[format];
  types.forEach((type, i) => {
    const kind = kinds[type];
    if (!kind || !known.includes(kind)) {
      warn(`metadata of type ${kind ?? formatValue(type)} is not supported in ${format} and was not written`);
      return;
    }
    const bytes = bytesOfBlock(blocks[i]);
    if (kind !== 'cicp') metadata[kind] = bytes;
    else if (bytes.length === 4) metadata.cicp = [...bytes] as unknown as Cicp;
    else throw mismatch('invalid-option', 'metadata', '4 bytes of cICP', `${bytes.length}`);
  });
  return metadata;
}

function bytesOfBlock(block: MetadataBytes[number] | undefined): Uint8Array {
  const bytes = block instanceof Uint8Array ? block : block?.data;
  if (bytes instanceof Uint8Array && bytes.length > 0) return bytes;
  throw mismatch('invalid-option', 'metadata', 'a Uint8Array or a Mat of bytes for each type', formatValue(block));
}
