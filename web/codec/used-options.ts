// Which options an encode really used: those given, and the defaults of the others that have one, without those that had
// nothing to act on.
import type { FormatRules } from '../types/format-facts.js';
import type { CodecOptions } from '../types/options.js';
import type { Pixels } from '../types/pixels.js';
import { colorChannels } from './encode.js';
import { isIdle, subjectsOf } from './idle-options.js';

export function usedOptions(facts: FormatRules, image: Pixels, given: CodecOptions): Record<string, unknown> {
  const table = [...facts.options, ...facts.commonOptions];
  const defaults = facts.options
    .filter((option) => option.default !== null)
    .map((option) => [option.name, option.default]);
  const options = { ...Object.fromEntries(defaults), ...withoutUndefined(given) };
  const cmyk = image.order === 'cmyk';
  const channels = colorChannels(image);
  const hasAlpha = channels % 2 === 0 && !cmyk;
  const blended = hasAlpha && (!facts.channels.includes(4) || ['blend', 'drop'].includes(options['alpha'] as string));
  const gray = (channels < 3 || options['toGray'] === true) && facts.channels.includes(1);
  const alpha = hasAlpha && !blended;
  const layout = cmyk ? 'cmyk' : gray ? (alpha ? 'gray-alpha' : 'gray') : alpha ? 'rgba' : 'rgb';
  const subjects = subjectsOf(table, options, { 'image.layout': layout });
  const idle = [
    ...table.filter((option) => isIdle(option, subjects)).map(({ name }) => name),
    // What depends on the pixels as they came.
    ...(!hasAlpha ? ['alpha'] : []),
    ...(channels < 3 ? ['toGray'] : []),
    ...(isReduced(image, options['depth']) ? [] : ['dither']),
    ...(blended ? [] : ['background']),
  ];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !idle.includes(name)));
}

/** Whether samples become smaller. */
const isReduced = ({ sampleType }: Pixels, written: unknown): boolean =>
  written !== undefined && Number(written) < Number(/\d+$/.exec(sampleType)![0]);

const withoutUndefined = (options: CodecOptions): CodecOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
