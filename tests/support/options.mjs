// Options that go with one another and with a picture, by the rules of the formats' tables alone.
import { passes } from '../../demo/rules.js';
import { formats } from '../../npm/dist/node/index.js';

const layouts = ['gray', 'gray-alpha', 'rgb', 'rgba'];

/** The table of a format, by name. */
const tableOf = (format) => new Map(formats[format].options.map((option) => [option.name, option]));

/** What rules ask of a picture, as it is written: `{ data, channels, colorSpace }`. */
export function factsOf(format, { data, channels, colorSpace, precision = 0 }) {
  const taken = formats[format].channels;
  let written = channels;
  if (!taken.includes(4) && written % 2 === 0) --written;
  if (!taken.includes(1) && written < 3) written += 2;
  const samples = data.constructor.name.replace(/(Clamped)?Array$/, '').toLowerCase();
  return {
    'image.layout': colorSpace === 'cmyk' ? 'cmyk' : layouts[written - 1],
    'image.samples': samples,
    'image.extraChannels': false,
    'image.animation': false,
    'image.precision': precision,
  };
}

/** What is unknown breaks nothing. */
const isKept = (test, subject, table, options, facts) =>
  passes(test, table.get(subject), options[subject], facts[subject]) ?? true;

/** The first demand that options break: `{ name, demand, subject, test }`. Without `facts`, of those about other options alone. */
export function brokenDemand(format, options, facts = {}) {
  const table = tableOf(format);
  const holds = (condition = {}) =>
    Object.entries(condition).every(([subject, test]) => isKept(test, subject, table, options, facts));
  for (const { name, demands = [] } of table.values()) {
    if (!holds({ [name]: true })) continue;
    for (const demand of demands) {
      if ((demand.for && !holds({ [name]: demand.for })) || holds(demand.must)) continue;
      const unknown = Object.keys(demand.when ?? {}).some(
        (subject) => !table.has(subject) && facts[subject] === undefined,
      );
      if (unknown || !holds(demand.when)) continue;
      const [[subject, test]] = Object.entries(demand.must);
      return { name, demand, subject, test };
    }
  }
  return undefined;
}

/** Whether an option has no effect beside the others. */
export function hasNoEffect(format, name, options, facts) {
  const table = tableOf(format);
  const known = (condition) =>
    Object.keys(condition).every((subject) => table.has(subject) || facts[subject] !== undefined);
  const holds = (condition) =>
    known(condition) &&
    Object.entries(condition).every(([subject, test]) => isKept(test, subject, table, options, facts));
  return (table.get(name).idle ?? []).some(holds);
}

/** The options without those whose demands are broken, beside this picture if there is one. */
export function withoutBroken(format, drawn, picture) {
  const facts = picture && factsOf(format, picture);
  const options = { ...drawn };
  for (let broken = brokenDemand(format, options, facts); broken; broken = brokenDemand(format, options, facts))
    delete options[broken.name];
  return options;
}

/** A value of an option that passes a test of another option's demand. */
function valueFor({ type, min, max, choices }, test) {
  if (test.in) return test.in[0];
  if (test.notIn) return choices.find((choice) => !test.notIn.includes(choice));
  if (test.below !== undefined) return min;
  return type === 'boolean' ? true : max;
}

/** What a value of an option needs: the other options, and `{ layout, samples }` of a picture; undefined where nothing helps. */
export function exampleFor(format, options) {
  const table = tableOf(format);
  const needed = { ...options };
  const facts = {
    'image.layout': 'rgb',
    'image.samples': 'uint8',
    'image.extraChannels': false,
    'image.animation': false,
    'image.precision': 0,
  };
  for (let rounds = 0; rounds < 8; ++rounds) {
    const broken = brokenDemand(format, needed, facts);
    if (!broken) return { options: needed, layout: facts['image.layout'], samples: facts['image.samples'] };
    const { subject, test } = broken;
    if (!table.has(subject)) facts[subject] = test.in?.[0] ?? 'uint8';
    else if (subject in options || test === false) return undefined;
    else needed[subject] = valueFor(table.get(subject), test);
  }
  return undefined;
}
