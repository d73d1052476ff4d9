// Colors as CSS writes them (CSS Color Module Level 4, the part in sRGB).
import { mismatch, formatValue } from '../core/error.js';
import type { Rgb, Rgba } from '../types/color.js';

/** What a color may be, in words. */
export const colorForms = "a CSS color ('red', '#rrggbb', 'rgb()', 'hsl()', 'hwb()')";

/** The option `background` as codecs take it. */
export function backgroundFor(background: unknown): Rgb {
  const color =
    typeof background === 'string' ? cssColor(background) : Array.isArray(background) ? bytes(background) : undefined;
  if (color?.[3] === 255) return [color[0], color[1], color[2]];
  const expected = `${color ? 'an opaque color' : colorForms} or [r, g, b] with integers from 0 to 255`;
  throw mismatch('invalid-option', "option 'background'", expected, formatValue(background), { option: 'background' });
}

function bytes(list: readonly unknown[]): Rgba | undefined {
  const parts = Array.from(list); // with what is missing, too
  const valid =
    parts.length === 3 &&
    parts.every((part) => Number.isInteger(part) && (part as number) >= 0 && (part as number) <= 255);
  return valid ? ([...parts, 255] as unknown as Rgba) : undefined;
}

/** '#rrggbb' */
export function hex(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The color that the text means; undefined when it is none, or not in sRGB, or depends on the page (`currentcolor`). */
export function cssColor(text: string): Rgba | undefined {
  if (/[^\0-\x7f]/.test(text)) return undefined; // the Kelvin sign in lower case is a k
  const color = text.replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, '').toLowerCase();
  if (color === 'transparent') return [0, 0, 0, 0];
  if (color.startsWith('#')) return fromHex(color.slice(1));
  const call = /^(rgb|hsl|hwb|rgba|hsla)\((.*)\)$/s.exec(color);
  if (call) return fromFunction(call[1]!.slice(0, 3), call[2]!);
  return fromHex(names().get(color) ?? '');
}

function fromHex(digits: string): Rgba | undefined {
  if (!/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(digits)) return undefined;
  const size = digits.length < 6 ? 1 : 2;
  const part = (i: number): number =>
    Number.parseInt(digits.slice(i * size, (i + 1) * size).repeat(3 - size) || 'ff', 16);
  return [part(0), part(1), part(2), part(3)];
}

/** What may stand between the brackets: numbers, percentages, angles and `none`, with commas in the old form, without in the new. */
const shapes: Readonly<Record<string, RegExp>> = {
  rgb: /^(?:n,n,n|%,%,%)(?:,[n%])?$|^[n%0]{3}(?:\/[n%0])?$/,
  hsl: /^[na],%,%(?:,[n%])?$|^[na0][n%0]{2}(?:\/[n%0])?$/,
  hwb: /^[na0][n%0]{2}(?:\/[n%0])?$/,
};

/** Its groups: a number and its unit; `none`; a mark. */
const token = /([+-]?(?:\d*\.)?\d+(?:e[+-]?\d+)?)(%|(?:deg|grad|rad|turn)?(?![a-z_]))|(none)(?![\w-])|([,/])/;
const tokens = new RegExp(`[ \\t\\n\\r\\f]*(?:${token.source})[ \\t\\n\\r\\f]*`, 'y');

const turns: Readonly<Record<string, number>> = { deg: 1 / 360, grad: 1 / 400, rad: 1 / (2 * Math.PI), turn: 1 };

interface Component {
  readonly value: number;
  readonly unit: string;
}

function fromFunction(space: string, body: string): Rgba | undefined {
  let shape = '';
  const components: Component[] = [];
  tokens.lastIndex = 0;
  for (let end = 0; end < body.length; end = tokens.lastIndex) {
    const found = tokens.exec(body);
    if (!found) return undefined;
    const [, number, unit = '', none, mark] = found;
    shape += mark ?? (none ? '0' : unit in turns ? 'a' : unit || 'n');
    if (!mark) components.push({ value: Number(number ?? 0), unit });
  }
  if (!shapes[space]!.test(shape)) return undefined;

  const share = ({ value, unit }: Component, whole: number): number => clamp(value / (unit === '%' ? 100 : whole));
  const [first, second, third, alpha = { value: 1, unit: '' }] = components as [
    Component,
    Component,
    Component,
    Component?,
  ];
  const colors =
    space === 'rgb'
      ? [first, second, third].map((one) => share(one, 255))
      : fromHue(space, fraction(first.value * turns[first.unit || 'deg']!), share(second, 100), share(third, 100));
  return [...colors, share(alpha, 1)].map((value) => Math.round(value * 255)) as unknown as Rgba;
}

