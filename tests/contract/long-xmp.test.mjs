// XMP that is larger than a segment of JPEG: in parts, as exiftool reads and writes them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite, transcodeJpeg } from '../../npm/dist/node/index.js';
import { pattern } from '../support/images.mjs';
import { writtenNames, formats } from '../support/package.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('xmp');

const image = pattern(40, 30, 3);
const words = Array.from({ length: 6000 }, (_, i) => `word ${i} of a long list`);
const packet = (body) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Größe">${body}</rdf:Description></rdf:RDF></x:xmpmeta>`;
const list = packet(
  `<dc:subject><rdf:Bag>${words.map((word) => `<rdf:li>${word}</rdf:li>`).join('')}</rdf:Bag></dc:subject>`,
);

function tagsOf(bytes) {
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  const [tags] = JSON.parse(
    execFileSync('exiftool', ['-json', '-m', '-G0', '-validate', '-warning', '-XMP:all', file], { encoding: 'utf8' }),
  );
  return tags;
}

const seen = (tags) => [tags['XMP:City'], tags['XMP:Subject']];

test('exiftool reads the parts, and imread joins them', async () => {
  const bytes = await imwrite(image, 'jpeg', { metadata: { xmp: list } });
  assert.ok(Buffer.from(bytes).includes('http://ns.adobe.com/xmp/extension/'));
  const tags = tagsOf(bytes);
  assert.deepEqual(seen(tags), ['Größe', words]);
  assert.equal(tags['ExifTool:Warning'], undefined);
  assert.equal(new TextDecoder().decode((await imread(bytes)).metadata.xmp), list);
});

test('a packet that exiftool cut up goes over into every format', async () => {
  const file = join(folder, 'cut.jpg');
  const notes = join(folder, 'notes.xmp');
  writeFileSync(file, await imwrite(image, 'jpeg'));
  writeFileSync(notes, list);
  execFileSync('exiftool', ['-q', '-m', '-overwrite_original', '-tagsFromFile', notes, '-XMP:all', file]);
  const bytes = readFileSync(file);
  assert.ok(bytes.includes('http://ns.adobe.com/xmp/extension/'));
  const { xmp } = (await imread(bytes)).metadata;
  assert.ok(!Buffer.from(xmp).includes('HasExtendedXMP'));
  for (const format of writtenNames.filter((name) => formats[name].metadata.includes('xmp'))) {
    assert.deepEqual(seen(tagsOf(await imwrite(bytes, format, { metadata: 'keep' }))), ['Größe', words], format);
  }
  assert.deepEqual(seen(tagsOf(await transcodeJpeg(bytes))), ['Größe', words]);
  const replaced = await transcodeJpeg(bytes, { metadata: { xmp: packet('') } });
  assert.deepEqual(seen(tagsOf(replaced)), ['Größe', undefined]);
  assert.ok(!Buffer.from(replaced).includes('http://ns.adobe.com/xmp/extension/'));
});

test('around the size of a segment', async () => {
  for (const size of [65502, 65503, 65503 + 65458]) {
    const xmp = packet('x'.repeat(size - packet('').length - 2)); // two letters of the city take two bytes
    assert.equal(new TextEncoder().encode(xmp).length, size);
    const bytes = await imwrite(image, 'jpeg', { metadata: { xmp } });
    assert.equal(new TextDecoder().decode((await imread(bytes)).metadata.xmp), xmp);
    assert.equal(tagsOf(bytes)['XMP:City'], 'Größe', String(size));
  }
});
