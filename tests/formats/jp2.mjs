// JPEG 2000 in tests: OpenJPEG's own opj_decompress judges its files, and makes PNG of them for sharp.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/programs.mjs';

/** The file as opj_decompress writes it, in the form that the extension names. */
export function byOpenJpeg(bytes, extension = 'png', kind = 'jp2') {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-jp2-'));
  const [from, to] = [join(folder, `file.${kind}`), join(folder, `file.${extension}`)];
  try {
    writeFileSync(from, bytes);
    run('opj_decompress', '-quiet', '-i', from, '-o', to);
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The codestream without its comment, which names the version of the library. */
export function codestream(file) {
  const start = file.indexOf(Buffer.from('ff4fff51', 'hex'));
  const comment = file.indexOf(Buffer.from('ff64', 'hex'), start);
  return Buffer.concat([file.subarray(start, comment), file.subarray(comment + 2 + file.readUInt16BE(comment + 2))]);
}

/**
 * A PNG of the codestream alone, since opj_decompress would make sRGB of colors that have a profile. Exiftool puts the profile, EXIF and
 * the resolution of the file into it.
 */
function asPng(bytes) {
  const png = byOpenJpeg(bytes.subarray(bytes.indexOf('jp2c') + 4), 'png', 'j2k');
  if (!['acsp', 'resc', 'JpgTiffExif'].some((part) => bytes.includes(part))) return png;
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-jp2-'));
  const [from, to] = [join(folder, 'file.jp2'), join(folder, 'file.png')];
  try {
    writeFileSync(from, bytes);
    writeFileSync(to, png);
    const [facts] = JSON.parse(run('exiftool', '-json', '-n', '-Capture*', from));
    const perMeter = ['X', 'Y'].map(
      (axis) => facts[`Capture${axis}Resolution`] * 10 ** facts[`Capture${axis}ResolutionUnit`],
    );
    const resolution = perMeter[0]
      ? ['X', 'Y'].map((axis, i) => `-PNG:PixelsPerUnit${axis}=${perMeter[i].toFixed()}`)
      : [];
    run(
      'exiftool',
      '-q',
      '-m',
      '-overwrite_original',
      '-TagsFromFile',
      from,
      '-ICC_Profile',
      '-EXIF:all',
      ...resolution,
      to,
    );
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export default {
  magic: '0000000c6a502020',
  lossless: {},
  isLossless: ({ psnr, rate }) => psnr === undefined && rate === undefined,
  close: {},
  closeWithin: 0,
  judge: (files) => files.forEach((file) => run('opj_decompress', '-quiet', '-i', file, '-o', `${file}.png`)),
  forSharp: (bytes) => [asPng(Buffer.from(bytes))],
  floors: { any: 36, psnr: { 20: 15.2 }, rate: { 1000: 15.2 } },
  keeping: {
    numResolutions: true,
    tileWidth: true,
    tileHeight: true,
    progression: true,
    irreversible: [false],
    mct: true,
  },
  refusals: 12,
  moduleBytes: 74_500,
  decoderBytes: 86_000,
};
