// Calls drawn from the formats' own tables: pictures of any layout, and options that the tables allow.
import { withoutBroken } from './options.mjs';
import { fc, formats } from './package.mjs';

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
  const integer = ({ min, max }) =>
    fc.oneof({ weight: 8, arbitrary: fc.integer({ min, max: Math.min(max, min + 255) }) }, fc.constantFrom(min, max));
  const kinds = {
    integer: () => integer(option),
    number: () => fc.double({ min: option.min, max: option.max, noNaN: true }),
    range: () => fc.constantFrom([0, 1], [0, 255], [255, 0], [-1.5, 4]),
    boolean: () => fc.boolean(),
    choice: () => fc.constantFrom(...option.choices),
    color: () => fc.constantFrom('#102030', 'navy', [1, 2, 3]),
    samples: () => fc.oneof(integer(option), fc.tuple(integer(option), integer(option), integer(option))),
    tables: () =>
      fc.array(fc.array(integer(option), { minLength: option.minLength ?? option.length, maxLength: option.length }), {
        minLength: 1,
        maxLength: option.maxTables,
      }),
  };
  return kinds[option.type]();
}

/** Up to three of these options; they may not go with one another. */
export const someOf = (options, value = allowedValue) =>
  fc
    .subarray(options, { maxLength: Math.min(3, options.length) })
    .chain((drawn) => fc.record(Object.fromEntries(drawn.map((option) => [option.name, value(option)]))));

/** Some are for special pictures alone, or count the pixels. */
const special = ['bitDepth', 'colorTable', 'transparentColor', 'tileWidth', 'tileHeight'];
const isSpecial = ({ name, module, moduleChoice }) => (module && !moduleChoice) || special.includes(name);

/** A third encoder is not loaded for these. */
const usual = ({ choices, moduleChoice }) =>
  choices.filter((choice) => choice !== moduleChoice && !String(choice).startsWith('ccitt'));

/** The options that fittingOptions() leaves out, and those that have a choice which it leaves out. */
export const specialOptions = (format) =>
  formats[format].options.filter((option) => option.moduleChoice || isSpecial(option));

/**
 * Valid options of a format that fit together, each there or not. With a picture that is known later: fittedTo().
 *
 * Premultiplied alpha, which changes samples, is left out.
 */
export function fittingOptions(format) {
  const value = (option) => {
    // More rows have more MCUs than the format can count.
    if (option.name === 'restartRows') return fc.nat(1000);
    if (option.type === 'integer') return fc.integer({ min: option.min, max: option.max });
    if (option.type === 'number') return fc.double({ min: option.min, max: option.max, noNaN: true });
    if (option.type === 'boolean') return fc.boolean();
    if (option.type === 'tables')
      return fc.array(
        fc.array(fc.integer({ min: option.min, max: option.max }), {
          minLength: option.length,
          maxLength: option.length,
        }),
        { minLength: 1, maxLength: option.maxTables },
      );
    return fc.constantFrom(...usual(option).filter((choice) => choice !== 'premultiplied'));
  };
  const options = formats[format].options.filter((option) => !isSpecial(option));
  // Some at a time, in any order: of all of them few would be left that go together.
  return fc
    .shuffledSubarray(options)
    .chain((drawn) => fc.record(Object.fromEntries(drawn.map((option) => [option.name, value(option)]))))
    .map((drawn) => withoutBroken(format, counted(drawn)));
}

/** Two numbers, which no rule compares; a chunk that says sRGB, which allows one gamma. */
const counted = ({ qmin, gamma, ...options }) => ({
  ...options,
  ...(qmin !== undefined && { qmin: Math.min(qmin, options.qmax ?? 100) }),
  ...(gamma !== undefined && options.srgb === undefined && { gamma }),
});

/** Those of the options that go with the picture as well. */
export function fittedTo(format, options, picture) {
  const fitted = withoutBroken(format, options, picture);
  // libvips takes the second row of two planes for another.
  if (picture.channels === 2) delete fitted.planarConfiguration;
  return fitted;
}
