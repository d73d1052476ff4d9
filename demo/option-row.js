// One option in the form: its label, its control, its help, the button that resets it, and why it cannot be used now.
import { element, withCode } from './dom.js';
import { makers } from './option-controls.js';
import { labelOf } from './text.js';

/** `{ option, element, update({ value, reason, canBe }) }`. `rebuild` draws the form anew once the option is reset. */
export function optionRow(option, value, set, rebuild) {
  const id = `option-${option.name}`;
  const helpId = `${id}-help`;
  const automatic = option.default === null ? ` Automatic: ${option.automatic}.` : '';
  const help = element('p', { id: helpId, className: 'help' }, ...withCode(option.help + automatic));
  const why = element('p', { className: 'reason', hidden: true });
  const made = makers[option.type](option, value, set, id, helpId);
  const name = labelOf(option.name);
  const label = made.group
    ? element('span', { id: `${id}-label`, className: 'label', textContent: name })
    : element('label', { htmlFor: id, textContent: name });
  const reset = element('button', {
    type: 'button',
    className: 'quiet reset-one',
    textContent: '↺',
    title: `Reset ${name}`,
  });
  reset.setAttribute('aria-label', `Reset ${name}`);
  reset.addEventListener('click', () => {
    set(undefined);
    rebuild();
    document.getElementById(id)?.focus();
  });
  const head = element('div', { className: 'row-head' }, label, reset, made.control);
  const line = element(
    'div',
    { id: `${id}-row`, className: `row row-${option.type}` },
    head,
    ...(made.below ?? []),
    help,
    why,
  );
  const controls = line.querySelectorAll('input, select');
  return {
    option,
    element: line,
    update({ value: now, reason, canBe }) {
      reset.classList.toggle('off', now === undefined);
      reset.disabled = now === undefined;
      line.classList.toggle('idle', reason !== undefined);
      why.hidden = reason === undefined;
      why.replaceChildren(...withCode(reason ?? ''));
      for (const control of controls) control.disabled = reason !== undefined;
      if (made.choose) made.choose(canBe);
    },
  };
}
