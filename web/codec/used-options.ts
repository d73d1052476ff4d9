// Which options an encode really used: those given, and the defaults of the others that have one, without those that had
// nothing to act on.
import type { FormatRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { CodecOptions } from '../types/options.js';
import type { Pixels } from '../types/pixels.js';
import { colorChannels } from './encode.js';

/** What was written, as far as options depend on it. */
interface Written {
  readonly options: CodecOptions;
  readonly gray: boolean;
  readonly alpha: boolean;
  readonly cmyk: boolean;
}

export function usedOptions(facts: FormatRules, image: Pixels, given: CodecOptions): Record<string, unknown> {
  const defaults = facts.options.filter((option) => option.default !== null).map((option) => [option.name, option.default]);
  const options = { ...Object.fromEntries(defaults), ...withoutUndefined(given) };
  const cmyk = image.order === 'cmyk';
  const channels = colorChannels(image);
  const hasAlpha = channels % 2 === 0 && !cmyk;
  const blended = hasAlpha && (!facts.channels.includes(4) || ['blend', 'drop'].includes(options['alpha'] as string));
  const written = { options, gray: (channels < 3 || options['toGray'] === true) && facts.channels.includes(1), alpha: hasAlpha && !blended, cmyk };
  const idle = [
    ...idleOf[facts.name](written),
    ...(!hasAlpha ? ['alpha'] : []),
    ...(channels < 3 ? ['toGray'] : []),
    ...(isReduced(image, options['depth']) ? [] : ['dither']),
    ...(!blended || options['alpha'] === 'drop' || options['alpha'] === 'error' ? ['background'] : []),
  ];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !idle.includes(name)));
}

/** Whether samples become smaller. */
const isReduced = ({ depth }: Pixels, written: unknown): boolean => written !== undefined && Number(written) < Number(/\d+$/.exec(depth)![0]);

const withoutUndefined = (options: CodecOptions): CodecOptions => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** The options that a format had no use for. */
const idleOf: Readonly<Record<Format, (written: Written) => readonly string[]>> = {
  jpeg: ({ options, gray, cmyk }) => {
    if (options['lossless']) return Object.keys(options).filter((name) => forLossy.includes(name));
    const { colorSpace = cmyk ? 'cmyk' : gray ? 'gray' : 'ycc' } = options;
    const ownQualities = options['lumaQuality'] !== undefined; // chroma's is luma's, where it has none
    return [
      ...(['ycc', 'ycck'].includes(colorSpace as string) ? [] : ['chromaSubsampling', 'chromaQuality']),
      ...(options['progressive'] || options['arithmeticCoding'] ? ['optimizeCoding'] : []),
      ...(options['quantTables'] || ownQualities ? ['quality'] : []),
      'predictor',
      'pointTransform',
    ];
  },
  png: ({ options }) => [...(options['compressionLevel'] === 0 ? ['strategy'] : []), ...(options['colors'] === undefined ? [] : ['palette'])],
  tiff: ({ alpha }) => (alpha ? [] : ['extraSamples']),
  webp: ({ options, alpha }) => {
    const { nearLossless, lossless, targetSize, targetPsnr } = options;
    const exact = lossless || nearLossless !== undefined;
    return [
      ...(exact ? Object.keys(options).filter((name) => !forLossless.includes(name)) : []),
      ...(exact && !lossless ? ['lossless'] : []),
      ...(targetSize !== undefined || targetPsnr !== undefined ? ['quality'] : []),
      ...(alpha ? [] : ['alphaQuality', 'alphaCompression', 'alphaFiltering', 'exact']),
    ];
  },
};

/** What lossless JPEG files have no use for. */
const forLossy: readonly string[] = ['quality', 'chromaSubsampling', 'optimizeCoding', 'smoothing'];

/** What lossless WebP files have a use for. */
const forLossless: readonly string[] = ['lossless', 'nearLossless', 'quality', 'method', 'exact', 'imageHint', 'alpha', 'background', 'depth', 'dither', 'toGray', 'range'];
