// The form of a format's options, made of the table in `formats`: the common ones, and the others in a part that opens. A value
// that is the default is left out; an option that does nothing, or would be refused, is grayed and says why.
import { element } from './dom.js';
import { optionRow } from './option-row.js';
import { ownOptionsOf, splitOwn } from './own-options.js';
import { rulesOf } from './rules.js';
import { formatLabel, labelOf } from './text.js';

/** `onChange` hears of each change; `search` is the field that narrows the rows. */
export function createOptionsForm(form, search, onChange) {
  const kept = new Map(); // each format's values, so that switching back and forth loses nothing
  let [facts, picture, rules, rows] = [];
  let isOpen = false;

  const valuesOf = (format) => kept.get(format) ?? kept.set(format, {}).get(format);
  const allOptions = () => [...facts.options, ...facts.commonOptions, ...ownOptionsOf(facts)];

  function set(option, value) {
    const values = valuesOf(facts.name);
    if (value === undefined || value === option.default) delete values[option.name];
    else values[option.name] = value;
    gray();
    onChange();
  }

  /** Grays what cannot be used now, row by row. */
  function gray() {
    const values = { ...neededDepth(), ...valuesOf(facts.name) };
    for (const row of rows) {
      const { option } = row;
      const canBe = (value) =>
        !(option.name === 'depth' && !facts.depths.includes(value)) && !rules.isRefused(option, value, values);
      row.update({ value: valuesOf(facts.name)[option.name], reason: rules.reason(option, values), canBe });
    }
  }

  /** Samples of this depth the format does not take; those of a larger one hold them exactly. */
  function neededDepth() {
    if (!picture || facts.depths.includes(picture.depth) || facts.sampleTypes.includes(picture.sampleType)) return {};
    const depth = facts.depths.find((one) => one > picture.depth);
    return depth ? { depth } : {};
  }

  function build() {
    rows = [];
    const group = (title, options) => {
      const fieldset = element('fieldset', {}, element('legend', { textContent: title }));
      for (const option of options) {
        const row = optionRow(option, valuesOf(facts.name)[option.name], (value) => set(option, value), build);
        rows.push(row);
        fieldset.append(row.element);
      }
      fieldset.hidden = options.length === 0;
      return fieldset;
    };
    const title = `${formatLabel(facts.name)} options`;
    const advanced = element(
      'details',
      { id: 'advanced', open: isOpen },
      element('summary', { textContent: 'Advanced options' }),
      group(`More ${title}`, facts.options.filter(isAdvanced)),
      group('More of pixels', facts.commonOptions.filter(isAdvanced)),
    );
    advanced.addEventListener('toggle', () => search.value.trim() === '' && (isOpen = advanced.open));
    form.replaceChildren(
      group(title, facts.options.filter(isCommon)),
      group('Pixels and file', [...facts.commonOptions.filter(isCommon), ...ownOptionsOf(facts)]),
      advanced,
      element('p', {
        id: 'nothing-found',
        className: 'hint',
        textContent: 'No option of this format has such a word.',
        hidden: true,
      }),
    );
    gray();
    narrow();
  }

  /** Shows the rows in which all words of the search occur. */
  function narrow() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { element: line, option } of rows) {
      const text = `${option.name} ${labelOf(option.name)} ${option.help} ${option.choices ?? ''}`.toLowerCase();
      line.hidden = !words.every((word) => text.includes(word));
    }
    for (const fieldset of form.querySelectorAll('fieldset'))
      fieldset.hidden = !fieldset.querySelector('.row:not([hidden])');
    const advanced = form.querySelector('#advanced');
    advanced.hidden = !advanced.querySelector('.row:not([hidden])');
    advanced.open = words.length > 0 || isOpen;
    form.querySelector('#nothing-found').hidden = rows.some(({ element: line }) => !line.hidden);
  }

  search.addEventListener('input', narrow);
  form.addEventListener('submit', (event) => event.preventDefault());
  return {
    /** Builds the form of a format; with `values`, these in place of what it had. */
    show(next, values) {
      facts = next;
      if (values) kept.set(facts.name, known(values, allOptions()));
      rules = rulesOf(facts, picture);
      build();
    },
    setPicture(next) {
      picture = next;
      rules = rulesOf(facts, picture);
      gray();
    },
    /** What differs from the defaults and has an effect: `{ options, call, metadata }`. */
    values() {
      const { own, options } = splitOwn(valuesOf(facts.name));
      const effective = rules.effective({ ...neededDepth(), ...options });
      return { options: effective, ...own };
    },
    given: () => ({ ...valuesOf(facts.name) }),
    neededDepth,
    /** The next smaller depth that the format has. */
    depthFor: (of) => Math.max(0, ...facts.depths.filter((depth) => depth < (of?.depth ?? 0))),
    set(name, value) {
      set(
        allOptions().find((option) => option.name === name),
        value,
      );
      build();
    },
    format: () => facts,
    reset() {
      kept.delete(facts.name);
      build();
      onChange();
    },
  };
}

const isCommon = ({ level }) => level === 'common';
const isAdvanced = ({ level }) => level === 'advanced';

/** Those of the values that are options here, and not the default. */
function known(values, options) {
  const isKnown = ([name, value]) => options.some((option) => option.name === name && option.default !== value);
  return Object.fromEntries(Object.entries(values).filter(isKnown));
}
