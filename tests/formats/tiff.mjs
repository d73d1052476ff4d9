// TIFF in tests.
import { run } from '../support/programs.mjs';

export default {
  magic: '49492a00',
  lossless: {},
  isLossless: () => true,
  close: {},
  closeWithin: 0,
  judge: (files) => files.forEach((file) => run('tiffcp', '-c', 'none', file, `${file}.copy`)),
  keeping: {
    compression: ['none', 'lzw', 'deflate', 'packbits'],
    predictor: true,
    compressionLevel: true,
    rowsPerStrip: true,
    tileWidth: true,
    tileHeight: true,
    planarConfiguration: true,
    bitDepth: [2, 4],
    bigTiff: true,
    pyramid: true,
    resolutionUnit: true,
    extraSamples: ['alpha', 'unspecified'],
  },
  texts: ['Title', 'Description', 'Author', 'Copyright', 'Software'],
  textTag: 'EXIF:ImageDescription',
  profileIn: (file) => run('tiffinfo', file).match(/ICC Profile: <present>/)?.[0],
  // exiftool misses one, which TIFF's baseline asks for and few readers do.
  wantsResolution: true,
  spreadsExif: true,
  takesExtraChannels: true,
  moduleBytes: 61_000,
  decoderBytes: 110_500,
};
