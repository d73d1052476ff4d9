// IPTC: captions, credits and keywords, in JPEG's APP13 and TIFF's tag, by exiftool's eyes and from its hand.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite, transcodeJpeg } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { writtenNames, formats } from '../support/package.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pythonForBytes } from '../support/python.mjs';

const folder = temporaryFolder('iptc');

const image = pattern(40, 30, 3);

/** A data set of the record for editors. */
const dataSet = (number, text) => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x1c, 2, number, bytes.length >> 8, bytes.length & 0xff]), bytes]);
};
const CITY = 90;
const KEYWORD = 25;
const iptc = new Uint8Array(Buffer.concat([dataSet(KEYWORD, 'tea'), dataSet(KEYWORD, 'cups'), dataSet(CITY, 'Basel')]));

function tagsOf(bytes, ...options) {
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  const [tags] = JSON.parse(execFileSync('exiftool', ['-json', '-m', '-G0', ...options, file], { encoding: 'utf8' }));
  assert.equal(tags['ExifTool:Warning'], undefined);
  return tags;
}

/** The file as exiftool changes it. */
function changed(bytes, ...options) {
  const file = join(folder, 'changed');
  writeFileSync(file, bytes);
  execFileSync('exiftool', ['-q', '-m', '-overwrite_original', ...options, file]);
  return new Uint8Array(readFileSync(file));
}

for (const format of writtenNames.filter((name) => formats[name].metadata.includes('iptc'))) {
  test(`${format}: what is written is what exiftool and imread see`, async () => {
    const bytes = await imwrite(image, format, { metadata: { iptc } });
    const tags = tagsOf(bytes);
    assert.deepEqual([tags['IPTC:City'], tags['IPTC:Keywords']], ['Basel', ['tea', 'cups']]);
    assert.deepEqual((await imread(bytes)).metadata.iptc, iptc);
  });

  test(`${format}: what exiftool wrote goes over into every format that has a place for it`, async () => {
    const bytes = changed(
      await imwrite(image, format),
      '-IPTC:City=Basel',
      '-IPTC:Keywords=tea',
      '-IPTC:Keywords=cups',
    );
    for (const to of writtenNames.filter((name) => formats[name].metadata.length > 0)) {
      const warnings = [];
      const tags = tagsOf(
        await imwrite(bytes, to, { metadata: 'keep', onWarning: (message) => warnings.push(message) }),
      );
      const carried = formats[to].metadata.includes('iptc');
      assert.deepEqual(
        [tags['IPTC:City'], tags['IPTC:Keywords']],
        carried ? ['Basel', ['tea', 'cups']] : [undefined, undefined],
        to,
      );
      assert.equal(
        warnings.some((message) => message.startsWith(`IPTC was left out, for which ${to}`)),
        !carried,
        to,
      );
    }
  });

  test(`${format}: more of it than a segment holds`, async () => {
    const words = Array.from({ length: 4000 }, (_, i) => `word ${i} of a long list of words`);
    const many = new Uint8Array(Buffer.concat(words.map((word) => dataSet(KEYWORD, word))));
    const bytes = await imwrite(image, format, { metadata: { iptc: many } });
    assert.deepEqual(tagsOf(bytes)['IPTC:Keywords'], words);
    assert.deepEqual((await imread(bytes)).metadata.iptc, many);
  });
}

test('JPEG without decoding: Photoshop’s other resources stay', async () => {
  const resources = ['-Photoshop:GlobalAngle=30', '-Photoshop:URL=https://example.org/'];
  const bytes = changed(await imwrite(image, 'jpeg'), '-IPTC:City=Bern', ...resources);
  const seen = (tags) => [tags['IPTC:City'], tags['Photoshop:GlobalAngle'], tags['Photoshop:URL']];
  assert.deepEqual(seen(tagsOf(await transcodeJpeg(bytes))), ['Bern', 30, 'https://example.org/']);
  assert.deepEqual(seen(tagsOf(await transcodeJpeg(bytes, { metadata: { iptc } }))), [
    'Basel',
    30,
    'https://example.org/',
  ]);
  assert.deepEqual(seen(tagsOf(await transcodeJpeg(bytes, { metadata: 'strip' }))), [undefined, undefined, undefined]);
});

test('TIFF: numbers of 32 bits, which writers pad, in both orders of bytes', async () => {
  const script = `
import numpy, tifffile, sys
value = bytes.fromhex(sys.argv[1])
value += bytes(-len(value) % 4)
for order in '<>':
    # The bytes stand in the file as they are, whatever its numbers look like.
    numbers = [int.from_bytes(value[i:i + 4], 'little' if order == '<' else 'big') for i in range(0, len(value), 4)]
    tags = [(33723, 4, len(numbers), numbers, True)]
    tifffile.imwrite(sys.argv[2] + ('little' if order == '<' else 'big'), numpy.zeros((8, 8, 3), 'uint8'), byteorder=order, photometric='rgb', extratags=tags)
    turned = [int.from_bytes(value[i:i + 4], 'big' if order == '<' else 'little') for i in range(0, len(value), 4)]
    tags = [(33723, 4, len(turned), turned, True)]
    tifffile.imwrite(sys.argv[2] + ('little' if order == '<' else 'big') + '-turned', numpy.zeros((8, 8, 3), 'uint8'), byteorder=order, photometric='rgb', extratags=tags)
`;
  pythonForBytes(script, Buffer.from(iptc).toString('hex'), join(folder, 'tiff-'));
  for (const name of ['little', 'big', 'little-turned', 'big-turned']) {
    const { metadata } = await imread(readFileSync(join(folder, `tiff-${name}`)));
    assert.deepEqual(metadata.iptc, iptc, name);
    assert.equal(metadata.tags, undefined, name);
  }
});

test('what is none, or has no place, is refused', async () => {
  await assertMismatch(
    imwrite(image, 'jpeg', { metadata: { iptc: new Uint8Array(9) } }),
    'invalid-option',
    /metadata\.iptc.*begin with 0x1c/,
  );
  await assertMismatch(imwrite(image, 'png', { metadata: { iptc } }), 'invalid-option', /png metadata.*got iptc/);
  const tags = [{ tag: 33723, type: 'UNDEFINED', values: iptc }];
  await assertMismatch(imwrite(image, 'tiff', { metadata: { tags } }), 'invalid-option', /33723/);
});
