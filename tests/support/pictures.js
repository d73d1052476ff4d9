// Pictures by rule: a description in JSON becomes the same samples in Node, in a page and in a worker.

/** What a sample is, from 0 to 1: noise, which nothing compresses; smooth, which survives lossy formats; two values; four indices. */
export const fills = {
  noise: (i) => (Math.imul(i ^ (i >>> 5), 2654435761) >>> 16) / 65535,
  smooth: (i, x, y, channel) => (x + y + 9 * channel) / 110,
  bilevel: (i, x, y) => (x ^ y) & 1,
  indices: (i, x, y) => ((x + y) & 3) / 255,
};

const isFloat = (Samples) => Samples === Float32Array || Samples === Float64Array;

/** `samples` is the name of a typed array. `image` has the stride and the offset; `packed` is the same without gaps. */
export function pictureOf({
  width,
  height,
  channels,
  samples,
  fill = 'noise',
  padding = 0,
  offset = 0,
  seed = 0,
  colorSpace,
}) {
  const Samples = globalThis[samples];
  const row = width * channels;
  const stride = row + padding;
  const full = isFloat(Samples) ? 1 : 2 ** (8 * Samples.BYTES_PER_ELEMENT) - 1;
  const memory = new Samples(offset + stride * height).fill(full / 3);
  const packed = new Samples(row * height);
  for (let i = 0; i < packed.length; ++i) {
    const [x, y, channel] = [Math.floor((i % row) / channels), Math.floor(i / row), i % channels];
    const value = fills[fill](i + seed, x, y, channel) * full;
    packed[i] = memory[offset + y * stride + (i % row)] = isFloat(Samples) ? value : Math.round(value);
  }
  const image = { data: memory.subarray(offset), width, height, channels, stride };
  if (colorSpace) image.colorSpace = colorSpace;
  return { image, packed: { data: packed, width, height, channels } };
}
