// Colors as CSS writes them: imwrite takes those that a canvas takes, for the same ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/package.mjs';
import { openBlank, useSite } from './support.mjs';

const site = useSite();

/** For each text, in the page: what a canvas makes of it, and what stands behind a transparent pixel that imwrite blends on it. */
async function compare(page, texts) {
  return page.evaluate(async (texts) => {
    await imw.load('png');
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const byCanvas = (text) => {
      const [first, second] = ['#010203', '#040506'].map((before) => {
        canvas.fillStyle = before;
        canvas.fillStyle = text;
        return canvas.fillStyle;
      });
      return first === second ? first : undefined;
    };
    const byImwrite = async (background) => {
      let bytes;
      try {
        bytes = imw.imwriteSync({ data: new Uint8Array(4), width: 1, height: 1 }, 'png', {
          alpha: 'blend',
          background,
        });
      } catch (error) {
        return error instanceof imw.ImwriteError && error.option === 'background' ? error.code : String(error);
      }
      canvas.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const rows = [];
    for (const text of texts) rows.push({ text, canvas: byCanvas(text), imwrite: await byImwrite(text) });
    return rows;
  }, texts);
}

/** A canvas writes opaque colors as #rrggbb, others as rgba(r, g, b, alpha); those are errors, as is what is no color. */
function assertSame({ text, canvas, imwrite }, tolerance = 0) {
  const hex = /^#(..)(..)(..)$/.exec(canvas ?? '');
  if (!hex) return assert.equal(imwrite, 'invalid-option', `'${text}', to a canvas ${canvas}`);
  const expected = [...hex.slice(1).map((digits) => Number.parseInt(digits, 16)), 255];
  const near = Array.isArray(imwrite) && expected.every((value, i) => Math.abs(imwrite[i] - value) <= tolerance);
  assert.ok(near, `'${text}': ${imwrite}, expected ${expected}`);
}

const names =
  `aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue
  chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki
  darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey
  darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro
  ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen
  lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen
  lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
  mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream
  mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise
  palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon
  sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato
  turquoise violet wheat white whitesmoke yellow yellowgreen`.split(/\s+/);

test('all names, and what only looks like one', async (t) => {
  const { page } = await openBlank(t, site);
  assert.equal(names.length, 148);
  const others = [
    'transparent',
    'RED',
    ' Navy\n',
    'gray0',
    'constructor',
    'none',
    '',
    'bright blue',
    'inherit',
    'blac\u212a',
    'red\u00a0',
  ];
  for (const row of await compare(page, [...names, ...others])) assertSame(row);
});

const number = fc.oneof(
  fc.integer({ min: -20, max: 300 }).map(String),
  fc.double({ min: -1, max: 256, noNaN: true }).map((value) => value.toFixed(2)),
  fc.constantFrom('.5', '+7', '1e2', '-0'),
);
const percentage = fc.integer({ min: -20, max: 120 }).map((value) => `${value}%`);
const hue = fc.oneof(
  number,
  fc.tuple(number, fc.constantFrom('deg', 'grad', 'rad', 'turn', 'DEG', 'px')).map((parts) => parts.join('')),
);
const component = fc.oneof({ weight: 4, arbitrary: number }, { weight: 4, arbitrary: percentage }, fc.constant('none'));
const alpha = fc.constantFrom('1', '100%', '2', '1.0', '0.5', '50%', '0', 'none');
// Beyond 0 to 100, Chromium's own parser of the old forms and that of the new ones are not of one mind.
const share = fc.integer({ min: 0, max: 100 }).map((value) => `${value}%`);
const shareComponent = fc.oneof(share, fc.integer({ min: 0, max: 100 }).map(String), fc.constant('none'));

const calls = fc
  .record({
    name: fc.constantFrom('rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'RGB', 'hwba', 'lab'),
    rgb: fc.oneof(
      fc.tuple(component, component, component),
      fc.tuple(number, number, number),
      fc.tuple(percentage, percentage, percentage),
    ),
    others: fc.oneof(
      fc.tuple(hue, shareComponent, shareComponent),
      fc.tuple(hue, share, share),
      fc.tuple(share, share, share),
    ),
    alpha: fc.option(alpha),
    between: fc.constantFrom(',', ', ', ' , ', ' ', '  ', '\n'),
    beforeAlpha: fc.constantFrom(',', '/', ' / '),
  })
  .map(({ name, rgb, others, alpha, between, beforeAlpha }) => {
    const components = (/^rgb/i.test(name) ? rgb : others).join(between);
    return `${name}(${components}${alpha === null ? '' : beforeAlpha + alpha})`;
  });
const hexes = fc
  .string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFg'), maxLength: 9 })
  .map((digits) => `#${digits}`);

test('any text in the forms of rgb(), hsl(), hwb() and #', async (t) => {
  const { page } = await openBlank(t, site);
  const texts = fc.sample(fc.oneof({ weight: 4, arbitrary: calls }, hexes), {
    numRuns: 3000,
    seed: Number(process.env.FC_SEED ?? 1),
  });
  const rows = await compare(page, texts);
  assert.ok(rows.filter(({ canvas }) => canvas).length > 500);
  // In halves, floats of 32 and 64 bits may round apart.
  for (const row of rows) assertSame(row, /^h/i.test(row.text) || /\.|%|e/.test(row.text) ? 1 : 0);
});

test('on pixels of Display P3 the color is the one it is in sRGB', async (t) => {
  const { page } = await openBlank(t, site);
  const rows = await page.evaluate(async () => {
    const wide = { colorSpace: 'display-p3' };
    const rows = [];
    for (const background of ['red', '#123456', 'white', 'hsl(200 80% 40%)']) {
      const canvas = new OffscreenCanvas(1, 1).getContext('2d', wide);
      canvas.fillStyle = background;
      canvas.fillRect(0, 0, 1, 1);
      const expected = [...canvas.getImageData(0, 0, 1, 1, wide).data];
      const bytes = await imw.imwrite(new ImageData(1, 1, wide), 'png', { background, alpha: 'blend' });
      rows.push({ background, expected, actual: [...(await imw.imread(bytes)).data] });
    }
    return rows;
  });
  for (const { background, expected, actual } of rows) {
    assert.ok(
      actual.every((value, i) => Math.abs(value - expected[i]) <= 1),
      `${background}: ${actual}, expected ${expected}`,
    );
  }
});
