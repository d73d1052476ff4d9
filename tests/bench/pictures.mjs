// The pictures: photographs out of a Debian package of wallpapers, never enlarged, and two that are drawn here. They lie
// in the user's cache as raw samples, so that every peer starts from the same bytes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildFolder, cacheFolder, sha256 } from '../../cmake/provision/cache.mjs';
import { Apt, mirrors, whyNotDebian } from '../../cmake/provision/debian.mjs';
import { progress, ProvisionError } from '../../cmake/provision/report.mjs';
import { lastLines, run } from '../../cmake/provision/run.mjs';
import { drawArt, drawScreenshot } from './drawn.mjs';

const sharp = createRequire(new URL('../../npm/package.json', import.meta.url))('sharp');

const PACKAGE = 'mate-backgrounds';
const photographs = {
  elephants: {
    path: 'abstract/Elephants_5640x3172.jpg',
    hash: '7ab602cd55aedd107743973353e58771860d1a74a0cd0701e8351096535edde8',
  },
  flower: { path: 'nature/Garden.jpg', hash: 'd3095ee09d425ef23d27155412136cf14fc3c9af76ca58b452f55e23da324e78' },
  ladybird: { path: 'nature/LadyBird.jpg', hash: 'e35a9a4126ef969c90b29c038058c5a575a20eadd84106a37bf1fa9931e7b61d' },
  seeds: { path: 'nature/TwoWings.jpg', hash: '665e5abf8a5399070a91a9a8e455fe071e5b61697ff78fdeda4e9843ef545aeb' },
  yellow: { path: 'nature/YellowFlower.jpg', hash: '254da96256acb7add685679775a04d1e4a5bc8cd13e5a5a3d61351ce198a5306' },
};

/** `make(photo)` gives a sharp picture; `photo(name)` is the file of a photograph. */
const recipes = {
  'photo-0.5': { what: 'LadyBird.jpg, reduced', make: (photo) => sharp(photo('ladybird')).resize(896, 560) },
  'photo-2': { what: 'Garden.jpg, reduced', make: (photo) => sharp(photo('flower')).resize(1792, 1120) },
  'photo-12': {
    what: 'Elephants_5640x3172.jpg (a painting, photographed), the middle of it',
    make: (photo) => sharp(photo('elephants')).extract({ left: 820, top: 86, width: 4000, height: 3000 }),
  },
  'photo-24': {
    what: 'Elephants_5640x3172.jpg above TwoWings.jpg and YellowFlower.jpg, as they are',
    async make(photo) {
      const input = await sharp(photo('elephants'))
        .extract({ left: 260, top: 42, width: 5120, height: 3088 })
        .png({ compressionLevel: 1 })
        .toBuffer();
      const parts = [
        { input, left: 0, top: 0 },
        { input: photo('seeds'), left: 0, top: 3088 },
        { input: photo('yellow'), left: 2560, top: 3088 },
      ];
      return sharp({ create: { width: 5120, height: 4688, channels: 3, background: 'black' } }).composite(parts);
    },
  },
  huge: {
    what: 'the 12-megapixel photograph as tiles, 100 megapixels, for the memory table',
    alpha: true,
    async make(photo) {
      const input = await recipes['photo-12'].make(photo).png({ compressionLevel: 1 }).toBuffer();
      return sharp({ create: { width: 10_000, height: 10_000, channels: 4, background: 'black' } }).composite([
        { input, tile: true, gravity: 'northwest' },
      ]);
    },
  },
  screenshot: {
    what: 'a page of text, code and controls, drawn by Chromium',
    make: async () => sharp(await drawScreenshot()),
  },
  art: { what: 'curves and shapes with soft edges on transparency', alpha: true, make: () => sharp(drawArt()) },
  deep: {
    what: 'Elephants_5640x3172.jpg, reduced to a third at 16 bits a sample',
    depth: 16,
    // Each sample is a mean of nine and more, which 8 bits cannot hold.
    make: (photo) =>
      sharp(photo('elephants')).pipelineColourspace('rgb16').resize(1880, 1057, { fit: 'fill' }).toColourspace('rgb16'),
  },
};

/** The photographs themselves, unpacked. */
async function fetchPhotographs() {
  const folder = join(cacheFolder(), 'bench', PACKAGE);
  await buildFolder(folder, async (temporary) => {
    const why = whyNotDebian();
    if (why)
      throw new ProvisionError(
        `The photographs come from Debian's package ${PACKAGE}, but ${why}. Unpack it as ${folder} (so that it holds usr/).`,
      );
    const codename = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))[1];
    const apt = new Apt((await mirrors())[0], codename, 'deb');
    const problem = await apt.update();
    if (problem) throw new ProvisionError(`The package index of Debian ${codename} cannot be read: ${problem}`);
    progress(`fetching ${PACKAGE} (47 MB)`);
    const fetched = await apt.get(['download', PACKAGE], { cwd: temporary });
    const file = readdirSync(temporary).find((name) => name.endsWith('.deb'));
    if (!file) throw new ProvisionError(`${PACKAGE} cannot be fetched: ${lastLines(fetched)}`);
    const unpacked = await run('dpkg', ['-x', file, '.'], { cwd: temporary });
    if (unpacked.code !== 0) throw new ProvisionError(`${file} cannot be unpacked: ${lastLines(unpacked)}`);
  });
  return (name) => {
    const { path, hash } = photographs[name];
    const file = join(folder, 'usr/share/backgrounds/mate', path);
    if (sha256(file) !== hash) throw new ProvisionError(`${file} is not the photograph that was measured before.`);
    return file;
  };
}

/**
 * Makes what is missing.
 *
 * @returns {Promise<{ name, what, file, width, height, channels, depth }[]>} `file` holds rows of interleaved samples, 16-bit ones
 * little endian.
 */
export async function makePictures(names) {
  const photo = await fetchPhotographs();
  const pictures = [];
  for (const name of names) {
    const { what, make, alpha = false, depth = 8 } = recipes[name];
    // The number changes when a recipe does.
    const folder = join(cacheFolder(), 'bench', `${name}-1`);
    await buildFolder(folder, async (temporary) => {
      progress(`making the picture ${name}`);
      const image = await make(photo);
      const sized = (alpha ? image : image.removeAlpha()).raw({ depth: depth === 8 ? 'uchar' : 'ushort' });
      const { data, info } = await sized.toBuffer({ resolveWithObject: true });
      const { width, height, channels } = info;
      if (data.length !== width * height * channels * (depth / 8))
        throw new Error(`${name}: ${data.length} bytes for ${width} × ${height} × ${channels}`);
      writeFileSync(join(temporary, 'samples'), data);
      writeFileSync(join(temporary, 'facts.json'), JSON.stringify({ width, height, channels, depth }));
    });
    pictures.push({
      name,
      what,
      file: join(folder, 'samples'),
      ...JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')),
    });
  }
  return pictures;
}
