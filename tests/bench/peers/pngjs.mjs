// pngjs: JavaScript around Node's zlib.

export const peer = {
  name: 'pngjs',
  kind: 'JavaScript and Node’s zlib',
  packages: ['pngjs'],
  settings: {
    'png-default': {},
    'png-6': { deflateLevel: 6 },
    'png-fast': { deflateLevel: 1, filterType: 1 },
  },
  async load() {
    const { PNG } = await import('pngjs');
    return ({ data, width, height, channels }, settings) => {
      const colorType = channels === 4 ? 6 : 2;
      const options = { ...settings, colorType, inputColorType: colorType, inputHasAlpha: channels === 4 };
      return PNG.sync.write(
        { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), width, height, gamma: 0 },
        options,
      );
    };
  },
};
