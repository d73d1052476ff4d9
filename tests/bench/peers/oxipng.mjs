// oxipng, as jSquash packs it.
import { compiled } from './wasm-file.mjs';

export const peer = {
  name: 'oxipng',
  kind: 'WebAssembly',
  packages: ['@jsquash/oxipng'],
  pixels: 'rgba',
  settings: { 'png-small': { level: 2 } },
  async load() {
    const { default: optimise, init } = await import('@jsquash/oxipng/optimise.js');
    await init(await compiled('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm'));
    return ({ data, width, height }, settings) => optimise(new ImageData(data, width, height), settings);
  },
};
