// Decoding with a module at hand: synchronous, in whichever thread calls.
import { ImwriteError } from '../error.js';
import { turnedExif } from '../exif.js';
import type { Format } from '../generated/formats.js';
import { profileOfPng } from '../color/png-color.js';
import type { PlainLimits, ReadLimitOptions } from '../limits.js';
import type { DecodedMetadata } from '../metadata.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { AnimationFacts, DecoderModule, DecoderOutput, ImageHeader, ModuleStatus } from '../wasm/module.js';
import { sampleArrays } from '../samples.js';
import type { TiffTag } from '../tiff-tags.js';

import { colorTableOf } from './color-table.js';
import { factsOf } from './facts.js';
import { guarded, type Attempt } from './guard.js';
import { orient } from './orientation.js';
import { metadataOfPages } from './page-metadata.js';

/** How `imread` decodes. */
export interface DecodeOptions extends ReadLimitOptions {
  /** Whether pixels are turned as the file's EXIF orientation says, or left as they are stored. Default: `'apply'`. */
  orientation?: 'apply' | 'keep' | undefined;
  /**
   * The page or frame to decode, or to begin with, from 0. Default: 0; of an animated PNG whose default picture is none of its
   * frames, `imread` gives that picture then.
   */
  firstFrame?: number | undefined;
  /** A JPEG is decoded at this fraction of its size, which is fast; other formats come whole. Default: 1. */
  reduction?: 1 | 2 | 4 | 8 | undefined;
  /** A JPEG is decoded to its luma alone; other formats come in colour. Default: `false`. */
  gray?: boolean | undefined;
  /**
   * A palette's indices in place of its colors, one channel and a `colorTable`: of a still PNG, or a TIFF without alpha. Others come
   * as they are. Default: `false`.
   */
  indexed?: boolean | undefined;
  /** TIFF's LogLuv becomes 8 bits by libtiff's tone curve; others come as they are. */
  toneMap?: boolean | undefined;
  /**
   * A JPEG or PNG that is cut off or damaged: an error that says how many rows are there, or the picture with what is there of
   * it, as libjpeg and libpng give it, and a warning. Default: `'error'`.
   */
  truncated?: 'error' | 'fill' | undefined;
  /** What would be a warning is an error, `corrupt-data`. Default: `false`. */
  strict?: boolean | undefined;
}

/** What part of a file is decoded, and how. @internal */
export interface FileDecodeOptions extends DecodeOptions {
  /** How many pages or frames, if there are so many. Default: 1. */
  frameCount?: number | undefined;
  /** Of an animated PNG whose default picture is no frame: that picture, in place of the first frame. */
  still?: boolean | undefined;
  /** Whether what PNG says of its colors in other words comes as a profile. Default: `true`. */
  profiles?: boolean | undefined;
}

/** The same with the limits as the decoder takes them. @internal */
export type PlainDecodeOptions = Omit<FileDecodeOptions, keyof ReadLimitOptions> & PlainLimits;

/** Samples that own their buffer. */
export type DecodedSamples =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** A decoded picture. */
export interface DecodedImage {
  /** Rows from top to bottom, packed, channels interleaved; alpha is straight. */
  readonly data: DecodedSamples;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA; of a TIFF, with `extraChannels` behind them. */
  readonly channels: number;
  /** How many of the channels, the last ones, are neither colour nor alpha, where a TIFF has such: bands of a satellite, spot colours. */
  readonly extraChannels?: number;
  /** The format the bytes were in. */
  readonly format: Format;
  /**
   * Bits that a sample may use, where the file says fewer than the type of `data` has: 12 means values from 0 to 4095, in a
   * `Uint16Array`. They come as they stand in the file; JPEG with 12 bits, or without loss, has such.
   */
  readonly precision?: number;
  /** The colors, `[r, g, b]` or `[r, g, b, a]`, that samples are the indices of, where these were asked for (`indexed`). */
  readonly colorTable?: readonly (readonly number[])[];
  /** The EXIF orientation (1 to 8) that is still to be applied: 1, unless `orientation: 'keep'` was asked for. */
  readonly orientation: number;
  /** How many pages or frames the file has. */
  readonly pages: number;
  /** What the file carries beside its pixels; `imwrite` takes it as its option `metadata`. */
  readonly metadata: DecodedMetadata;
  /** What is wrong with the file although it can be read, in plain words. */
  readonly warnings: readonly string[];
}

/** A decoded file. @internal */
export interface DecodedFile {
  readonly images: DecodedImage[];
  /** In milliseconds, one for each image. */
  readonly durations: number[];
  readonly pages: number;
  readonly animation: AnimationFacts | undefined;
  readonly metadata: DecodedMetadata;
  /** TIFF tags of each image. */
  readonly tags: readonly (readonly TiffTag[])[];
  /** As `DecodedImage.warnings`. */
  readonly warnings: readonly string[];
}

