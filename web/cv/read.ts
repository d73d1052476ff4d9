// imread and its kin: files or bytes in, Mats out.
import { ImwriteError, messageOf, mismatch, shorten, formatValue } from '../core/error.js';
import { bytesOf, isEncodedBytes, sniff } from '../input/encoded.js';
import { isMat, readMat } from '../input/mat.js';
import { decodeFileSync } from '../run/decode-file.js';
import type { Format } from '../types/generated.js';
import type { MatLike } from '../types/mat-like.js';
import { codecConstants as constants } from './constants.js';
import type { Cv, FileBytes } from './cv.js';
import { blocksOf, decodeMats, ownLimits, type Decoded } from './decode.js';
import { checkDestination, place } from './destination.js';
import { checkedFlags } from './flags.js';
import { attempt, type Context, type Host } from './host.js';
import { checkArray } from './lists.js';
import type { Mat } from './mat.js';
import { pictureOf, readPicture } from './picture.js';

type Readers = `im${'read' | 'decode'}${'' | 'WithMetadata'}` | 'imcount' | 'haveImageReader';

/** @internal */
export function readers(context: Context, loaded: readonly Format[]): Pick<Cv, Readers> {
  const picture = (host: Host, read: () => Mat): Mat => tried(host, () => emptyMat(host), read);

  const withMetadata = (host: Host, decoded: () => Decoded, types: number[], metadata: Uint8Array[]): Mat =>
    picture(host, () => {
      const { mats, file } = decoded();
      for (const [type, block] of blocksOf(file.metadata)) {
        types.push(type);
        metadata.push(block);
      }
      return mats[0]!;
    });

  const imread = function (
    this: unknown,
    source: Parameters<Cv['imread']>[0],
    ...rest: (MatLike | number | undefined)[]
  ): Mat {
    const host = context.hostOf(this);
    const [dst, flags] =
      typeof rest[0] === 'object' ? [checkDestination('imread', rest[0]), rest[1]] : [undefined, rest[0]];
    const checked = checkedFlags('imread', (flags ?? constants.IMREAD_COLOR) as number);
    const read = picture(host, () => {
      const element =
        typeof source === 'string' && context.filesOf(host).exists(source) ? undefined : pictureOf(source);
      if (element) return readPicture(host, element);
      return decodeMats(context, host, readFile(context, host, source as string), checked, { still: true }).mats[0]!;
    });
    if (!dst) return read;
    place('imread', read, dst);
    return dst as Mat;
  };

  return {
    imread,
    imdecode(bytes, flags = constants.IMREAD_COLOR) {
      const host = context.hostOf(this);
      const checked = checkedFlags('imdecode', flags);
      const file = fileBytes('imdecode', bytes);
      return picture(host, () => decodeMats(context, host, file, checked, { still: true }).mats[0]!);
    },
    imreadWithMetadata(path, types, metadata, flags = constants.IMREAD_ANYCOLOR) {
      const host = context.hostOf(this);
      const checked = checkedFlags('imreadWithMetadata', flags);
      emptied('imreadWithMetadata', types, metadata);
      return withMetadata(
        host,
        () => decodeMats(context, host, readFile(context, host, path), checked, { still: true }),
        types,
        metadata,
      );
    },
    imdecodeWithMetadata(bytes, types, metadata, flags = constants.IMREAD_ANYCOLOR) {
      const host = context.hostOf(this);
      const checked = checkedFlags('imdecodeWithMetadata', flags);
      const file = fileBytes('imdecodeWithMetadata', bytes);
      emptied('imdecodeWithMetadata', types, metadata);
      return withMetadata(host, () => decodeMats(context, host, file, checked, { still: true }), types, metadata);
    },
    imcount(path) {
      const host = context.hostOf(this);
      return tried(
        host,
        0,
        () => decodeFileSync(readFile(context, host, path), { frameCount: 0, limits: ownLimits() }).pages,
      );
    },
    haveImageReader(path) {
      const host = context.hostOf(this);
      return tried(host, false, () => loaded.includes(sniff(readFile(context, host, path))));
    },
  };
}

/** @internal */
export function readFile(context: Context, host: Host, path: string): Uint8Array {
  if (typeof path !== 'string') throw mismatch('read-failed', 'path', 'a string', formatValue(path));
  try {
    return context.filesOf(host).readFile(path);
  } catch (cause) {
    throw new ImwriteError('read-failed', `${shorten(path)} could not be read: ${messageOf(cause)}`, { cause });
  }
}

/** As `attempt`, but a picture that is too large, or too small to be reduced, is thrown, as OpenCV does. @internal */
export function tried<T>(host: Host, failed: T | (() => T), work: () => T): T {
  const result = attempt(host, undefined, work);
  const { code } = host.lastError ?? {};
  if (code === 'image-too-large' || code === 'unsupported-image') throw host.lastError;
  return result ?? (typeof failed === 'function' ? (failed as () => T)() : failed);
}

/** @internal */
export const emptyMat = (host: Host): Mat => new host.Mat() as Mat;

/** The bytes of a file; none at all are an error. @internal */
export function fileBytes(name: string, bytes: FileBytes): Uint8Array {
  const isObject = typeof bytes === 'object' && bytes !== null;
  const isFilled = isObject && isMat(bytes) && bytes.rows * bytes.cols > 0;
  const file = !isObject
    ? undefined
    : isEncodedBytes(bytes)
      ? bytesOf(bytes)
      : isFilled
        ? readMat(bytes).bytes
        : undefined;
  if (file && file.length > 0) return file;
  throw mismatch(
    'unsupported-data',
    `${name}: bytes`,
    'a Uint8Array or a Mat with the bytes of a file',
    file ? 'no bytes' : formatValue(bytes),
  );
}

function emptied(name: string, types: number[], metadata: Uint8Array[]): void {
  for (const list of [types, metadata]) checkArray(name, 'metadata and its types', list);
  types.length = metadata.length = 0;
}
