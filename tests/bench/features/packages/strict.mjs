// Adapters name what their package has an option for; everything else it cannot do.

export function nothingElse(wishes) {
  const names = Object.keys(wishes).filter((name) => wishes[name] !== undefined);
  if (names.length > 0) throw new Error(`has no option for ${names.join(', ')}`);
}

/** Pixels as RGBA, for packages that take nothing else. */
export function asRgba({ data, width, height, channels }) {
  if (channels === 4) return { data, width, height };
  if (data instanceof Float32Array) throw new Error('takes integers only');
  const wide = new data.constructor(width * height * 4).fill(2 ** (8 * data.BYTES_PER_ELEMENT) - 1);
  for (let pixel = 0; pixel < width * height; ++pixel) {
    const given = data.subarray(pixel * channels, (pixel + 1) * channels);
    const [r, g, b] = channels === 3 ? given : [given[0], given[0], given[0]];
    wide.set(channels === 2 ? [r, g, b, given[1]] : [r, g, b], pixel * 4);
  }
  return { data: wide, width, height };
}
