// Parameters: OpenCV's flat [flag, value, …] as the options of our codecs, clamped and ignored as OpenCV does it.
import { mismatch, show } from '../core/error.js';
import type { Format } from '../types/generated.js';
import type { PlainMetadata } from '../types/metadata.js';
import type { CodecOptions } from '../types/options.js';
import type { Pixels } from '../types/pixels.js';
import { codecConstants as cv } from './constants.js';

/** `[flag, value, flag, value, …]`, whole numbers. */
export type Params = readonly number[];

/** What an encoder is told. @internal */
export interface Settings {
  readonly options: CodecOptions;
  readonly metadata?: PlainMetadata;
}

/** @internal */
export type Pair = readonly [flag: number, value: number];
/** @internal */
export type Warn = (message: string) => void;

/** OpenCV takes so many pairs (OPENCV_IO_MAX_IMAGE_PARAMS). */
const MAX_PAIRS = 50;

/** Throws what OpenCV throws before it looks at a parameter. @internal */
export function checkedPairs(name: string, params: Params | undefined): Pair[] {
  const list = params ?? [];
  const isList = Array.isArray(list) || ArrayBuffer.isView(list);
  if (!isList || !Array.prototype.every.call(list, Number.isInteger)) {
    throw mismatch('invalid-option', `${name}: params`, 'an array of whole numbers', show(isList ? Array.prototype.find.call(list, (value) => !Number.isInteger(value)) : list));
  }
  if (list.length % 2 !== 0) throw mismatch('invalid-option', `${name}: params`, 'pairs of a flag and a value', `${list.length} numbers`);
  if (list.length > 2 * MAX_PAIRS) throw mismatch('invalid-option', `${name}: params`, `at most ${MAX_PAIRS} pairs`, `${list.length / 2}`);
  return Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i]!, list[2 * i + 1]!]);
}

/** The settings for an image. What it throws is what OpenCV's encoders fail with. @internal */
export function settingsFor(format: Format, pairs: readonly Pair[], image: Pixels, animated: boolean, warn: Warn): Settings {
  if (format === 'webp') return webp(pairs, animated);
  return { jpeg, png, tiff }[format](pairs, image, warn);
}

const clamp = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max);

/** The value of a flag's first pair. */
const first = (pairs: readonly Pair[], flag: number): number | undefined => pairs.find(([name]) => name === flag)?.[1];
/** The value of a flag's last pair. */
const last = (pairs: readonly Pair[], flag: number): number | undefined => pairs.findLast(([name]) => name === flag)?.[1];

const samplings: Readonly<Record<number, string>> = {
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_411]: '4:1:1',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_420]: '4:2:0',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_422]: '4:2:2',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_440]: '4:4:0',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_444]: '4:4:4',
};

function jpeg(pairs: readonly Pair[], _image: Pixels, warn: Warn): Settings {
  let luma = -1;
  let chroma = -1;
  for (const [flag, value] of pairs) {
    if (value < 0) continue;
    if (flag === cv.IMWRITE_JPEG_LUMA_QUALITY) {
      luma = clamp(value, 0, 100);
      if (chroma < 0) chroma = luma;
    } else if (flag === cv.IMWRITE_JPEG_CHROMA_QUALITY) {
      chroma = clamp(value, 0, 100);
    }
  }
  const sampling = last(pairs, cv.IMWRITE_JPEG_SAMPLING_FACTOR);
  if (sampling !== undefined && !samplings[sampling]) {
    warn(`IMWRITE_JPEG_SAMPLING_FACTOR 0x${sampling.toString(16)} is unknown and not used`);
  }
  const common = {
    alpha: 'drop',
    progressive: Boolean(last(pairs, cv.IMWRITE_JPEG_PROGRESSIVE)),
    optimizeCoding: Boolean(last(pairs, cv.IMWRITE_JPEG_OPTIMIZE)),
    restartInterval: clamp(last(pairs, cv.IMWRITE_JPEG_RST_INTERVAL) ?? 0, 0, 65535),
    chromaSubsampling: samplings[sampling ?? 0] ?? '4:2:0',
  };
  // A chroma quality alone does nothing in OpenCV; two that differ switch subsampling off (libjpeg.txt recommends it).
  if (luma < 0) return { options: { ...common, quality: clamp(last(pairs, cv.IMWRITE_JPEG_QUALITY) ?? 95, 0, 100) } };
  if (luma === chroma) return { options: { ...common, quality: luma } };
  return { options: { ...common, lumaQuality: luma, chromaQuality: chroma, chromaSubsampling: '4:4:4' } };
}

