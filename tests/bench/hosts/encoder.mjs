// What one process or page does: it holds a peer and a picture, encodes when it is told, and looks at the clock.

export class Encoder {
  #peer;
  #pixels;
  #encoders = new Map();

  constructor(peer) {
    this.#peer = peer;
  }

  /** `samples` is an ArrayBuffer of rows as pictures.mjs writes them. */
  setPicture({ width, height, channels, depth }, samples, { alwaysAlpha = false } = {}) {
    const given = depth === 16 ? new Uint16Array(samples) : new Uint8ClampedArray(samples);
    const widened = channels === 3 && (alwaysAlpha || this.#peer.pixels === 'rgba');
    const data = widened ? withAlpha(given) : given;
    const image = { data, width, height, channels: widened ? 4 : channels };
    this.#pixels = this.#peer.prepare ? this.#peer.prepare(image) : image;
  }

  /** The first call for a format loads the package: that is the cold start. */
  async encode(format, settings) {
    const start = performance.now();
    if (!this.#encoders.has(format)) this.#encoders.set(format, await this.#peer.load(format));
    const result = await this.#encoders.get(format)(this.#pixels, settings);
    const milliseconds = performance.now() - start;
    return { milliseconds, bytes: await bytesOf(result) };
  }
}

function withAlpha(rgb) {
  const rgba = new rgb.constructor((rgb.length / 3) * 4).fill(rgb.BYTES_PER_ELEMENT === 2 ? 0xffff : 0xff);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from];
    rgba[to + 1] = rgb[from + 1];
    rgba[to + 2] = rgb[from + 2];
  }
  return rgba;
}

async function bytesOf(result) {
  if (!result) throw new Error('nothing came back');
  if (typeof Blob !== 'undefined' && result instanceof Blob) return new Uint8Array(await result.arrayBuffer());
  return result instanceof ArrayBuffer ? new Uint8Array(result) : result;
}
