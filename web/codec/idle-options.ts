// Whether an option has an effect, by the rules of its format's table.
import type { OptionCondition, OptionRules, OptionTest } from '../types/format-facts.js';

/** A subject of conditions: an option, or a fact of the image. */
export interface Subject {
  readonly value: unknown;
  /** Whether it is given as another value than its default; of a fact, whether it holds. */
  readonly set: boolean;
}

/** What conditions ask about: the options, with their defaults, and facts of the image. */
export function subjectsOf(
  options: readonly OptionRules[],
  given: Readonly<Record<string, unknown>>,
  facts: Readonly<Record<string, unknown>>,
): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (const { name, default: usual } of options) {
    const own = given[name];
    subjects.set(name, own === undefined ? { value: usual, set: false } : { value: own, set: own !== usual });
  }
  for (const [name, value] of Object.entries(facts)) subjects.set(name, { value, set: value === true });
  return subjects;
}

/** Whether the option says nothing of what was written. */
export const isIdle = ({ idle = [], replaced = [] }: OptionRules, subjects: ReadonlyMap<string, Subject>): boolean =>
  [...idle, ...replaced].some((condition) => holds(condition, subjects));

/** Whether all that the condition asks for is so. */
export const holds = (condition: OptionCondition, subjects: ReadonlyMap<string, Subject>): boolean =>
  Object.entries(condition).every(([name, test]) => passes(test, subjects.get(name)));

/** A value that is not known passes no test, and so leaves no option without effect. */
function passes(test: OptionTest, subject: Subject | undefined): boolean {
  if (!subject) return false;
  const { value, set } = subject;
  if (typeof test === 'boolean') return set === test;
  if ('in' in test) return test.in.includes(value as string);
  if ('notIn' in test) return !test.notIn.includes(value as string);
  // null, which is automatic, is below nothing.
  const number = value === null ? Infinity : Number(value);
  return 'below' in test ? number < test.below : !(number < test.notBelow);
}