/** By OpenCV's numbers, which are zlib's. Z_FILTERED only tunes the search for matches, which libdeflate does in its own way. */
const strategies = ['default', 'default', 'huffman', 'rle', 'fixed'] as const;

/** By flag, and by the number that libpng has for each. */
const filters: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'sub',
  2: 'up',
  3: 'average',
  4: 'paeth',
  [cv.IMWRITE_PNG_FILTER_NONE]: 'none',
  [cv.IMWRITE_PNG_FILTER_SUB]: 'sub',
  [cv.IMWRITE_PNG_FILTER_UP]: 'up',
  [cv.IMWRITE_PNG_FILTER_AVG]: 'average',
  [cv.IMWRITE_PNG_FILTER_PAETH]: 'paeth',
  [cv.IMWRITE_PNG_FAST_FILTERS]: 'fast',
};

function png(pairs: readonly Pair[], { channels, depth }: Pixels): Settings {
  let level: number | undefined;
  let strategy: number = cv.IMWRITE_PNG_STRATEGY_RLE;
  for (const [flag, value] of pairs) {
    if (flag === cv.IMWRITE_PNG_COMPRESSION) {
      level = clamp(value, 0, 9);
      strategy = cv.IMWRITE_PNG_STRATEGY_DEFAULT; // so the order of the two flags matters
    } else if (flag === cv.IMWRITE_PNG_STRATEGY) {
      strategy = clamp(value, 0, 4);
    }
  }
  const bilevel = Boolean(last(pairs, cv.IMWRITE_PNG_BILEVEL)) && depth === 'uint8';
  if (bilevel && channels > 1) throw mismatch('unsupported-image', 'IMWRITE_PNG_BILEVEL', '1 channel', `${channels} channels`);
  const filter = last(pairs, cv.IMWRITE_PNG_FILTER) ?? (level === undefined ? cv.IMWRITE_PNG_FILTER_SUB : cv.IMWRITE_PNG_ALL_FILTERS);
  return {
    options: {
      compressionLevel: level ?? 1,
      strategy: strategies[strategy],
      filter: filters[filter] ?? 'adaptive',
      ...(bilevel && { bitDepth: 1 }),
    },
  };
}

/** Unlike a picture, an animation is lossy unless it is asked to be lossless, which a quality of 100 does already. */
function webp(pairs: readonly Pair[], animated: boolean): Settings {
  const quality = last(pairs, cv.IMWRITE_WEBP_QUALITY);
  const mode = last(pairs, cv.IMWRITE_WEBP_LOSSLESS_MODE) ?? cv.IMWRITE_WEBP_LOSSLESS_OFF;
  const isLossless = animated ? (quality ?? 75) >= 100 : quality === undefined || quality > 100;
  if (mode === cv.IMWRITE_WEBP_LOSSLESS_OFF && !isLossless) return { options: { quality: clamp(quality ?? 75, 1, 100) } };
  return { options: { lossless: true, quality: 70, exact: mode === cv.IMWRITE_WEBP_LOSSLESS_PRESERVE_COLOR } };
}

const compressions: Readonly<Record<number, string>> = {
  [cv.IMWRITE_TIFF_COMPRESSION_NONE]: 'none',
  [cv.IMWRITE_TIFF_COMPRESSION_LZW]: 'lzw',
  [cv.IMWRITE_TIFF_COMPRESSION_ADOBE_DEFLATE]: 'deflate',
  [cv.IMWRITE_TIFF_COMPRESSION_DEFLATE]: 'deflate',
  [cv.IMWRITE_TIFF_COMPRESSION_PACKBITS]: 'packbits',
  [cv.IMWRITE_TIFF_COMPRESSION_SGILOG]: 'sgilog',
};

