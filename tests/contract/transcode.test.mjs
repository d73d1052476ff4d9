// transcodeJpeg() beside jpegtran, decoded by djpeg: the same pixels. And what exiftool reads before and after.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { transcodeJpeg } from '../../npm/dist/node/index.js';
import { cjpegKinds } from '../support/cjpeg-kinds.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { fixture } from '../support/images.mjs';
import { profileOf, sharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { runForBytes } from '../support/programs.mjs';
import { pythonForBytes } from '../support/python.mjs';

const folder = temporaryFolder('transcode');

const djpeg = (file) => runForBytes('djpeg', '-dct', 'int', file);
const put = async (name, bytes) => {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
};

/** Sources: a photograph of that size, as cjpeg writes it with these flags. */
async function source(name, width, height, ...flags) {
  const ppm = await put(
    `${name}.ppm`,
    await sharp(fixture('chelsea.png'))
      .removeAlpha()
      .resize(width, height, { fit: 'fill' })
      .toFormat('raw')
      .toBuffer()
      .then((data) => Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), data])),
  );
  const file = join(folder, `${name}.jpg`);
  runForBytes('cjpeg', '-quality', '85', ...flags, '-outfile', file, ppm);
  return file;
}

const kinds = {
  ...cjpegKinds,
  arithmetic: ['-arithmetic'],
};

/** Our options, and jpegtran's for the same. */
const transforms = [
  [{}, []],
  [{ rotate: 90 }, ['-rotate', '90']],
  [{ rotate: 180 }, ['-rotate', '180']],
  [{ rotate: 270 }, ['-rotate', '270']],
  [{ flip: 'horizontal' }, ['-flip', 'horizontal']],
  [{ flip: 'vertical' }, ['-flip', 'vertical']],
  [{ rotate: 90, flip: 'horizontal' }, ['-transpose']],
  [{ rotate: 90, flip: 'vertical' }, ['-transverse']],
  [{ crop: { x: 32, y: 16, width: 40, height: 30 } }, ['-crop', '40x30+32+16']],
  [{ crop: { x: 37, y: 19, width: 40, height: 30, grow: true } }, ['-crop', '40x30+37+19']],
  [{ rotate: 270, crop: { x: 32, y: 16, width: 20, height: 30 } }, ['-rotate', '270', '-crop', '20x30+32+16']],
  [{ progressive: true, rotate: 180 }, ['-progressive', '-rotate', '180']],
  [{ restartInterval: 4, progressive: false, flip: 'vertical' }, ['-restart', '4B', '-flip', 'vertical']],
  [{ arithmeticCoding: true, rotate: 90 }, ['-arithmetic', '-rotate', '90']],
  [{ arithmeticCoding: true, progressive: true }, ['-arithmetic', '-progressive']],
  [{ grayscale: true, rotate: 90 }, ['-grayscale', '-rotate', '90']],
];

for (const [kind, flags] of Object.entries(kinds)) {
  test(`${kind}: the same pixels as jpegtran's, with whole MCUs and without`, async () => {
    for (const [width, height] of [
      [128, 96],
      [101, 67],
      [7, 5],
    ]) {
      const file = await source('source', width, height, ...flags);
      const bytes = await readFile(file);
      for (const edges of ['trim', 'keep']) {
        for (const [options, words] of transforms) {
          if ((options.crop && width < 100) || (options.grayscale && kind === 'RGB')) continue;
          const ours = await transcodeJpeg(bytes, { ...options, edges }).catch((error) => error);
          if (ours instanceof Error) {
            // jpegtran leaves what it cannot trim.
            assert.ok(
              edges === 'trim' && width === 7 && ours.option === 'edges',
              `${ours.stack} ${JSON.stringify(options)}`,
            );
            continue;
          }
          const theirs = join(folder, 'theirs.jpg');
          runForBytes(
            'jpegtran',
            '-copy',
            'none',
            ...(edges === 'trim' ? ['-trim'] : []),
            ...words,
            '-outfile',
            theirs,
            file,
          );
          const seen = djpeg(await put('ours.jpg', ours));
          assert.ok(
            Buffer.compare(seen, djpeg(theirs)) === 0,
            `${width} × ${height} ${edges} ${JSON.stringify(options)}`,
          );
        }
      }
    }
  });
}

test("'edges: error' refuses exactly what jpegtran -perfect refuses", async () => {
  for (const [width, height] of [
    [128, 96],
    [101, 96],
    [128, 67],
    [101, 67],
  ]) {
    const file = await source('edges', width, height);
    for (const [options, words] of transforms.slice(0, 8)) {
      let refused = false;
      try {
        runForBytes('jpegtran', '-perfect', ...words, '-outfile', join(folder, 'theirs.jpg'), file);
      } catch {
        refused = true;
      }
      const ours = transcodeJpeg(await readFile(file), options);
      if (refused) await assertMismatch(ours, 'invalid-option', /'edges'/);
      else await ours;
    }
  }
});

test('CMYK keeps its inks', async () => {
  const cmyk = await sharp(fixture('chelsea.png'))
    .removeAlpha()
    .toColourspace('cmyk')
    .jpeg({ chromaSubsampling: '4:4:4' })
    .toBuffer();
  const raw = (bytes) => sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  for (const metadata of ['keep', 'strip']) {
    const [before, seen] = await Promise.all([
      raw(cmyk),
      raw(Buffer.from(await transcodeJpeg(cmyk, { progressive: true, metadata }))),
    ]);
    if (metadata === 'keep') assert.ok(Buffer.compare(before.data, seen.data) === 0);
    const file = await put('inks.jpg', await transcodeJpeg(cmyk, { metadata }));
    assert.ok(Buffer.compare(djpegCmyk(file), djpegCmyk(await put('before.jpg', cmyk))) === 0, metadata);
  }
  await assertMismatch(transcodeJpeg(cmyk, { grayscale: true }), 'invalid-option', /YCbCr or gray/);
  await assertMismatch(transcodeJpeg(cmyk, { metadata: { dpi: 72 } }), 'invalid-option', /YCbCr or gray/);
});

