// The controls of options, one maker for each type: `(option, value, set, id, helpId)` gives the control and what stands below it.
// `value` is undefined for the default.
import { element } from './dom.js';
import { stepOf } from './rules.js';
import { labelOf } from './text.js';

/** A slider and a number. Long ranges run logarithmically, so that small values can be met. */
function number(option, value, set, id, helpId) {
  const { min, max } = option;
  const step = stepOf(option);
  const span = max - min;
  const isLong = span > 1000;
  const toSlider = (at) => (isLong ? (1000 * Math.log1p(at - min)) / Math.log1p(span) : at);
  const rounded = (at) => (option.type === 'integer' ? Math.round(at / step) * step : Number(at.toPrecision(4)));
  const fromSlider = (at) => (isLong ? min + rounded(Math.expm1((at / 1000) * Math.log1p(span))) : at);
  const sliderStep = option.type === 'integer' || isLong ? 1 : span / 100;
  const control = element('input', { id, type: 'number', min, max, step: option.type === 'integer' ? step : 'any' });
  const slider = element('input', { type: 'range', min: isLong ? 0 : min, max: isLong ? 1000 : max, step: sliderStep });
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
  const items = values.map((one, index) =>
    element('option', {
      value: index,
      textContent: one ?? 'automatic',
      selected: one === (value ?? option.default ?? undefined),
    }),
  );
  control.append(...items);
  describe([control], helpId);
  control.addEventListener('change', () => set(values[control.value]));
  /** Those that would be refused cannot be chosen. */
  const choose = (canBe) =>
    items.forEach(
      (item, index) => (item.disabled = values[index] !== undefined && !item.selected && !canBe(values[index])),
    );
  return { control, choose };
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

export const makers = { integer: number, number, boolean, choice, color, samples: tables, tables, range: tables };
