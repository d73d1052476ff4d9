// Metadata as exiftool and sharp read them, in every format that has a place for them, one kind alone and all together.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { formatNames, formats } from '../support/package.mjs';
import { profileOf, sharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('metadata');

const exiftool = (...args) => execFileSync('exiftool', args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
const image = pattern(40, 30, 3);

/** What a camera writes, of every type that EXIF has, as exiftool puts it into a JPEG file of sharp's. */
const tags = {
  'IFD0:Make': 'imwrite',
  'IFD0:Model': 'Camera',
  'IFD0:Artist': 'Jürgen',
  'IFD0:Copyright': 'all of us',
  'IFD0:ModifyDate': '2024:02:29 23:59:58',
  'IFD0:Software': 'exiftool',
  'IFD0:ImageDescription': 'noise',
  'ExifIFD:ExposureTime': '1/125',
  'ExifIFD:FNumber': '2.8',
  'ExifIFD:ISO': '3200',
  'ExifIFD:ExposureCompensation': '-1.3333',
  'ExifIFD:DateTimeOriginal': '2024:02:29 23:59:57',
  'ExifIFD:UserComment': 'a comment',
  'ExifIFD:LensInfo': '24 70 2.8 4',
  'ExifIFD:SubjectArea': '10 20 30 40',
  'InteropIFD:InteropIndex': 'R98',
  'GPS:GPSLatitude': '52.5163',
  'GPS:GPSLatitudeRef': 'N',
  'GPS:GPSLongitude': '13.3777',
  'GPS:GPSLongitudeRef': 'E',
  'GPS:GPSAltitude': '34.5',
};

async function cameraExif(byteOrder) {
  const file = join(folder, `camera-${byteOrder}.jpg`);
  await sharp(Buffer.alloc(300), { raw: { width: 10, height: 10, channels: 3 } })
    .jpeg()
    .toFile(file);
  exiftool(
    '-overwrite_original',
    `-ExifByteOrder=${byteOrder}`,
    ...Object.entries(tags).map(([name, value]) => `-${name}=${value}`),
    file,
  );
  return new Uint8Array(exiftool('-b', '-Exif', file));
}

/** The EXIF tags of a file, with their values as they are stored. */
async function tagsOf(name, bytes) {
  const file = join(folder, name);
  await writeFile(file, bytes);
  const [facts] = JSON.parse(
    exiftool(
      '-json',
      '-n',
      '-G1',
      '-ExifIFD:All',
      '-GPS:All',
      '-InteropIFD:All',
      ...Object.keys(tags).map((tag) => `-${tag}`),
      file,
    ),
  );
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([key]) => /^(IFD0|ExifIFD|GPS|InteropIFD):/.test(key))
      .sort(),
  );
}

const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="größer"/></rdf:RDF></x:xmpmeta>';
const withAll = formatNames.filter((format) => formats[format].metadata.length > 0);
const withKind = (kind) => withAll.filter((format) => formats[format].metadata.includes(kind));

for (const byteOrder of ['Little-endian', 'Big-endian']) {
  test(`${byteOrder} EXIF: every tag of a camera, with the same values`, async () => {
    const exif = await cameraExif(byteOrder);
    const [expected] = [await tagsOf('expected.jpg', await readFile(join(folder, `camera-${byteOrder}.jpg`)))];
    assert.ok(Object.keys(expected).length >= Object.keys(tags).length);
    for (const format of withKind('exif')) {
      const bytes = await imwrite(image, format, { metadata: { exif } });
      assert.deepEqual(await tagsOf(`exif.${format}`, bytes), expected, format);
      const again = await imwrite(image, 'jpeg', { metadata: { exif: (await imread(bytes)).metadata.exif } });
      assert.deepEqual(await tagsOf('again.jpg', again), expected, `${format}, read and written again`);
    }
  });
}

test('profiles, also above the 64 KiB of a segment', async () => {
  for (const size of [0, 200_000]) {
    const icc = await profileOf('p3', size);
    for (const format of withKind('icc')) {
      const bytes = await imwrite(image, format, { metadata: { icc } });
      assert.ok(Buffer.compare((await sharp(bytes).metadata()).icc, icc) === 0, format);
      assert.ok(Buffer.compare((await imread(bytes)).metadata.icc, icc) === 0, format);
    }
  }
});

test('XMP', async () => {
  for (const format of withKind('xmp')) {
    const bytes = await imwrite(image, format, { metadata: { xmp } });
    const file = join(folder, `xmp.${format}`);
    await writeFile(file, bytes);
    assert.equal(JSON.parse(exiftool('-json', '-XMP:Source', file))[0].Source, 'größer', format);
    assert.equal(new TextDecoder().decode((await imread(bytes)).metadata.xmp), xmp, format);
  }
});

test('resolution', async () => {
  for (const format of withKind('dpi')) {
    const bytes = await imwrite(image, format, { metadata: { dpi: [300, 150] } });
    const file = join(folder, `dpi.${format}`);
    await writeFile(file, bytes);
    const { density } = await sharp(bytes).metadata();
    assert.ok(Math.abs(density - 300) < 0.5, `${format}: ${density}`);
    const { dpi } = (await imread(bytes)).metadata;
    assert.ok(Math.abs(dpi[0] - 300) < 0.02 && Math.abs(dpi[1] - 150) < 0.02, `${format}: ${dpi}`);
  }
});

test('all together, and no byte of it without', async () => {
  const metadata = { exif: await cameraExif('Little-endian'), icc: await profileOf('p3', 100_000), xmp, dpi: 96 };
  for (const format of withAll) {
    const kinds = Object.fromEntries(
      Object.entries(metadata).filter(([kind]) => formats[format].metadata.includes(kind)),
    );
    const { metadata: read } = await imread(await imwrite(image, format, { metadata: kinds }));
    assert.deepEqual(
      Object.keys(read)
        .filter((kind) => kind in metadata && (kind !== 'dpi' || kind in kinds))
        .sort(),
      Object.keys(kinds).sort(),
      format,
    );
    const { metadata: none } = await imread(await imwrite(image, format));
    assert.deepEqual(none, {}, format);
  }
});

test('what does not fit is refused, with the sizes', async () => {
  await assertMismatch(
    imwrite(image, 'jpeg', { metadata: { exif: new Uint8Array(65528) } }),
    'invalid-option',
    /exif.*at most 65527 bytes, got 65528 bytes/,
  );
  await assertMismatch(
    imwrite(image, 'tiff', { metadata: { exif: new Uint8Array(20) } }),
    'invalid-option',
    /exif.*TIFF block.*20 bytes/,
  );
});
