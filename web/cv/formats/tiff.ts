// TIFF as OpenCV writes and reads it.
import { mismatch } from '../../core/error.js';
import type { CheckedMetadata } from '../../types/metadata.js';
import type { Pixels } from '../../types/pixels.js';
import { codecConstants as cv } from '../constants.js';
import { clamp, first, type Pair, type Settings } from '../params.js';
import { LUMA_OF_14_BITS, type Habits } from './habits.js';

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

function tiff(pairs: readonly Pair[], { width, height, channels, sampleType, bytes, stride }: Pixels): Settings {
  const { resolutionUnit, metadata } = tiffResolution(pairs);
  const rowBytes = bytes.length - (height - 1) * stride;
  const rowsPerStrip = clamp(first(pairs, cv.IMWRITE_TIFF_ROWSPERSTRIP) ?? Math.floor(8192 / rowBytes), 1, height);
  // OpenCV does not say what a fourth channel is; libtiff, as OpenCV reads with it, would multiply alpha in.
  const common = { resolutionUnit, extraSamples: 'none' };
  const given = first(pairs, cv.IMWRITE_TIFF_COMPRESSION);
  const isLog = given === cv.IMWRITE_TIFF_COMPRESSION_SGILOG && sampleType === 'float32';
  if (isLog && channels === 3) return { options: { ...common, compression: 'sgilog', rowsPerStrip: 1 }, metadata };
  // Doubles are written plain, whatever was asked for; since 5.0 other floats are compressed where that is asked for.
  const usual = sampleType === 'float32' ? cv.IMWRITE_TIFF_COMPRESSION_NONE : cv.IMWRITE_TIFF_COMPRESSION_LZW;
  const compression = isLog || sampleType === 'float64' ? 'none' : compressions[given ?? usual];
  if (!compression || compression === 'sgilog') {
    const expected =
      'IMWRITE_TIFF_COMPRESSION_NONE, _LZW, _ADOBE_DEFLATE, _DEFLATE, _PACKBITS or, for CV_32FC3, _SGILOG';
    throw mismatch(
      'invalid-option',
      'IMWRITE_TIFF_COMPRESSION',
      expected,
      `${given} for ${width} × ${height} ${sampleType}`,
    );
  }
  const options = { ...common, compression, rowsPerStrip };
  if (compression === 'none' || compression === 'packbits') return { options, metadata };
  const isFloat = sampleType === 'float32';
  const number =
    first(pairs, cv.IMWRITE_TIFF_PREDICTOR) ??
    (isFloat ? cv.IMWRITE_TIFF_PREDICTOR_FLOATINGPOINT : cv.IMWRITE_TIFF_PREDICTOR_HORIZONTAL);
  const predictor = predictors[number];
  if (!predictor || (predictor === 'float' && !isFloat)) {
    const expected = `1 (none)${isFloat ? ', 2 (horizontal) or 3 (float)' : ' or 2 (horizontal)'} for ${sampleType}`;
    throw mismatch('invalid-option', 'IMWRITE_TIFF_PREDICTOR', expected, `${number}`);
  }
  return { options: { ...options, predictor }, metadata };
}

/** Our metadata has dots per inch, of which the file's numbers are made again. */
function tiffResolution(pairs: readonly Pair[]): { resolutionUnit: string | undefined; metadata: CheckedMetadata } {
  const resolutionUnit = resolutionUnits[(first(pairs, cv.IMWRITE_TIFF_RESUNIT) ?? 0) - 1];
  const perInch = resolutionUnit === 'centimeter' ? 2.54 : 1;
  const [x, y] = [cv.IMWRITE_TIFF_XDPI, cv.IMWRITE_TIFF_YDPI].map(
    (flag) => Math.max(first(pairs, flag) ?? 0, 0) * perInch,
  );
  return { resolutionUnit, metadata: x || y ? { dpi: [x!, y!] } : {} };
}

export const tiffHabits: Habits = { settings: tiff, alwaysUpright: true, luma: LUMA_OF_14_BITS };
