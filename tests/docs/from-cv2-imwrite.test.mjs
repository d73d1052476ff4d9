// The page "From cv2.imwrite": its Python lines run with OpenCV and Pillow, its JavaScript lines with the package; what
// they print is the same, and so are the files they write, as OpenCV and Pillow see them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { program, root } from './support.mjs';
import { temporaryFolder } from '../support/files.mjs';

const execute = promisify(execFile);
const folder = temporaryFolder('docs');

const python = async (code, cwd) =>
  (await execute('/usr/bin/python3', ['-c', code], { cwd, maxBuffer: 2 ** 26 })).stdout;

/** The pictures that the page's lines read, and a profile. */
const prepare = `
import cv2, numpy as np
from PIL import Image, ImageCms
photo = Image.open('${root}/tests/fixtures/coffee.png')
photo.save('photo.png')
photo.convert('L').save('gray.png')
photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save('flipped.png')
rgba = photo.crop((0, 0, 32, 32)).convert('RGBA')
rgba.putalpha(photo.convert('L').crop((9, 9, 41, 41)))
rgba.save('icon.png')
cv2.imwrite('deep.png', np.arange(24 * 32, dtype=np.uint16).reshape(24, 32) * 85)
open('profile.icc', 'wb').write(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
`;

/** Every frame of every file of two folders, compared: { name: [largest difference, mean difference, same facts] }. */
const compare = `
import json, os, sys
import numpy as np
from PIL import Image, ImageSequence
def facts(im):
    dpi = im.info.get('dpi')
    animated = getattr(im, 'is_animated', False)  # Pillow gives WebP frames alpha when they have any
    return [im.format, animated or im.mode, im.size, getattr(im, 'n_frames', 1), im.info.get('duration'), im.info.get('loop'),
            dpi and [round(float(d)) for d in dpi], im.info.get('icc_profile') is not None, bool(im.info.get('progressive'))]
def frames(path):
    im = Image.open(path)
    first = facts(im)
    return first, [np.asarray(frame.convert('RGBA') if im.format == 'WEBP' else frame).astype(float) for frame in ImageSequence.Iterator(im)]
result = {}
for name in sorted(os.listdir('ours')):
    if not name.endswith(('.png', '.jpg', '.webp', '.tif', '.tiff')): continue
    (facts_a, a), (facts_b, b) = frames('theirs/' + name), frames('ours/' + name)
    gaps = [np.abs(x - y) for x, y in zip(a, b)]
    result[name] = dict(max=max(float(g.max()) for g in gaps), mean=max(float(g.mean()) for g in gaps), theirs=facts_a, ours=facts_b)
print(json.dumps(result))
`;

async function runBoth(chapter) {
  const cwd = mkdtempSync(join(folder, 'chapter-'));
  for (const side of ['theirs', 'ours']) {
    mkdirSync(join(cwd, side));
    await python(prepare, join(cwd, side));
  }
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(join(root, 'npm'), join(cwd, 'node_modules/imwrite'), 'dir');
  writeFileSync(join(cwd, 'ours/lines.mjs'), program('from-cv2-imwrite.md', chapter, 'js'));
  const theirs = await python(program('from-cv2-imwrite.md', chapter, 'python'), join(cwd, 'theirs'));
  const { stdout: ours } = await execute(process.execPath, ['lines.mjs'], { cwd: join(cwd, 'ours') });
  const names = (side) =>
    readdirSync(join(cwd, side))
      .filter((name) => name !== 'lines.mjs')
      .sort();
  assert.deepEqual(names('ours'), names('theirs'));
  return {
    theirs,
    ours,
    files: JSON.parse(await python(compare, cwd)),
    read: (name) => readFileSync(join(cwd, 'ours', name)),
  };
}

test("from OpenCV's Python", async () => {
  const { theirs, ours, files } = await runBoth("From OpenCV's Python");
  assert.equal(ours.trim(), theirs.trim().replaceAll('True', 'true').replaceAll('False', 'false'));
  assert.ok(Object.keys(files).length >= 15, Object.keys(files).join());
  for (const [name, { max, mean, theirs: expected, ours: actual }] of Object.entries(files)) {
    assert.deepEqual(actual, expected, name);
    if (name === 'lossy.webp') assert.ok(mean < 1, `${name} differs by ${mean} on average`);
    else assert.equal(max, 0, `${name} differs by ${max}`);
  }
});

test('from Pillow', async () => {
  const { files, read } = await runBoth('From Pillow');
  for (const [name, { max, mean, theirs: expected, ours: actual }] of Object.entries(files)) {
    assert.deepEqual(actual, expected, name);
    if (name === 'p.webp') assert.ok(mean < 1, `${name} differs by ${mean} on average`);
    else assert.equal(max, 0, `${name} differs by ${max}`);
  }
  assert.ok(
    ['p.jpg', 'p.png', 'p.webp', 'exact.webp', 'p.tif', 'p-pages.tif', 'move.webp'].every((name) => name in files),
  );
  assert.ok(read('p.png').includes('iCCP'));
});
