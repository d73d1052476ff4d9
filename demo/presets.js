// Presets: settings for a purpose. presets.json has them, as data.
import { element } from './dom.js';
import { formatLabel } from './text.js';

/** Fills the list; `apply(format, values)` when one is chosen. */
export async function wirePresets(select, apply) {
  const presets = await (await fetch('presets.json')).json();
  for (const [index, { name, format }] of presets.entries())
    select.append(element('option', { value: index, textContent: `${name} (${formatLabel(format)})` }));
  select.addEventListener('change', () => {
    const { format, values } = presets[select.value];
    select.value = '';
    apply(format, values);
  });
}
