// Colors that go along, by eyes that are not ours: Pillow's ImageCms turns each file into sRGB, exiftool, pngcheck, webpinfo and
// tiffinfo read the profile's container.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite, imwriteMulti } from '../../npm/dist/node/index.js';
import { adobeRgb, cHRM, displayP3, gAMA, grayOfGamma, withChunks } from '../node/profiles.mjs';
import { testFacts } from '../formats/index.mjs';
import { formatNames, formats } from '../support/package.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { run } from '../support/programs.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('color');

const flat = (channels, values) => ({
  data: new Uint8Array(24 * 16 * channels).map((_, i) => values[i % channels]),
  width: 24,
  height: 16,
  channels,
});
// Pillow knows no AVIF; avif.test.mjs has its profiles.
const withProfiles = formatNames.filter(
  (format) => formats[format].metadata.includes('icc') && testFacts(format).profileIn,
);
const hasCicp = (format) => formats[format].metadata.includes('cicp');
const close = (format) => testFacts(format).close;

function stored(name, bytes) {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

/** The first pixel of each file in sRGB, and the name of its profile. */
function seenByPillow(files) {
  const program = `
import io, json, sys
from PIL import Image, ImageCms
srgb = ImageCms.createProfile('sRGB')
result = []
for file in sys.argv[1:]:
    picture = Image.open(file)
    icc = picture.info.get('icc_profile')
    if icc is None:
        result.append([list(picture.convert('RGB').getpixel((3, 3))), None])
        continue
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    turned = ImageCms.profileToProfile(picture, profile, srgb, outputMode='RGB')
    result.append([list(turned.getpixel((3, 3))), profile.profile.xcolor_space])
print(json.dumps(result))`;
  return JSON.parse(python(program, ...files));
}

// Linear light of the spaces to that of sRGB; all have the same white.
const fromP3 = [
  [1.2249, -0.2247, 0],
  [-0.042, 1.0419, 0],
  [-0.0197, -0.0786, 1.0979],
];
const fromAdobe = [
  [1.3984, -0.3984, 0],
  [0, 1, 0],
  [0, -0.0429, 1.0429],
];

/** What a color is in sRGB. */
function inSrgb(values, matrix, curve) {
  const light = values.map((value) => curve(value / 255));
  return matrix.map((row) => {
    const value = Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, factor, i) => sum + factor * light[i], 0),
      ),
    );
    return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
  });
}

test('the same colors in every format, whatever says what they are', async () => {
  const values = [200, 60, 40];
  const png = (metadata) => imwrite(flat(3, values), 'png', { metadata });
  const sources = {
    'Display P3': await png({ icc: displayP3() }),
    'Adobe RGB': await png({ icc: adobeRgb() }),
    'Display P3 by cICP': await png({ cicp: [12, 13, 0, 1] }),
    'Adobe RGB by gAMA and cHRM': withChunks(
      Buffer.from(await png()),
      gAMA(0.45471),
      cHRM(0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06),
    ),
    'linear gray': await imwrite(flat(1, [55]), 'png', { metadata: { icc: grayOfGamma(1) } }),
    'a wide canvas': await imwrite({ ...flat(3, values), colorSpace: 'display-p3' }, 'png'),
  };
  const ofSrgb = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const gamma = (value) => value ** 2.2;
  const expected = {
    'Display P3': inSrgb(values, fromP3, gamma),
    'Adobe RGB': inSrgb(values, fromAdobe, gamma),
    'Display P3 by cICP': inSrgb(values, fromP3, ofSrgb),
    'Adobe RGB by gAMA and cHRM': inSrgb(values, fromAdobe, gamma),
    'linear gray': inSrgb(
      [55, 55, 55],
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      (value) => value,
    ),
    'a wide canvas': inSrgb(values, fromP3, ofSrgb),
  };
  for (const [name, source] of Object.entries(sources)) {
    const files = [];
    for (const format of withProfiles) {
      const file = stored(`${format}.${format}`, await imwrite(source, format, close(format)));
      files.push(file);
      // What keeps cICP is not known to Pillow and pngcheck.
      if (!(hasCicp(format) && /cICP|canvas/.test(name)))
        assert.ok(testFacts(format).profileIn(file), `${name} in ${format}`);
    }
    for (const [i, [color]] of seenByPillow(files).entries()) {
      if (name.endsWith('cICP') && hasCicp(withProfiles[i])) continue;
      assert.ok(
        color.every((value, j) => Math.abs(value - expected[name][j]) <= 4),
        `${name} in ${withProfiles[i]}: ${color}, not ${expected[name]}`,
      );
    }
  }
});

test('a gray picture has a gray profile, and RGB ones where a format has no gray', async () => {
  const jpeg = await imwrite(flat(3, [90, 90, 90]), 'jpeg', { quality: 100, metadata: { icc: displayP3() } });
  const gray = await imread(jpeg, { gray: true });
  const files = await Promise.all(
    withProfiles.map(async (format) => stored(`gray.${format}`, await imwrite(gray, format, close(format)))),
  );
  const seen = seenByPillow([stored('first.jpg', jpeg), ...files]);
  const [[first]] = seen;
  for (const [i, [color, space]] of seen.slice(1).entries()) {
    assert.equal(space.trim(), formats[withProfiles[i]].channels.includes(1) ? 'GRAY' : 'RGB');
    assert.ok(
      color.every((value, j) => Math.abs(value - first[j]) <= 2),
      `${withProfiles[i]}: ${color}, not ${first}`,
    );
  }
});

test('each page of a TIFF has its own profile', async () => {
  const pages = [
    await imwrite(flat(3, [200, 60, 40]), 'png', { metadata: { icc: displayP3() } }),
    flat(3, [1, 2, 3]),
    await imwrite(flat(1, [9]), 'jpeg', { metadata: { icc: grayOfGamma(1.8) } }),
  ];
  const file = stored('pages.tif', await imwriteMulti(pages, 'tiff'));
  const sizes = run('tiffinfo', file)
    .split('TIFF directory')
    .slice(-3)
    .map((page) => Number(page.match(/ICC Profile: <present>, (\d+)/)?.[1] ?? 0));
  assert.deepEqual(sizes, [displayP3().length, 0, grayOfGamma(1.8).length]);
});