function fromHue(space: string, hue: number, second: number, third: number): number[] {
  const pure = [0, 4, 2].map((shift) => clamp(Math.abs(((hue * 6 + shift) % 6) - 3) - 1));
  if (space === 'hsl') return pure.map((value) => third + second * (2 * value - 1) * Math.min(third, 1 - third));
  const [white, black] = [second, third];
  return pure.map((value) => (white + black >= 1 ? white / (white + black) : value * (1 - white - black) + white));
}

const clamp = (value: number): number => Math.min(Math.max(value, 0), 1);

const fraction = (value: number): number => (Number.isFinite(value) ? value - Math.floor(value) : 0);

let table: ReadonlyMap<string, string> | undefined;

function names(): ReadonlyMap<string, string> {
  return (table ??= new Map(
    list
      .trim()
      .split(/,?\s+(?=[a-z]+ )/)
      .map((entry) => entry.split(' ') as [string, string]),
  ));
}

const list = `
  aliceblue f0f8ff, antiquewhite faebd7, aqua 00ffff, aquamarine 7fffd4, azure f0ffff, beige f5f5dc, bisque ffe4c4
  black 000000, blanchedalmond ffebcd, blue 0000ff, blueviolet 8a2be2, brown a52a2a, burlywood deb887, cadetblue 5f9ea0
  chartreuse 7fff00, chocolate d2691e, coral ff7f50, cornflowerblue 6495ed, cornsilk fff8dc, crimson dc143c, cyan 00ffff
  darkblue 00008b, darkcyan 008b8b, darkgoldenrod b8860b, darkgray a9a9a9, darkgreen 006400, darkgrey a9a9a9, darkkhaki bdb76b
  darkmagenta 8b008b, darkolivegreen 556b2f, darkorange ff8c00, darkorchid 9932cc, darkred 8b0000, darksalmon e9967a
  darkseagreen 8fbc8f, darkslateblue 483d8b, darkslategray 2f4f4f, darkslategrey 2f4f4f, darkturquoise 00ced1
  darkviolet 9400d3, deeppink ff1493, deepskyblue 00bfff, dimgray 696969, dimgrey 696969, dodgerblue 1e90ff, firebrick b22222
  floralwhite fffaf0, forestgreen 228b22, fuchsia ff00ff, gainsboro dcdcdc, ghostwhite f8f8ff, gold ffd700, goldenrod daa520
  gray 808080, green 008000, greenyellow adff2f, grey 808080, honeydew f0fff0, hotpink ff69b4, indianred cd5c5c, indigo 4b0082
  ivory fffff0, khaki f0e68c, lavender e6e6fa, lavenderblush fff0f5, lawngreen 7cfc00, lemonchiffon fffacd, lightblue add8e6
  lightcoral f08080, lightcyan e0ffff, lightgoldenrodyellow fafad2, lightgray d3d3d3, lightgreen 90ee90, lightgrey d3d3d3
  lightpink ffb6c1, lightsalmon ffa07a, lightseagreen 20b2aa, lightskyblue 87cefa, lightslategray 778899
  lightslategrey 778899, lightsteelblue b0c4de, lightyellow ffffe0, lime 00ff00, limegreen 32cd32, linen faf0e6
  magenta ff00ff, maroon 800000, mediumaquamarine 66cdaa, mediumblue 0000cd, mediumorchid ba55d3, mediumpurple 9370db
  mediumseagreen 3cb371, mediumslateblue 7b68ee, mediumspringgreen 00fa9a, mediumturquoise 48d1cc, mediumvioletred c71585
  midnightblue 191970, mintcream f5fffa, mistyrose ffe4e1, moccasin ffe4b5, navajowhite ffdead, navy 000080, oldlace fdf5e6
  olive 808000, olivedrab 6b8e23, orange ffa500, orangered ff4500, orchid da70d6, palegoldenrod eee8aa, palegreen 98fb98
  paleturquoise afeeee, palevioletred db7093, papayawhip ffefd5, peachpuff ffdab9, peru cd853f, pink ffc0cb, plum dda0dd
  powderblue b0e0e6, purple 800080, rebeccapurple 663399, red ff0000, rosybrown bc8f8f, royalblue 4169e1, saddlebrown 8b4513
  salmon fa8072, sandybrown f4a460, seagreen 2e8b57, seashell fff5ee, sienna a0522d, silver c0c0c0, skyblue 87ceeb
  slateblue 6a5acd, slategray 708090, slategrey 708090, snow fffafa, springgreen 00ff7f, steelblue 4682b4, tan d2b48c
  teal 008080, thistle d8bfd8, tomato ff6347, turquoise 40e0d0, violet ee82ee, wheat f5deb3, white ffffff, whitesmoke f5f5f5
  yellow ffff00, yellowgreen 9acd32
`;
