// EXIF, IPTC and XMP as texts of a PNG, as ImageMagick and exiftool write them: read as what they are, by exiftool's eyes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { pattern } from '../support/images.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pythonForBytes } from '../support/python.mjs';

const folder = temporaryFolder('raw-profile');
const file = join(folder, 'file.png');

function tagsOf(bytes) {
  writeFileSync(file, bytes);
  return JSON.parse(execFileSync('exiftool', ['-json', '-n', '-G0', file], { encoding: 'utf8' }))[0];
}

/** A PNG with texts, by Pillow. */
function withTexts(texts, compressed) {
  const program = `
import json, sys
from PIL import Image, PngImagePlugin
info = PngImagePlugin.PngInfo()
for keyword, text in json.loads(sys.argv[1]).items(): info.add_text(keyword, text, zip=${compressed ? 'True' : 'False'})
Image.linear_gradient('L').resize((8, 6)).save(sys.argv[2], pnginfo=info)`;
  pythonForBytes(program, JSON.stringify(texts), file);
  return readFileSync(file);
}

const rawProfile = (kind, bytes) =>
  `\n${kind}\n${String(bytes.length).padStart(8)}\n${Buffer.from(bytes).toString('hex').replace(/.{72}/g, '$&\n')}\n`;

// A block of exiftool's: who made it, and that it is to be turned.
writeFileSync(join(folder, 'turned.jpg'), await imwrite(pattern(8, 6, 3), 'jpeg'));
execFileSync('exiftool', [
  '-q',
  '-overwrite_original',
  '-n',
  '-Make=Acme',
  '-Orientation=6',
  '-IPTC:City=Basel',
  join(folder, 'turned.jpg'),
]);
const { exif, iptc } = (await imread(readFileSync(join(folder, 'turned.jpg')), { orientation: 'keep' })).metadata;
const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1');
head.writeUInt32BE(iptc.length, 8);
const resources = Buffer.concat([Buffer.from('8BIM\x03\xed\0\0\0\0\0\x03abc\0', 'latin1'), head, iptc]);
const exifs = {
  exif: Buffer.concat([Buffer.from('Exif\0\0'), exif]),
  APP1: Buffer.concat([Buffer.from('Exif\0\0'), exif]),
};

for (const compressed of [false, true]) {
  for (const kind of Object.keys(exifs)) {
    test(`EXIF as a text of the kind ${kind}${compressed ? ', compressed' : ''}: turned, told and carried over`, async () => {
      const bytes = withTexts(
        { [`Raw profile type ${kind}`]: rawProfile(kind.toLowerCase(), exifs[kind]), Title: 'Sea' },
        compressed,
      );
      assert.equal(tagsOf(bytes)['EXIF:Orientation'], 6);
      const image = await imread(bytes);
      assert.deepEqual([image.width, image.height, image.metadata.text], [6, 8, { Title: 'Sea' }]);
      const kept = await imread(bytes, { orientation: 'keep' });
      assert.deepEqual([kept.width, kept.orientation, kept.metadata.orientation], [8, 6, 6]);
      assert.deepEqual(kept.metadata.exif, exif);
      const warnings = [];
      const tags = tagsOf(
        await imwrite(bytes, 'jpeg', { metadata: 'keep', onWarning: (message) => warnings.push(message) }),
      );
      assert.deepEqual([tags['EXIF:Make'], tags['EXIF:Orientation'] ?? 1, tags['File:ImageWidth']], ['Acme', 1, 6]);
      assert.ok(!warnings.some((message) => message.includes('Raw profile')), warnings.join());
    });
  }
}

test('IPTC as a text, bare or among Photoshop’s resources', async () => {
  for (const [kind, bytes] of [
    ['iptc', iptc],
    ['iptc', resources],
    ['8bim', resources],
  ]) {
    const source = withTexts({ [`Raw profile type ${kind}`]: rawProfile(kind, bytes) }, true);
    assert.deepEqual((await imread(source)).metadata.iptc, iptc, kind);
    assert.equal(tagsOf(await imwrite(source, 'tiff', { metadata: 'keep' }))['IPTC:City'], 'Basel');
  }
});

const packet = Buffer.from(
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Headline="Sea"/></rdf:RDF></x:xmpmeta>',
);

test('XMP as a text: told and carried over', async () => {
  const forms = { xmp: packet, APP1: Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), packet]) };
  for (const [kind, bytes] of Object.entries(forms)) {
    const source = withTexts({ [`Raw profile type ${kind}`]: rawProfile(kind.toLowerCase(), bytes) }, true);
    assert.equal(tagsOf(source)['XMP:Headline'], 'Sea');
    const { metadata } = await imread(source);
    assert.deepEqual([Buffer.from(metadata.xmp), metadata.text, metadata.exif], [packet, undefined, undefined], kind);
    assert.equal(tagsOf(await imwrite(source, 'webp', { metadata: 'keep' }))['XMP:Headline'], 'Sea');
  }
});

test('what makes no sense stays a text; eXIf counts more', async () => {
  for (const text of [
    '',
    '\nexif\n 9\n00',
    '\nexif\n 2\nzz\n',
    '\nexif\n 8\n0011223344556677\n',
    rawProfile('iptc', resources.subarray(0, 30)),
    rawProfile('xmp', packet.subarray(5)),
  ]) {
    const keyword = `Raw profile type ${/^\n(iptc|xmp)/.exec(text)?.[1] ?? 'exif'}`;
    const { metadata } = await imread(withTexts({ [keyword]: text || ' ' }, false));
    assert.deepEqual(
      [metadata.exif, metadata.iptc, metadata.xmp, Object.keys(metadata.text)],
      [undefined, undefined, undefined, [keyword]],
    );
  }
  const other = await imwrite(pattern(8, 6, 3), 'png', {
    metadata: { exif, orientation: 1, text: { 'Raw profile type exif': rawProfile('exif', exifs.exif) } },
  });
  const { width, metadata } = await imread(other);
  assert.deepEqual([width, metadata.exif.length > 0], [8, true]);
});
