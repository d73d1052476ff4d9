// JPEG 2000 in tests: OpenJPEG's own opj_decompress judges its files, and makes PNG of them for sharp.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { chunk } from '../contract/png-files.mjs';
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

/** What is in a box of the type, behind `head` bytes. */
function insideBox(bytes, type, head) {
  const at = bytes.indexOf(type);
  return at < 0 ? undefined : bytes.subarray(at + 4 + head, at - 4 + bytes.readUInt32BE(at - 4));
}

/**
 * A PNG of the codestream alone, since opj_decompress would make sRGB of colors that have a profile; with the profile, EXIF and the
 * resolution of the file. That exiftool finds those is for the tests of metadata.
 */
function asPng(bytes) {
  const png = byOpenJpeg(bytes.subarray(bytes.indexOf('jp2c') + 4), 'png', 'j2k');
  const chunks = [];
  const icc = bytes.includes('acsp') && insideBox(bytes, 'colr', 3);
  if (icc) chunks.push(chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), deflateSync(icc)])));
  const exif = bytes.includes('JpgTiffExif->JP2') && insideBox(bytes, 'uuidJpgTiffExif', 16);
  if (exif) chunks.push(chunk('eXIf', exif));
  const resolution = insideBox(bytes, 'resc', 0);
  if (resolution) {
    const perMeter = [1, 0].map(
      (axis) =>
        (resolution.readUInt16BE(4 * axis) / resolution.readUInt16BE(4 * axis + 2)) *
        10 ** resolution.readInt8(8 + axis),
    );
    const data = Buffer.alloc(9, 1);
    perMeter.forEach((value, i) => data.writeUInt32BE(Math.min(Math.round(value), 2 ** 31 - 1), 4 * i));
    chunks.push(chunk('pHYs', data));
  }
  const HEADER_BYTES = 33;
  return Buffer.concat([png.subarray(0, HEADER_BYTES), ...chunks, png.subarray(HEADER_BYTES)]);
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
