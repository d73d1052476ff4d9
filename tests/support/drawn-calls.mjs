// Calls drawn from the formats' own tables: pictures of any layout, and options that the tables allow.
import { fc, formats } from '../node/support.mjs';

/** Descriptions for pictureOf(): of any size, channels, sample type, view offset and stride. */
export const anyDescription = (samples, more = {}) =>
  fc.record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.integer({ min: 1, max: 4 }),
    samples: fc.constantFrom(...samples),
    padding: fc.integer({ min: 0, max: 9 }),
    offset: fc.integer({ min: 0, max: 5 }),
    ...more,
  });

/** A value of an option that its table allows: near its least, or one of the ends. */
export function allowedValue(option) {
  const integer = ({ min, max }) => fc.oneof({ weight: 8, arbitrary: fc.integer({ min, max: Math.min(max, min + 255) }) }, fc.constantFrom(min, max));
  const kinds = {
    integer: () => integer(option),
    number: () => fc.double({ min: option.min, max: option.max, noNaN: true }),
    range: () => fc.constantFrom([0, 1], [0, 255], [255, 0], [-1.5, 4]),
    boolean: () => fc.boolean(),
    choice: () => fc.constantFrom(...option.choices),
    color: () => fc.constantFrom('#102030', 'navy', [1, 2, 3]),
    samples: () => fc.oneof(integer(option), fc.tuple(integer(option), integer(option), integer(option))),
    tables: () => fc.array(fc.array(integer(option), { minLength: option.minLength ?? option.length, maxLength: option.length }), { minLength: 1, maxLength: option.maxTables }),
  };
  return kinds[option.type]();
}

/** Up to three of these options; they may not go with one another. */
export const someOf = (options, value = allowedValue) =>
  fc
    .subarray(options, { maxLength: Math.min(3, options.length) })
    .chain((drawn) => fc.record(Object.fromEntries(drawn.map((option) => [option.name, value(option)]))));

/** What WebP takes for lossless files; all but the two that ask for one go with lossy files. */
const lossless = new Set(['lossless', 'nearLossless', 'quality', 'method', 'alphaQuality', 'exact', 'imageHint']);
const anyLossy = (entries) =>
  fc
    .record(Object.fromEntries(entries.filter(([name]) => !['lossless', 'nearLossless'].includes(name))), { requiredKeys: [] })
    .map(({ targetPsnr, qmin, lowMemory, filterSharpness, filterType, preprocessing, ...rest }) => ({
      ...rest,
      ...(rest.targetSize === undefined && { targetPsnr }),
      qmin: qmin === undefined ? undefined : Math.min(qmin, rest.qmax ?? 100),
      lowMemory: rest.partitions ? undefined : lowMemory,
      preprocessing: rest.useSharpYuv ? undefined : preprocessing,
      ...(rest.autofilter && { filterSharpness, filterType }),
    }));

/** Some are for special pictures alone. */
const special = ['bitDepth', 'colorTable', 'transparentColor', 'errorDiffusion', 'tileWidth', 'tileHeight'];
const isSpecial = (format, { name, extended }) =>
  extended || special.includes(name) || (format === 'tiff' && ['quality', 'chromaSubsampling'].includes(name));

/** The options that fittingOptions() leaves out, and those that have a choice which it leaves out. */
export const specialOptions = (format) => formats[format].options.filter((option) => option.extendedChoice || isSpecial(format, option));

/** Valid options of a format that fit together and any picture, each there or not. */
export function fittingOptions(format) {
  const value = (option) => {
    // More rows have more MCUs than the format can count.
    if (option.name === 'restartRows') return fc.nat(1000);
    if (option.type === 'integer') return fc.integer({ min: option.min, max: option.max });
    if (option.type === 'number') return fc.double({ min: option.min, max: option.max, noNaN: true });
    if (option.type === 'boolean') return fc.boolean();
    if (option.type === 'tables') return fc.array(fc.array(fc.integer({ min: option.min, max: option.max }), { minLength: option.length, maxLength: option.length }), { minLength: 1, maxLength: option.maxTables });
    return fc.constantFrom(...option.choices.filter((choice) => choice !== option.extendedChoice));
  };
  const entries = formats[format].options.filter((option) => !isSpecial(format, option)).map((option) => [option.name, value(option)]);
  const fits = ({ predictor = 'none', compression = 'lzw', compressionLevel, nearLossless = 100, exact, extraSamples, planarConfiguration, gamma, srgb }) =>
    (predictor === 'none' || ['lzw', 'deflate'].includes(compression)) &&
    (format !== 'tiff' || compressionLevel === undefined || compression === 'deflate') &&
    !compression.startsWith('ccitt') &&
    extraSamples !== 'premultiplied' &&
    (compression !== 'sgilog' || planarConfiguration !== 'planar') &&
    (gamma === undefined || srgb === undefined) &&
    (!exact || nearLossless === 100);
  if (format === 'webp') return fc.oneof(anyLossy(entries), fc.record(Object.fromEntries(entries.filter(([name]) => lossless.has(name))), { requiredKeys: [] }).filter(fits));
  return fc.record(Object.fromEntries(entries), { requiredKeys: [] }).filter(format === 'jpeg' ? jpegFits : fits);
}

const jpegFits = ({ quality, lumaQuality, chromaQuality, quantTables, colorSpace, chromaSubsampling: sampling = '4:2:0', ...more }) =>
  (!quantTables || [quality, lumaQuality, chromaQuality].every((value) => value === undefined)) &&
  !['cmyk', 'ycck'].includes(colorSpace) &&
  (!colorSpace || colorSpace === 'ycc' || (sampling === '4:4:4' && chromaQuality === undefined && quantTables?.length !== 2)) &&
  (more.restartInterval === undefined || more.restartRows === undefined) &&
  (!more.smoothing || ['4:4:4', '4:2:0'].includes(sampling)) &&
  !(more.arithmeticCoding && more.optimizeCoding);

/** Whether the options, which go with one another, go with the picture as well. */
export const suits = ({ predictor, compression, planarConfiguration, colorSpace = 'gray' }, { data, channels }) =>
  (planarConfiguration !== 'planar' || channels !== 2) && // libvips takes the second row of two planes for another
  (channels > 2 || colorSpace === 'gray') &&
  (data instanceof Float32Array ? compression !== 'sgilog' || channels === 3 : predictor !== 'float' && compression !== 'sgilog');
