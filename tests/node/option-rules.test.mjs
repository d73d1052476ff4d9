// The rules between options, as `formats` tells them: each pair of values is refused when they say so, and only then; and what has
// no effect changes no byte.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imwrite, ImwriteError } from '../../npm/dist/node/index.js';
import { testFacts } from '../formats/index.mjs';
import { brokenDemand, factsOf, hasNoEffect } from '../support/options.mjs';
import { writtenNames, formats, pattern, rawBytes } from './support.mjs';

const pictures = {
  rgb: pattern(16, 16, 3),
  rgba: pattern(16, 16, 4),
  gray: { data: new Uint8Array(256), width: 16, height: 16, channels: 1 },
  deep: pattern(16, 16, 3, Uint16Array),
};

/** Larger tiles of this picture would take all of the memory. */
const most = { tileWidth: 512, tileHeight: 512 };

function valuesOf({ name, type, min, max, choices, length, maxTables }) {
  if (type === 'boolean') return [true, false];
  if (type === 'choice') return choices;
  if (type === 'tables')
    return [1, maxTables].map((count) => new Array(Math.min(count, 2)).fill(new Array(length).fill(1)));
  return type === 'integer' || type === 'number' ? [min, most[name] ?? max] : [];
}

/** Options of which some values are refused for what counts pixels, bits or samples, which no rule does. */
const counting = [
  'bitDepth',
  'compression',
  'depth',
  'gamma',
  'pointTransform',
  'precision',
  'qmin',
  'restartRows',
  'rowsPerStrip',
  'tileHeight',
  'tileWidth',
];

function pairsOf(format) {
  const values = formats[format].options.flatMap((option) => valuesOf(option).map((value) => [option.name, value]));
  return values.flatMap((a, i) =>
    values
      .slice(i + 1)
      .filter(([name]) => name !== a[0])
      .map((b) => [a, b]),
  );
}

for (const format of writtenNames.filter((name) => formats[name].options.length > 5)) {
  test(`${format}: any two values are refused when a rule says so, and only then`, { timeout: 300_000 }, async () => {
    const count = { refused: 0, taken: 0, idle: 0 };
    const alone = new Map();
    const encode = (image, options) => imwrite(image, format, options).catch((error) => error);
    for (const [index, pair] of pairsOf(format).entries()) {
      const options = Object.fromEntries(pair);
      const [kind, image] = Object.entries(pictures)[index % 4];
      const facts = factsOf(format, image);
      if (!formats[format].sampleTypes.includes(facts['image.samples'])) continue;
      const what = `${kind} ${JSON.stringify(options).slice(0, 200)}`;
      const broken = brokenDemand(format, options, facts);
      const outcome = await encode(image, options);
      if (broken) {
        ++count.refused;
        assert.ok(outcome instanceof ImwriteError, `${what} was taken`);
        // The depth comes first: some options take one alone.
        if (outcome.option === 'depth') continue;
        assert.equal(outcome.code, 'invalid-option', what);
        assert.equal(outcome.option, broken.name, what);
        assert.match(outcome.message, new RegExp(`^${format} option '${broken.name}': expected .+, got .+$`));
      } else if (outcome instanceof Error) {
        assert.ok(counting.includes(outcome.option), `${what}: ${outcome.message}`);
      } else {
        ++count.taken;
        for (const [[name], other] of [pair, pair.toReversed()]) {
          if (!hasNoEffect(format, name, options, facts)) continue;
          ++count.idle;
          const key = `${kind} ${JSON.stringify(other)}`;
          if (!alone.has(key)) alone.set(key, await encode(image, Object.fromEntries([other])));
          assert.ok(rawBytes(outcome).equals(rawBytes(alone.get(key))), `${name} has an effect: ${what}`);
        }
      }
    }
    // The pairs are worth something only when each outcome is there.
    assert.ok(
      count.refused > (testFacts(format).refusals ?? 30) && count.taken > 100 && count.idle > 3,
      JSON.stringify(count),
    );
  });
}
