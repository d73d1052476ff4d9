// The same call gives the same bytes in every engine as in Node, and the same samples are read from them: drawn pictures of
// every layout, options from the formats' tables, in the calling thread and in workers.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as node from '../../npm/dist/node/index.js';
import { fc, writtenNames, formats } from '../support/package.mjs';
import { allowedValue, anyDescription, fittingOptions, someOf, specialOptions } from '../support/drawn-calls.mjs';
import { exampleFor } from '../support/options.mjs';
import { outcomes } from '../support/outcomes.js';
import { fills } from '../support/pictures.js';
import { testInEngines, useSite } from './support.mjs';

const site = useSite();

const anyPicture = anyDescription(['Uint8Array', 'Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Float32Array'], {
  fill: fc.constantFrom(...Object.keys(fills)),
  seed: fc.nat(1000),
});
const anyMetadata = fc.option(
  fc.constantFrom(
    { dpi: [300, 150] },
    { orientation: 6 },
    { text: { Comment: 'Größe' } },
    { xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>' },
    { cicp: [1, 13, 0, 1] },
  ),
  { nil: undefined, freq: 1 },
);

/** A third of the options go with one another; the others come from all of the table, and some of them are refused. */
function drawnCalls(format) {
  const { options, commonOptions, depths } = formats[format];
  const special = specialOptions(format);
  const anyOptions = fc.oneof(
    fittingOptions(format),
    someOf([...options, ...commonOptions]),
    someOf(special.length > 0 ? special : options),
  );
  const anyCall = fc.record({ picture: anyPicture, options: anyOptions, metadata: anyMetadata, convert: fc.boolean() });
  const calls = fc.sample(anyCall, { seed: 1, numRuns: 2000 }).map(({ picture, options, metadata, convert }) => {
    const bits = 8 * globalThis[picture.samples].BYTES_PER_ELEMENT;
    const depth = depths.includes(bits) && !convert ? undefined : 8;
    return { picture, format, options: { depth, ...options, metadata } };
  });
  return JSON.parse(JSON.stringify([...calls, ...exampleCalls(format, calls[0])])); // as a page gets them
}

/** A call for each option, with what it needs of the others and of the picture: random ones seldom have that for all. */
function exampleCalls(format, { picture }) {
  return formats[format].options.flatMap((option) => {
    const [drawn] = fc.sample(allowedValue(option), { seed: 1, numRuns: 1 });
    const value = option.type === 'tables' ? Array.from({ length: option.maxTables }, () => drawn[0]) : drawn;
    const example = exampleFor(format, { [option.name]: value });
    if (!example) return [];
    const channels = 1 + ['gray', 'gray-alpha', 'rgb', 'rgba'].indexOf(example.layout);
    const samples = `${example.samples[0].toUpperCase()}${example.samples.slice(1)}Array`;
    return channels === 0 ? [] : [{ picture: { ...picture, channels, samples }, format, options: example.options }];
  });
}

/** The first calls that are drawn, and of those after them each whose file is the first to have one of its options. */
async function chosenCalls(format, count) {
  const all = drawnCalls(format);
  const missing = new Set(formats[format].options.map(({ name }) => name));
  const calls = [];
  const results = [];
  while (calls.length < count || (missing.size > 0 && all.length > 0)) {
    const [call] = all.splice(0, 1);
    const [result] = await outcomes(node, [call]);
    const brings = Object.keys(call.options).filter((name) => result.file && missing.delete(name));
    if (calls.length >= count && brings.length === 0) continue;
    calls.push(call);
    results.push(result);
  }
  return { calls, results, missing: [...missing] };
}

/** Large enough to be shared by several workers. */
const large = { width: 2001, height: 1501, channels: 3, samples: 'Uint8Array', fill: 'smooth' };
const largeCalls = writtenNames
  .filter((name) => formats[name].maxWidth >= large.width)
  .map((format) => ({ picture: large, format, options: format === 'webp' ? { method: 0 } : {} }));

const drawn = {};
let expectedLarge;
before(async () => {
  for (const format of writtenNames) drawn[format] = await chosenCalls(format, 150);
  expectedLarge = await outcomes(node, largeCalls);
});

test('the draw has every option of every format in a file, every layout, and few refusals', () => {
  for (const format of writtenNames) {
    const { calls, results, missing } = drawn[format];
    assert.deepEqual(missing, [], format);
    const written = calls.filter((_, i) => results[i].file);
    assert.ok(written.length > calls.length / 2, `${format}: ${written.length} of ${calls.length} are files`);
    const layouts = new Set(written.map(({ picture }) => `${picture.channels} ${picture.samples}`));
    assert.equal(layouts.size, 16, format);
  }
});

for (const format of writtenNames) {
  for (const worker of [false, true]) {
    testInEngines(
      `${format}: drawn calls give the bytes and samples of Node, ${worker ? 'in workers' : 'in the calling thread'}`,
      site,
      { shared: true },
      async ({ page }) => {
        const { calls, results } = drawn[format];
        const seen = await page.evaluate(
          (calls, worker) => (imw.configure({ worker }), tests.outcomes(imw, calls)),
          calls,
          worker,
        );
        assert.equal(seen.length, calls.length);
        for (const [i, outcome] of seen.entries()) assert.deepEqual(outcome, results[i], JSON.stringify(calls[i]));
      },
    );
  }
}

for (const configuration of [{ worker: false }, { worker: true, threads: 4 }]) {
  testInEngines(
    `large pictures give the bytes of Node, with ${JSON.stringify(configuration)}`,
    site,
    { shared: true },
    async ({ page }) => {
      await page.evaluate((configuration) => imw.configure(configuration), configuration);
      for (const [i, call] of largeCalls.entries()) {
        const seen = await page.evaluate((call) => tests.outcomes(imw, [call]), call);
        assert.deepEqual(seen, [expectedLarge[i]], call.format);
      }
    },
  );
}
