// Files decoded: their pictures as Mats of the host, and what OpenCV knows of the file.
import { orient } from '../codec/orientation.js';
import { settings } from '../core/settings.js';
import { sniff } from '../input/encoded.js';
import { decodeFileSync } from '../run/decode-file.js';
import type { FileDecodeOptions } from '../types/decode-options.js';
import type { DecodedFile, DecodedImage } from '../types/decoded.js';
import type { Limits } from '../types/generated.js';
import type { DecodedMetadata } from '../types/metadata.js';
import { codecConstants as cv } from './constants.js';
import { convert, typeOf } from './convert.js';
import { reductionOf, targetType, wantsRgb, wantsUpright } from './flags.js';
import { habitsOf } from './formats/index.js';
import { makeMat, type Context, type Host } from './host.js';
import type { Mat } from './mat.js';
import { reduce } from './resize.js';
import { channelsOf, depthOf, makeType } from './types.js';

/** OpenCV's limit (OPENCV_IO_MAX_IMAGE_PIXELS), beyond which it throws, unless configure() says another. The others are the package's. @internal */
export const ownLimits = (): Limits => ({ pixels: 2 ** 30, ...settings.limits });

const CV_32F = 5;

/** @internal */
export interface Decoded {
  readonly mats: Mat[];
  readonly file: DecodedFile;
}

/** The pictures of a file, as Mats of the host. @internal */
export function decodeMats(
  context: Context,
  host: Host,
  bytes: Uint8Array,
  flags: number,
  options: FileDecodeOptions,
): Decoded {
  const format = sniff(bytes);
  const reduction = reductionOf(flags);
  const color = targetType(makeType(CV_32F, 3), flags);
  const reading = format && habitsOf(format).reading?.(channelsOf(color) === 1, reduction);
  const toneMap = depthOf(color) !== CV_32F;
  const file = decodeFileSync(bytes, {
    ...options,
    ...reading,
    toneMap,
    orientation: 'keep',
    profiles: false,
    limits: ownLimits(),
  });
  for (const warning of file.warnings) context.warn(host, warning);
  const reduceBy = reading ? 1 : reduction;
  return {
    mats: file.images.map((image) =>
      matOf(host, image, { bytes, file, flags, reduceBy, still: options.still === true }),
    ),
    file,
  };
}

/** The blocks that OpenCV gives of a file's metadata, each with its number. @internal */
export function blocksOf({ exif, xmp, icc, cicp }: DecodedMetadata): [type: number, block: Uint8Array<ArrayBuffer>][] {
  const blocks: [number, Uint8Array<ArrayBuffer> | undefined][] = [
    [cv.IMAGE_METADATA_EXIF, exif],
    [cv.IMAGE_METADATA_XMP, xmp],
    [cv.IMAGE_METADATA_ICCP, icc],
    [cv.IMAGE_METADATA_CICP, cicp && Uint8Array.from(cicp)],
  ];
  return blocks.filter((entry): entry is [number, Uint8Array<ArrayBuffer>] => entry[1] !== undefined);
}

interface Reading {
  readonly bytes: Uint8Array;
  readonly file: DecodedFile;
  readonly flags: number;
  readonly reduceBy: number;
  readonly still: boolean;
}

function matOf(host: Host, decoded: DecodedImage, { bytes, file, flags, reduceBy, still }: Reading): Mat {
  const image = withoutExtras(decoded);
  const type = targetType(typeOf(image, bytes), flags);
  const channels = channelsOf(type);
  const frame = file.animation !== undefined && !still;
  const makeGray = frame ? undefined : habitsOf(image.format).grayOf?.(bytes, file.metadata.icc);
  let picture = { ...image, channels, data: convert(image, type, { rgb: wantsRgb(flags), makeGray, frame }) };
  if (reduceBy > 1) picture = { ...picture, ...reduce(picture, channels, reduceBy) };
  if (wantsUpright(image.format, flags)) picture = orient(picture);
  return makeMat(host, picture.height, picture.width, type, picture.data) as Mat;
}

/** The image without the channels that are neither color nor alpha, for which Mats of pictures have no place. */
function withoutExtras(image: DecodedImage): DecodedImage {
  const { data, channels, extraChannels = 0 } = image;
  if (extraChannels === 0) return image;
  const kept = channels - extraChannels;
  const samples = data.slice(0, (data.length / channels) * kept);
  for (let i = 0; i < samples.length; ++i) samples[i] = data[Math.floor(i / kept) * channels + (i % kept)]!;
  return { ...image, data: samples, channels: kept };
}
