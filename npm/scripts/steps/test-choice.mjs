// What the arguments of `npm test` choose: groups by their names, and in them test files, or else tests, by a word.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { StepError } from './run-step.mjs';

/**
 * The groups to run, with what they need: all of them without arguments. A group that has tests comes with `files` and
 * `pattern`, or with `pattern` alone, as far as a word narrows it.
 * @param groups - In the order in which they run; `needs` names groups before.
 */
export function chooseGroups(groups, args) {
  if (args.length === 0) return groups;
  const isName = (arg) => groups.find(({ name }) => name.replace(' ', '-') === arg.replace(' ', '-'));
  const named = args.map(isName).filter(Boolean);
  const words = args.filter((arg) => !isName(arg));
  const candidates = named.length > 0 ? named : groups.filter(({ files }) => files);
  const chosen = words.length > 0 ? candidates.map((group) => narrowed(group, words)).filter(Boolean) : candidates;
  if (chosen.length === 0) {
    const where = named.length > 0 ? `in ${named.map(({ name }) => name).join(', ')}` : 'anywhere';
    throw new StepError(
      `No test ${where} goes by ${words.join(', ')}. The groups are: ${groups.map(({ name }) => name).join(', ')}.`,
    );
  }
  const needed = new Set();
  const need = (name) => {
    if (needed.has(name)) return;
    needed.add(name);
    groups.find((group) => group.name === name).needs.forEach(need);
  };
  chosen.forEach(({ needs }) => needs.forEach(need));
  return groups.flatMap(
    (group) => chosen.find(({ name }) => name === group.name) ?? (needed.has(group.name) ? [group] : []),
  );
}

/** The group with the files that have one of the words in their names, or else with the tests that have; undefined for none. */
function narrowed(group, words) {
  const pattern = words.map(anyCase).join('|');
  if (group.takesPattern) return { ...group, pattern };
  if (!group.files) return undefined;
  const expression = new RegExp(pattern);
  const byName = group.files.filter((file) => expression.test(basename(file)));
  if (byName.length > 0) return { ...group, files: byName };
  const byTest = group.files.filter((file) => mayHaveTest(readFileSync(file, 'utf8'), expression));
  return byTest.length > 0 ? { ...group, files: byTest, pattern } : undefined;
}

/** A name that is put together, as in test(`${format}: …`), may be any. */
function mayHaveTest(text, expression) {
  const names = [...text.matchAll(/\btest\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)/g)].map(([, , name]) => name);
  return names.some((name) => name.includes('${') || expression.test(name));
}

/** A regular expression for a word in any case, in the form that both Node and CTest read. */
function anyCase(word) {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return escaped.replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}