/** What is known before the pixels. @internal */
export interface Facts extends Omit<DecodedFile, 'images' | 'durations' | 'warnings'> {
  /** Of all pictures, where it is not that of their headers. */
  readonly orientation: number | undefined;
  /** Of each picture that comes as indices. */
  readonly colorTables: readonly Uint8Array[];
}

interface Frame {
  header: ImageHeader;
  readonly samples: Uint8Array<ArrayBuffer>;
}

/** @internal */
export function decode(
  module: CompiledModule<DecoderModule>,
  bytes: Uint8Array,
  format: Format,
  { orientation = 'apply', profiles = true, ...options }: PlainDecodeOptions,
): DecodedFile {
  let file: Facts | undefined;
  const warnings: string[] = [];
  const frames: Frame[] = [];
  const begin = (header: ImageHeader): void => {
    frames.push({ header: { ...header }, samples: allocate(header, format) });
  };
  const place = (y: number, rows: Uint8Array): void => {
    const { header, samples } = frames.at(-1)!;
    samples.set(rows, y * (samples.length / header.height));
  };
  const call = (attempt: Attempt): ModuleStatus | undefined =>
    module.run((instance) =>
      instance.imread(bytes, options, {
        file: (header) => attempt(() => void (file = inMemory(format, 'the metadata of the file', () => factsOf(header)))),
        begin: (header) => attempt(() => begin(header)),
        rows: (y, rows) => attempt(() => place(y, rows)),
        warn: (warning) => void (warnings.includes(warning) || warnings.push(warning)),
      }),
    );
  guarded(format, undefined, call, ['maxPixels', 'orientation', 'signal']);
  if (!file) throw new ImwriteError('internal', `the ${format} decoder told nothing of the file`, { format });
  const { pages, orientation: said, colorTables, ...facts } = file;
  if (said !== undefined) for (const frame of frames) frame.header = { ...frame.header, orientation: said };
  const upright = orientation === 'apply';
  const turned = upright && frames.some(({ header }) => header.orientation !== 1);
  const kept = frames.length > 0 && !upright && frames[0]!.header.orientation !== 1;
  const swaps = turned && frames[0]!.header.orientation >= 5;
  const { exif, dpi } = file.metadata;
  const icc = profiles && format === 'png' && !file.metadata.icc ? profileOfPng(bytes) : undefined;
  const metadata = {
    ...file.metadata,
    ...(turned && exif && { exif: turnedExif(exif, swaps) }),
    ...(swaps && dpi && { dpi: [dpi[1], dpi[0]] as const }),
    ...(icc && { icc }),
    ...(kept && { orientation: frames[0]!.header.orientation }),
  };
  const own = metadataOfPages({ ...file, format, bytes, metadata }, options.firstFrame ?? 0, frames.length);
  const images = frames.map(({ header, samples }, index) => {
    const { width, height, channels, depth, precision, extraChannels } = header;
    const data = new sampleArrays[depth](samples.buffer) as DecodedSamples;
    const table = colorTables[index];
    const colorTable = table?.length ? colorTableOf(table, samples) : undefined;
    const kinds = { ...(precision > 0 && { precision }), ...(extraChannels > 0 && { extraChannels }), ...(colorTable && { colorTable }) };
    const described = { format, ...kinds, orientation: header.orientation, pages, metadata: own[index]!, warnings };
    const image = { data, width, height, channels, ...described };
    return upright ? orient(image) : image;
  });
  return { ...facts, pages, images, durations: frames.map(({ header }) => header.duration), metadata, warnings };
}

/** The sizes of the pictures that are to be decoded, as far as the file tells them before its pixels; none when it is damaged. */
export function layoutOf(module: CompiledModule<DecoderModule>, bytes: Uint8Array, options: PlainDecodeOptions): ImageHeader[] {
  let count = 1;
  let first: ImageHeader | undefined;
  const { orientation: _, profiles: __, ...codec } = options;
  const output: DecoderOutput = {
    file: ({ frameCount }) => (count = Math.min(frameCount, options.frameCount ?? 1)) > 0,
    begin: (header) => ((first = { ...header }), false),
    rows: () => false,
    warn: () => {},
  };
  try {
    module.run((instance) => instance.imread(bytes, codec, output));
  } catch {
    return []; // it will fail in the same way when it is decoded, and tell
  }
  return first ? new Array<ImageHeader>(count).fill(first) : [];
}

function allocate({ width, height, channels, depth }: ImageHeader, format: Format): Uint8Array<ArrayBuffer> {
  const size = width * height * channels * sampleArrays[depth].BYTES_PER_ELEMENT;
  return inMemory(format, `${size} bytes for ${width} × ${height} pixels`, () => new Uint8Array(size));
}

/** What `make` gives; engines refuse what is too large for an array or a text by a RangeError. */
function inMemory<T>(format: Format, what: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ImwriteError('out-of-memory', `out of memory: ${what}`, { format, cause });
  }
}
