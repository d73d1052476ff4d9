// The demo's rules: what a form lets through is written. Every option is set to each kind of value, alone and beside another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rulesOf, stepOf } from '../../demo/rules.js';
import { formats, imwrite } from '../../npm/dist/node/index.js';

const pictures = {
  'RGB of 8 bits': { data: new Uint8Array(16 * 16 * 3).map((_, i) => i), channels: 3, sampleType: 'uint8' },
  'RGBA of 8 bits': { data: new Uint8Array(16 * 16 * 4).map((_, i) => i * 3), channels: 4, sampleType: 'uint8' },
  'gray of 8 bits': { data: new Uint8Array(16 * 16).fill(255), channels: 1, sampleType: 'uint8' },
  'RGB of 16 bits': { data: new Uint16Array(16 * 16 * 3).map((_, i) => i * 80), channels: 3, sampleType: 'uint16' },
};

/** What the control of an option can be moved to. */
function reachable(option) {
  if (option.type === 'choice') return option.choices;
  if (option.type === 'boolean') return [true, false];
  if (option.type === 'color') return ['#336699'];
  if (option.type === 'integer')
    return [option.min, Math.min(option.max, option.min + stepOf(option)), Math.min(option.max, 2000)];
  return [];
}

for (const [title, { channels, sampleType, data }] of Object.entries(pictures)) {
  test(`${title}: no single control of a format leads to a picture that is not written`, async () => {
    const image = { data, width: 16, height: 16, channels };
    const refused = [];
    let calls = 0;
    for (const format of Object.values(formats)) {
      const rules = rulesOf(format, { channels, sampleType });
      const base = format.sampleTypes.includes(sampleType) ? {} : { depth: format.depths[0] };
      for (const option of [...format.options, ...format.commonOptions]) {
        for (const value of reachable(option)) {
          const values = { ...base, [option.name]: value };
          if (rules.reason(option, values) || isPlain(format, option, value, image)) continue;
          ++calls;
          await imwrite(image, format.name, rules.effective(values)).catch(
            (error) =>
              // the page offers to convert
              error.option === 'depth' || refused.push(`${format.name} ${JSON.stringify(values)}: ${error.message}`),
          );
        }
      }
    }
    assert.ok(calls > 100);
    assert.deepEqual(refused, []);
  });
}

/** What is an error because of the samples themselves, which no rule tells. */
function isPlain(format, option, value, image) {
  if (option.name === 'depth') return !format.depths.includes(value);
  if (option.name === 'alpha') return value === 'error' && image.channels % 2 === 0;
  return false;
}

test('options that exclude each other: the one that is shut says so, and is left out', () => {
  for (const format of Object.values(formats)) {
    const rules = rulesOf(format);
    for (const option of format.options) {
      for (const { must, for: values } of option.demands ?? []) {
        const [[subject, condition]] = Object.entries(must);
        const other = format.options.find(({ name }) => name === subject);
        if (values || condition !== false || other?.type !== 'integer' || option.type !== 'integer') continue;
        const both = { [other.name]: other.max, [option.name]: option.max };
        assert.equal(rules.reason(option, both), option.note, `${format.name} ${option.name}`);
        assert.equal(option.name in rules.effective(both), false);
      }
    }
  }
});

test('AVIF without loss is offered for 16-bit samples that use 10 or 12 bits', () => {
  const lossless = formats.avif.options.find(({ name }) => name === 'lossless');
  const reason = (precision) =>
    rulesOf(formats.avif, { channels: 3, sampleType: 'uint16', precision }).reason(lossless, { lossless: true });
  for (const precision of [10, 12]) assert.equal(reason(precision), undefined);
  for (const precision of [undefined, 11]) assert.equal(reason(precision), lossless.note);
});
