// Metadata from one format into another, as imread gives them and imwrite takes them: every kind alone and all together,
// by exiftool's eyes. What the other format has no place for is a warning that names it, and an error where it was not read
// but asked for; all else arrives.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite, ImwriteError } from '../../npm/dist/node/index.js';
import { pattern } from '../support/images.mjs';
import { formatNames, formats } from '../support/package.mjs';
import { sharp } from '../support/sharp.mjs';
import { testFacts } from '../formats/index.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('metadata');

const image = pattern(40, 30, 3);
const red = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });
const written = await sharp(
  await red
    .withIccProfile('p3')
    .withExif({ IFD0: { Make: 'Acme' }, IFD2: { ExposureTime: '1/50' } })
    .jpeg()
    .toBuffer(),
).metadata();
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Größe"/></rdf:RDF></x:xmpmeta>`;
const all = {
  exif: new Uint8Array(written.exif.subarray(6)),
  icc: new Uint8Array(written.icc),
  xmp: new TextEncoder().encode(xmp),
  dpi: [300, 150],
  orientation: 6,
  text: 'Größe',
  cicp: [12, 13, 0, 1],
};
const choices = [...Object.keys(all).map((kind) => [kind]), Object.keys(all)];

/** Whether a format has a place for the kind; EXIF is one for these two. */
const takes = (format, kind) =>
  formats[format].metadata.includes(kind) ||
  (['dpi', 'orientation'].includes(kind) && formats[format].metadata.includes('exif'));
/** Keywords of any are those of a format that has no list of them. */
const takesText =
  (format) =>
  ([keyword]) =>
    takes(format, 'text') && testFacts(format).texts.includes(keyword);
const textOf = (format) => ({ [takesText(format)(['Description']) ? 'Description' : 'Comment']: all.text });
/** Formats that carry what a photograph has; others are in the last test. */
const carriers = formatNames.filter(
  (format) => takes(format, 'exif') && takes(format, 'icc') && !testFacts(format).colorsInside,
);

/** What exiftool sees of each kind. */
function factsOf(bytes) {
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  const [facts] = JSON.parse(execFileSync('exiftool', ['-json', '-n', '-G0', file], { encoding: 'utf8' }));
  const meters =
    facts['PNG:PixelsPerUnitX'] &&
    [facts['PNG:PixelsPerUnitX'], facts['PNG:PixelsPerUnitY']].map((value) => value * 0.0254);
  const inch = (group) =>
    facts[`${group}:XResolution`] && [facts[`${group}:XResolution`], facts[`${group}:YResolution`]];
  const capture = (axis) =>
    (facts[`Jpeg2000:Capture${axis}Resolution`] * 254) / 10 ** (4 - facts[`Jpeg2000:Capture${axis}ResolutionUnit`]);
  return {
    exif: [facts['EXIF:Make'], facts['EXIF:ExposureTime']].join(),
    icc: facts['ICC_Profile:ProfileDescription'],
    xmp: facts['XMP:City'],
    dpi:
      meters ?? (facts['Jpeg2000:CaptureXResolution'] && [capture('X'), capture('Y')]) ?? inch('JFIF') ?? inch('EXIF'),
    orientation: facts['EXIF:Orientation'] ?? 1,
    text: facts['File:Comment'] ?? facts['PNG:Comment'] ?? facts['PNG:Description'] ?? facts['EXIF:ImageDescription'],
    cicp: facts['PNG:ColorPrimaries'],
  };
}

function assertCarried(kinds, before, now, what) {
  for (const kind of kinds) {
    if (kind === 'dpi')
      now.dpi.forEach((value, i) => assert.ok(Math.abs(value - before.dpi[i]) <= 0.5, `${what} dpi: ${now.dpi}`));
    else assert.deepEqual(now[kind], before[kind], `${what} ${kind}`);
  }
}

for (const from of carriers) {
  test(`${from}: all metadata go over into every format`, async () => {
    for (const choice of choices) {
      const kinds = choice.filter((kind) => takes(from, kind));
      if (kinds.length === 0) continue;
      const given = Object.fromEntries(kinds.map((kind) => [kind, kind === 'text' ? textOf(from) : all[kind]]));
      const first = await imwrite(image, from, { metadata: given });
      const before = factsOf(first);
      const read = await imread(first, { orientation: 'keep' });
      for (const kind of kinds) assert.ok(read.metadata[kind] !== undefined, `${from}: ${kind} is not read`);

      for (const to of carriers) {
        const what = `${kinds} from ${from} to ${to}:`;
        const { ...metadata } = read.metadata;
        const warnings = [];
        const second = await imwrite(read, to, { metadata, onWarning: (message) => warnings.push(message) });
        const homeless = Object.keys(metadata).filter(
          (kind) => !takes(to, kind) || (kind === 'text' && !Object.entries(metadata.text).every(takesText(to))),
        );
        for (const kind of homeless) {
          const asked = structuredClone({ [kind]: metadata[kind] });
          const error = await imwrite(read, to, { metadata: asked }).catch((error) => error);
          assert.ok(
            error instanceof ImwriteError && error.code === 'invalid-option' && error.message.includes(kind),
            `${what} ${error}`,
          );
        }
        // EXIF and profiles are places for what has none of its own.
        const elsewhere = homeless.filter((kind) => kind === 'cicp' || (kind === 'text' && metadata.text.Description));
        assert.equal(warnings.length, homeless.length - elsewhere.length, `${what} ${warnings}`);
        const now = factsOf(second);
        assertCarried(
          kinds.filter((kind) => kind !== 'cicp' && (!homeless.includes(kind) || elsewhere.includes(kind))),
          before,
          now,
          what,
        );
        const { icc } = await sharp(second).metadata();
        if (metadata.icc) assert.ok(icc.equals(metadata.icc), what);
        else assert.equal(icc !== undefined, !takes(to, 'cicp') && metadata.cicp !== undefined, what);
        assert.deepEqual(await imwrite(read, to, { metadata: 'keep' }), second, what);
      }
    }
  });
}

test('a picture that imread has turned goes over upright', async () => {
  for (const from of carriers) {
    const read = await imread(await imwrite(image, from, { metadata: { orientation: 6, exif: all.exif } }));
    assert.deepEqual([read.width, read.height, read.metadata.orientation], [30, 40, undefined]);
    for (const to of carriers) {
      const second = await imwrite(read, to, { metadata: read.metadata });
      assert.deepEqual([factsOf(second).orientation, factsOf(second).exif], [1, 'Acme,0.02'], `${from} to ${to}`);
      const { width, height } = await imread(second);
      assert.deepEqual([width, height], [30, 40]);
    }
  }
});
