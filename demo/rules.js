// Which options go with one another and with the picture, by the rules that the tables in `formats` state.

const layouts = ['gray', 'gray-alpha', 'rgb', 'rgba'];
const sampleTypes = { 8: 'uint8', 16: 'uint16', 32: 'float32' };

/** What rules ask of a picture `{ channels, sampleType, precision }` as `format` writes it beside these options. */
export function factsOf(format, picture, values = {}) {
  if (!picture) return {};
  let written = picture.channels;
  const keepsAlpha = format.channels.some((count) => count % 2 === 0) && !['drop', 'blend'].includes(values.alpha);
  if (written % 2 === 0 && !keepsAlpha) --written;
  if (values.toGray && format.channels.includes(1) && written > 2) written -= 2;
  if (!format.channels.includes(1) && written < 3) written += 2;
  return {
    'image.layout': layouts[written - 1],
    'image.samples': sampleTypes[values.depth] ?? picture.sampleType,
    'image.extraChannels': false,
    'image.animation': false,
    'image.precision': picture.precision ?? 0,
  };
}

/** What a number must be a multiple of: its help says so. */
export const stepOf = ({ help }) => Number(/; a multiple of (\d+)/.exec(help)?.[1] ?? 1);

/** What rules compare: of tables, how many. */
const compared = (option, given) => (option.type === 'tables' ? given?.length : given) ?? option.default;

/**
 * Whether the subject of a rule passes its test: an option and what is given for it, or else a fact of the picture.
 * `undefined` when neither is known.
 */
export function passes(test, option, given, fact) {
  if (!option && fact === undefined) return undefined;
  const value = option ? compared(option, given) : fact;
  const isSet = option ? given !== undefined && (option.defaultCounts || value !== option.default) : value === true;
  if (typeof test === 'boolean') return isSet === test;
  if (test.in) return test.in.includes(value);
  if (test.notIn) return !test.notIn.includes(value);
  const number = value ?? Infinity;
  return test.below === undefined ? !(number < test.notBelow) : number < test.below;
}

/** The rules of a format beside a picture (undefined when there is none yet). */
export function rulesOf(format, picture) {
  const table = new Map([...format.options, ...format.commonOptions].map((option) => [option.name, option]));

  /** Whether all of a condition is so; what is unknown counts as `unknown`. */
  function holds(condition, values, unknown) {
    const facts = factsOf(format, picture, values);
    return Object.entries(condition ?? {}).every(
      ([subject, test]) => passes(test, table.get(subject), values[subject], facts[subject]) ?? unknown,
    );
  }

  const breaks = (option, demand, values) =>
    (!demand.for || holds({ [option.name]: demand.for }, values, false)) &&
    holds(demand.when, values, false) &&
    !holds(demand.must, values, true);

  /** Whether an option, set to `value`, would be refused beside the others. */
  function isRefused(option, value, values) {
    const tried = { ...values, [option.name]: value };
    return (
      holds({ [option.name]: true }, tried, false) &&
      (option.demands ?? []).some((demand) => breaks(option, demand, tried))
    );
  }

  /** Whether an option does nothing beside the others. */
  const isIdle = (option, values) => (option.idle ?? []).some((condition) => holds(condition, values, false));

  /** Whether whatever it is set to is refused: by a demand that is not for single values. */
  const isShut = (option, values) =>
    (option.demands ?? []).some((demand) => !demand.for && breaks(option, demand, values));

  return {
    isRefused,
    /** Why an option cannot be used now: `undefined` when it can. */
    reason(option, values) {
      const others = { ...values };
      delete others[option.name];
      if (isShut(option, others) || isIdle(option, others) || isRefused(option, values[option.name], values))
        return option.note ?? 'No effect with the options that are set.';
      return undefined;
    },
    /** Those of the values that reach the call: without the idle ones, and without those that would be refused. */
    effective(values) {
      const left = { ...values };
      for (const option of table.values()) {
        if (left[option.name] === undefined) continue;
        const others = { ...left };
        delete others[option.name];
        if (isIdle(option, others) || isRefused(option, left[option.name], others)) delete left[option.name];
      }
      return left;
    },
  };
}