const predictors: Readonly<Record<number, string>> = {
  [cv.IMWRITE_TIFF_PREDICTOR_NONE]: 'none',
  [cv.IMWRITE_TIFF_PREDICTOR_HORIZONTAL]: 'horizontal',
  [cv.IMWRITE_TIFF_PREDICTOR_FLOATINGPOINT]: 'float',
};

const resolutionUnits = ['none', 'inch', 'centimeter'] as const;

function tiff(pairs: readonly Pair[], { width, height, channels, depth, bytes, stride }: Pixels): Settings {
  const { resolutionUnit, metadata } = tiffResolution(pairs);
  const rowBytes = bytes.length - (height - 1) * stride;
  const rowsPerStrip = clamp(first(pairs, cv.IMWRITE_TIFF_ROWSPERSTRIP) ?? Math.floor(8192 / rowBytes), 1, height);
  // OpenCV does not say what a fourth channel is; libtiff, as OpenCV reads with it, would multiply alpha in.
  const common = { resolutionUnit, extraSamples: 'none' };
  const given = first(pairs, cv.IMWRITE_TIFF_COMPRESSION);
  const isLog = given === cv.IMWRITE_TIFF_COMPRESSION_SGILOG && depth === 'float32';
  if (isLog && channels === 3) return { options: { ...common, compression: 'sgilog', rowsPerStrip: 1 }, metadata };
  // Doubles are written plain, whatever was asked for; since 5.0 other floats are compressed where that is asked for.
  const usual = depth === 'float32' ? cv.IMWRITE_TIFF_COMPRESSION_NONE : cv.IMWRITE_TIFF_COMPRESSION_LZW;
  const compression = isLog || depth === 'float64' ? 'none' : compressions[given ?? usual];
  if (!compression || compression === 'sgilog') {
    const expected = 'IMWRITE_TIFF_COMPRESSION_NONE, _LZW, _ADOBE_DEFLATE, _DEFLATE, _PACKBITS or, for CV_32FC3, _SGILOG';
    throw mismatch('invalid-option', 'IMWRITE_TIFF_COMPRESSION', expected, `${given} for ${width} × ${height} ${depth}`);
  }
  const options = { ...common, compression, rowsPerStrip };
  if (compression === 'none' || compression === 'packbits') return { options, metadata };
  const isFloat = depth === 'float32';
  const number = first(pairs, cv.IMWRITE_TIFF_PREDICTOR) ?? (isFloat ? cv.IMWRITE_TIFF_PREDICTOR_FLOATINGPOINT : cv.IMWRITE_TIFF_PREDICTOR_HORIZONTAL);
  const predictor = predictors[number];
  if (!predictor || (predictor === 'float' && !isFloat)) {
    const expected = `1 (none)${isFloat ? ', 2 (horizontal) or 3 (float)' : ' or 2 (horizontal)'} for ${depth}`;
    throw mismatch('invalid-option', 'IMWRITE_TIFF_PREDICTOR', expected, `${number}`);
  }
  return { options: { ...options, predictor }, metadata };
}

/** Our metadata has dots per inch, of which the file's numbers are made again. */
function tiffResolution(pairs: readonly Pair[]): { resolutionUnit: string | undefined; metadata: PlainMetadata } {
  const resolutionUnit = resolutionUnits[(first(pairs, cv.IMWRITE_TIFF_RESUNIT) ?? 0) - 1];
  const perInch = resolutionUnit === 'centimeter' ? 2.54 : 1;
  const [x, y] = [cv.IMWRITE_TIFF_XDPI, cv.IMWRITE_TIFF_YDPI].map((flag) => Math.max(first(pairs, flag) ?? 0, 0) * perInch);
  return { resolutionUnit, metadata: x || y ? { dpi: [x!, y!] } : {} };
}
