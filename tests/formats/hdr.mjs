// Radiance HDR in tests: OpenCV judges its files, and makes TIFF of them for sharp.
import pfm from './pfm.mjs';

export default {
  ...pfm,
  // #?
  magic: '233f',
  // Three samples share an exponent.
  lossless: undefined,
  isLossless: () => false,
  closeWithin: 2,
  keeping: {},
  gentle: { compression: true },
  moduleBytes: 28_500,
  decoderBytes: 27_500,
};
