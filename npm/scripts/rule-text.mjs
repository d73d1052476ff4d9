// The rules of an option in words, for the docs, the help and the demo: "Only with compression 'deflate'."

const layouts = {
  gray: 'gray images',
  'gray-alpha': 'gray images with alpha',
  rgb: 'RGB images',
  rgba: 'RGBA images',
  cmyk: 'CMYK images',
};
const layoutSets = {
  'rgb,cmyk': 'images of color',
  'gray-alpha,rgba': 'images with alpha',
  'gray,rgb': 'images without alpha',
  'gray,gray-alpha': 'gray images',
};

const list = (words, last) =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
const value = (one) => (typeof one === 'string' ? `'${one}'` : String(one));

/** A condition on one subject as { text, negative }: "lossless", or the lack of it. */
function phrase(subject, test) {
  if (subject === 'image.extraChannels') return { text: 'extra channels', negative: !test };
  if (subject === 'image.animation') return { text: 'animations', negative: !test };
  if (typeof test === 'boolean') return { text: subject, negative: !test };
  const values = test.in ?? test.notIn;
  const negative = test.notIn !== undefined;
  if (subject === 'image.layout' && negative && layoutSets[values] === 'images with alpha')
    return { text: 'images without alpha', negative: false };
  if (subject === 'image.layout')
    return {
      text:
        layoutSets[values] ??
        list(
          values.map((name) => layouts[name]),
          'or',
        ),
      negative,
    };
  if (subject === 'image.precision') return { text: `a precision of ${list(values, 'or')} bits`, negative };
  if (subject === 'image.samples') return { text: `${list(values, 'or')} samples`, negative };
  if (values) return { text: `${subject} ${list(values.map(value), 'or')}`, negative };
  if (test.below !== undefined) return { text: `${subject} below ${test.below}`, negative: false };
  return { text: `${subject} below ${test.notBelow}`, negative: true, opposite: `${subject} from ${test.notBelow} on` };
}

const phrases = (condition) => Object.entries(condition).map(([subject, test]) => phrase(subject, test));
const bare = ({ text, negative, opposite }) => opposite ?? (negative ? `no ${text}` : text);

/** "only with A and B, not with C or D" */
function only(conditions) {
  const parts = conditions.flatMap(phrases);
  const [wanted, unwanted] = [parts.filter(({ negative }) => !negative), parts.filter(({ negative }) => negative)].map(
    (group) => group.map(({ text }) => text),
  );
  return [
    wanted.length > 0 && `only with ${list(wanted, 'and')}`,
    unwanted.length > 0 && `not with ${list(unwanted, 'or')}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function prefix({ for: own, when }) {
  const values =
    own && (own.in ? list(own.in.map(value), 'and') : `values other than ${list(own.notIn.map(value), 'and')}`);
  const about = when && Object.keys(when).every((subject) => subject.startsWith('image.')) ? 'for' : 'with';
  const where = when && `${about} ${list(phrases(when).map(bare), 'and')}`;
  return [values, where].filter(Boolean).join(' ');
}

/** "with A and B", "without C and D", or "with A without C" */
function beside(condition) {
  const parts = phrases(condition);
  const there = parts.filter(({ negative, opposite }) => !negative || opposite).map(bare);
  const lacking = parts.filter(({ negative, opposite }) => negative && !opposite).map(({ text }) => text);
  return [there.length > 0 && `with ${list(there, 'and')}`, lacking.length > 0 && `without ${list(lacking, 'and')}`]
    .filter(Boolean)
    .join(' ');
}
const isWith = (text) => text.startsWith('with ');

const sentence = (text) => (text === '' ? '' : `${text[0].toUpperCase()}${text.slice(1)}.`);

/** What an option goes with, and where it does nothing; empty when there is nothing to say. */
export function ruleText({ rules = [] }) {
  const groups = new Map();
  for (const rule of rules.filter(({ must }) => must))
    groups.set(prefix(rule), [...(groups.get(prefix(rule)) ?? []), rule]);
  const demands = [...groups].map(([start, group]) =>
    [start, only(group.map(({ must }) => must))].filter(Boolean).join(' '),
  );
  const idle = rules.filter(({ kind }) => kind === 'idle');
  const own = idle
    .filter((rule) => rule.for)
    .map((rule) => `${list(rule.for.in.map(value), 'or')} has no effect ${beside(rule.when)}`);
  const all = idle.filter((rule) => !rule.for).map((rule) => beside(rule.when));
  const together = [...all.filter(isWith), ...all.filter((text) => !isWith(text))].map((text, i) =>
    i > 0 && isWith(text) ? text.slice('with '.length) : text,
  );
  return [demands.join('; '), together.length > 0 ? `no effect ${list(together, 'or')}` : '', ...own]
    .map(sentence)
    .filter(Boolean)
    .join(' ');
}

const negated = (test) => {
  if (typeof test === 'boolean') return !test;
  const [[name, values]] = Object.entries(test);
  return { [{ in: 'notIn', notIn: 'in', below: 'notBelow', notBelow: 'below' }[name]]: values };
};

/** The conditions under which another option says what this one usually does. */
export const replacingConditions = ({ rules = [] }) =>
  rules.filter(({ kind }) => kind === 'replaced').map(({ when }) => when);

/** The conditions under which the format's own place for a resolution is not there. */
export const displacingConditions = ({ name, rules = [] }) =>
  rules.filter(({ kind }) => kind === 'displacesDpi').map((rule) => ({ [name]: rule.for ?? true, ...rule.when }));

/** The conditions under which an option has no effect: all that say so, and those that break what it needs. */
export function idleConditions({ name, rules = [] }) {
  return rules.flatMap(({ kind, for: own, when, must }) => {
    if (kind === 'idle') return [{ ...(own && { [name]: own }), ...when }];
    if (kind !== 'needs' || own || when) return [];
    return Object.entries(must).map(([subject, test]) => ({ [subject]: negated(test) }));
  });
}
