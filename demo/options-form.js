// The form of a format's options, made of the table in `formats`: the common ones, and the others in a part that opens. A value
// that is the default is left out, and an option that does nothing beside the others is grayed.
import { isIdle } from './idle.js';
import { formatLabel, labelOf } from './text.js';

/** `show(facts)` builds the form of a format; `values()` gives what differs from the defaults; `onChange` hears of it. */
export function createOptionsForm(form, onChange) {
  const kept = new Map(); // each format's values, so that switching back and forth loses nothing
  let facts;
  let isOpen = false;

  const valuesOf = (format) => kept.get(format) ?? kept.set(format, {}).get(format);
  const set = (option, value) => {
    const values = valuesOf(facts.name);
    if (value === undefined || value === option.default) delete values[option.name];
    else values[option.name] = value;
    gray();
    onChange();
  };
  const gray = () => {
    for (const option of allOptions()) {
      const line = document.getElementById(`option-${option.name}-row`);
      const idle = isIdleNow(option);
      line.classList.toggle('idle', idle);
      for (const control of line.querySelectorAll('input, select')) control.disabled = idle;
    }
  };
  const allOptions = () => [...facts.options, ...facts.commonOptions];
  const isIdleNow = (option) => isIdle(option, allOptions(), valuesOf(facts.name));
  const build = () => {
    const group = (title, options) => {
      const fieldset = element('fieldset', {}, element('legend', { textContent: title }));
      for (const option of options)
        fieldset.append(row(option, valuesOf(facts.name)[option.name], (value) => set(option, value)));
      return fieldset;
    };
    const title = `${formatLabel(facts.name)} options`;
    const advanced = element(
      'details',
      { id: 'advanced', open: isOpen },
      element('summary', { textContent: 'Advanced options' }),
    );
    advanced.append(
      group(`More ${title}`, facts.options.filter(isAdvanced)),
      group('More of pixels', facts.commonOptions.filter(isAdvanced)),
    );
    advanced.addEventListener('toggle', () => (isOpen = advanced.open));
    form.replaceChildren(
      group(title, facts.options.filter(isCommon)),
      group('Pixels', facts.commonOptions.filter(isCommon)),
      advanced,
    );
    gray();
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  return {
    show(next) {
      facts = next;
      build();
    },
    values() {
      const idle = new Set(
        allOptions()
          .filter(isIdleNow)
          .map(({ name }) => name),
      );
      return Object.fromEntries(Object.entries(valuesOf(facts.name)).filter(([name]) => !idle.has(name)));
    },
    reset() {
      kept.delete(facts.name);
      build();
      onChange();
    },
  };
}

const isCommon = ({ level }) => level === 'common';
const isAdvanced = ({ level }) => level === 'advanced';

const makers = { integer: number, number, boolean, choice, color, samples: tables, tables, range: tables };

/** One option: its label, its control, its help. `value` is undefined for the default. */
function row(option, value, set) {
  const id = `option-${option.name}`;
  const helpId = `${id}-help`;
  const automatic = option.default === null ? ` Automatic: ${option.automatic}.` : '';
  // What it goes with shows in the form itself: what has no effect is gray.
  const help = element('p', {
    id: helpId,
    className: 'help',
    textContent: option.help + automatic,
    title: option.note ?? '',
  });
  const made = makers[option.type](option, value, set, id, helpId);
  const label = made.group
    ? element('span', { id: `${id}-label`, className: 'label', textContent: labelOf(option.name) })
    : element('label', { htmlFor: id, textContent: labelOf(option.name) });
  const head = element('div', { className: 'row-head' }, label, made.control);
  return element('div', { id: `${id}-row`, className: `row row-${option.type}` }, head, ...(made.below ?? []), help);
}

/** A slider and a number. Long ranges run logarithmically, so that small values can be met. */
function number(option, value, set, id, helpId) {
  const { min, max } = option;
  const span = max - min;
  const isLong = span > 1000;
  const toSlider = (at) => (isLong ? (1000 * Math.log1p(at - min)) / Math.log1p(span) : at);
  const rounded = (at) => (option.type === 'integer' ? Math.round(at) : Number(at.toPrecision(4)));
  const fromSlider = (at) => (isLong ? min + rounded(Math.expm1((at / 1000) * Math.log1p(span))) : at);
  const control = element('input', { id, type: 'number', min, max, step: option.type === 'integer' ? 1 : 'any' });
  const slider = element('input', { type: 'range', min: isLong ? 0 : min, max: isLong ? 1000 : max, step: 1 });
  slider.setAttribute('aria-label', `${labelOf(option.name)} slider`);
  describe([control, slider], helpId);
  if (option.default === null) control.placeholder = 'automatic';
  const place = (current) => {
    control.value = current ?? '';
    slider.value = toSlider(current ?? min);
    slider.classList.toggle('unset', current === null);
  };
  place(value ?? option.default);
  control.addEventListener('input', () => {
    const typed = control.value === '' ? option.default : Number(control.value);
    slider.value = toSlider(typed ?? min);
    slider.classList.toggle('unset', typed === null);
    set(typed ?? undefined);
  });
  slider.addEventListener('input', () => {
    const chosen = fromSlider(Number(slider.value));
    place(chosen);
    set(chosen);
  });
  return { control, below: [slider] };
}

/** A switch; with an automatic default, three states. */
function boolean(option, value, set, id, helpId) {
  if (option.default === null) {
    const states = [
      ['Automatic', undefined],
      ['On', true],
      ['Off', false],
    ];
    const control = element('div', { className: 'segments small' });
    control.setAttribute('role', 'radiogroup');
    control.setAttribute('aria-labelledby', `${id}-label`);
    describe([control], helpId);
    for (const [text, state] of states) {
      const radio = element('input', { type: 'radio', name: id, checked: state === value });
      radio.addEventListener('change', () => set(state));
      control.append(element('label', {}, radio, element('span', { textContent: text })));
    }
    return { control, group: true };
  }
  const control = element('input', { id, type: 'checkbox', checked: value ?? option.default, className: 'switch' });
  control.setAttribute('role', 'switch');
  describe([control], helpId);
  control.addEventListener('change', () => set(control.checked));
  return { control };
}

function choice(option, value, set, id, helpId) {
  const control = element('select', { id });
  const values = option.default === null ? [undefined, ...option.choices] : option.choices;
  for (const [index, one] of values.entries()) {
    control.append(
      element('option', {
        value: index,
        textContent: one ?? 'automatic',
        selected: one === (value ?? option.default ?? undefined),
      }),
    );
  }
  describe([control], helpId);
  control.addEventListener('change', () => set(values[control.value]));
  return { control };
}

function color(option, value, set, id, helpId) {
  const control = element('input', { id, type: 'color', value: value ?? option.default });
  describe([control], helpId);
  control.addEventListener('input', () => set(control.value));
  return { control };
}

const placeholders = { samples: '… or […]', tables: '[[…]] or [[…], […]]', range: '[…, …]' };

/** Lists of numbers, as they stand in JavaScript. What is no such list goes to the codec, which says what it expects. */
function tables(option, value, set, id, helpId) {
  const text = value === undefined ? '' : JSON.stringify(value);
  const control = element('input', { id, type: 'text', value: text, placeholder: placeholders[option.type] });
  describe([control], helpId);
  const parsed = (typed) => {
    try {
      return JSON.parse(typed);
    } catch {
      return typed;
    }
  };
  control.addEventListener('change', () => set(control.value.trim() === '' ? undefined : parsed(control.value)));
  return { control };
}

const describe = (controls, helpId) => controls.forEach((control) => control.setAttribute('aria-describedby', helpId));

/** An element with properties and children. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
