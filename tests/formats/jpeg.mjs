// JPEG in tests.
import assert from 'node:assert/strict';
import { run } from '../support/programs.mjs';

export default {
  magic: 'ffd8ff',
  isLossless: ({ lossless }) => lossless === true,
  close: { quality: 100, chromaSubsampling: '4:4:4' },
  closeWithin: 3,
  judge: (files) => files.forEach((file) => assert.equal(run('djpeg', '-fast', '-outfile', '/dev/null', file), '')),
  floors: {
    any: 40,
    quality: { 0: 21.6 },
    distance: { 25: 28.4 },
    lumaQuality: { 0: 21.6 },
    chromaQuality: { 0: 24.7 },
    smoothing: { 100: 34 },
    quantTables: { 65535: 15.2 },
  },
  gentle: {
    progressive: true,
    optimizeCoding: true,
    chromaSubsampling: true,
    restartInterval: true,
    restartRows: true,
    colorSpace: ['ycc', 'rgb'],
  },
  texts: ['Comment'],
  textTag: 'File:Comment',
  profileIn: (file) => run('exiftool', '-ICC_Profile:ColorSpaceData', file),
  moduleBytes: 56_000,
  decoderBytes: 54_000,
};