/** The four inks as they are stored, by Pillow. */
const djpegCmyk = (file) =>
  pythonForBytes('import sys; from PIL import Image; sys.stdout.buffer.write(Image.open(sys.argv[1]).tobytes())', file);

/** What a camera, a phone and an editor leave in a file. */
async function camera(orientation, width = 128, height = 96) {
  const file = await source('camera', width, height);
  const icc = await profileOf('p3');
  const thumbnail = await put(
    'thumbnail.jpg',
    await sharp({ create: { width: 16, height: 12, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer(),
  );
  const profile = await put('profile.icc', icc);
  runForBytes(
    'exiftool',
    '-overwrite_original',
    '-n',
    `-Orientation=${orientation}`,
    '-Make=imwrite',
    '-ISO=3200',
    '-GPSLatitude=52.5',
    '-GPSLatitudeRef=N',
    `-ExifImageWidth=${width}`,
    `-ExifImageHeight=${height}`,
    `-ThumbnailImage<=${thumbnail}`,
    `-ICC_Profile<=${profile}`,
    '-XMP-dc:Source=größer',
    '-IPTC:City=Berlin',
    '-Comment=a comment',
    file,
  );
  return file;
}

function tagsOf(file) {
  const [facts] = JSON.parse(runForBytes('exiftool', '-json', '-n', '-G1', '-a', '-b', file).toString());
  const files = Object.entries(facts).filter(
    ([key]) => !/^(System|File|Composite|ExifTool):|^SourceFile$|ThumbnailOffset/.test(key),
  );
  return Object.fromEntries([
    ...files,
    ['Comment', facts['File:Comment']],
    ['Thumbnail', facts['IFD1:ThumbnailImage']],
  ]);
}

/** The segments before the first scan, but for those that code the picture. */
function segmentsOf(bytes) {
  const segments = [];
  for (let at = 2; bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at + 1] >= 0xe0)
      segments.push(bytes.subarray(at, at + 2 + bytes.readUInt16BE(at + 2)).toString('latin1'));
  }
  return segments;
}

test('metadata: every segment is kept byte for byte', async () => {
  const bytes = await readFile(await camera(1));
  assert.ok(segmentsOf(bytes).length >= 6);
  for (const options of [{}, { rotate: 180 }, { progressive: true }]) {
    assert.deepEqual(segmentsOf(Buffer.from(await transcodeJpeg(bytes, options))), segmentsOf(bytes));
  }
});

test('metadata: a turn or a crop sets the orientation and the size, and nothing else', async () => {
  for (const orientation of [1, 3, 6, 8]) {
    const file = await camera(orientation);
    const before = tagsOf(file);
    const changes = { orientation: { orientation: 'apply' }, crop: { crop: { x: 16, width: 48, height: 32 } } };
    for (const [name, options] of Object.entries(changes)) {
      const bytes = await transcodeJpeg(file, options);
      const { width, height } = await sharp(bytes).metadata();
      const expected = {
        ...before,
        'IFD0:Orientation': 1,
        'ExifIFD:ExifImageWidth': width,
        'ExifIFD:ExifImageHeight': height,
      };
      assert.deepEqual(tagsOf(await put(`${name}.jpg`, bytes)), expected, `${name} ${orientation}`);
      if (name === 'orientation') assert.deepEqual([width, height], orientation > 4 ? [96, 128] : [128, 96]);
    }
  }
});

test('metadata: stripped is gone, replaced is the new one', async () => {
  const file = await camera(1);
  const stripped = tagsOf(await put('stripped.jpg', await transcodeJpeg(file, { metadata: 'strip' })));
  assert.deepEqual(
    Object.keys(stripped).filter((key) => stripped[key] !== undefined && !key.startsWith('JFIF:')),
    [],
  );
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="new"/></rdf:RDF></x:xmpmeta>';
  const replaced = tagsOf(await put('replaced.jpg', await transcodeJpeg(file, { metadata: { xmp, dpi: 300 } })));
  const { 'XMP-x:XMPToolkit': toolkit, ...before } = tagsOf(file);
  assert.ok(toolkit && before['XMP-dc:Source'] === 'größer');
  // EXIF states the resolution, too: most readers believe it more than JFIF.
  const stated = {
    'JFIF:XResolution': 300,
    'JFIF:YResolution': 300,
    'JFIF:ResolutionUnit': 1,
    'IFD0:XResolution': 300,
    'IFD0:YResolution': 300,
    'IFD0:ResolutionUnit': 2,
  };
  assert.deepEqual(replaced, { ...before, 'XMP-dc:Source': 'new', ...stated });
});

test('12 bits and lossless coding are refused, hostile sizes before memory is allocated', async () => {
  const bytes = await readFile(await source('plain', 32, 32));
  const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
  const changed = (at, ...values) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.of(...values), bytes.subarray(at + values.length)]);
  await assertFails(transcodeJpeg(changed(frame + 4, 12)), 'unsupported-data', /8-bit samples.*12-bit/);
  await assertFails(transcodeJpeg(changed(frame + 1, 0xc3)), 'unsupported-data', /lossless/);
  await assertMismatch(transcodeJpeg(changed(frame + 5, 0xff, 0x00, 0xff, 0x00)), 'image-too-large', /65280 × 65280/);
});
