// The pictures and metadata that are asked for: small, drawn here, the same each time.

const [width, height] = [64, 48];

/** Gradients with noise; `sample(x, y, channel, noise)` gives a sample, noise is from 0 to 1. */
function draw(Samples, channels, sample) {
  const data = new Samples(width * height * channels);
  let state = 1;
  for (let i = 0; i < data.length; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const pixel = Math.floor(i / channels);
    data[i] = sample(pixel % width, Math.floor(pixel / width), i % channels, state / 2 ** 32);
  }
  return { data, width, height, channels };
}

const smooth = (x, y, channel, noise) => ((x * (channel + 1) + y * 2) % 200) + noise * 16;

export const gray = draw(Uint8ClampedArray, 1, smooth);
export const grayAlpha = draw(Uint8ClampedArray, 2, smooth);
export const rgb = draw(Uint8ClampedArray, 3, smooth);
export const opaque = draw(Uint8ClampedArray, 4, (x, y, channel, noise) =>
  channel === 3 ? 255 : smooth(x, y, channel, noise),
);
/** RGBA of 16 bits: some packages take nothing else. */
export const deep = draw(Uint16Array, 4, (x, y, channel, noise) => noise * 65535);
export const deepGray = draw(Uint16Array, 1, (x, y, channel, noise) => noise * 65535);
export const float = draw(Float32Array, 3, (x, y, channel, noise) => (noise - 0.25) * 3000);
export const floatGray = draw(Float32Array, 1, (x, y, channel, noise) => (noise - 0.25) * 3000);
/** A slope of 3 levels of 8 bits, in 16. */
export const slope = draw(Uint16Array, 1, (x) => Math.round((100 + (3 * x) / width) * 257));
export const noise = draw(Uint8ClampedArray, 4, (x, y, channel, random) => (channel === 3 ? 255 : random * 255));
/** Half of it is fully transparent, and has colors there. */
export const ghost = draw(Uint8ClampedArray, 4, (x, y, channel, noise) =>
  channel === 3 ? (x < width / 2 ? 0 : 255) : smooth(x, y, channel, noise),
);

export const frames = [0, 60, 120].map((offset) =>
  draw(Uint8ClampedArray, 4, (x, y, channel) => (channel === 3 ? 255 : (x * 2 + offset) % 256)),
);
export const durations = [100, 200, 300];

/** Black and white. */
export const bilevel = draw(Uint8ClampedArray, 1, (x, y, channel, noise) => (noise > x / width ? 255 : 0));

/** Indices of so many colors, and the colors. */
export const indices = draw(Uint8ClampedArray, 1, (x, y, channel, noise) => Math.floor(noise * 16));
export const colorTable = Array.from({ length: 16 }, (_, i) => [i * 17, 255 - i * 3, (i * 101) % 256]);
export const indexed = {
  ...indices,
  channels: 3,
  data: Uint8ClampedArray.from([...indices.data].flatMap((index) => colorTable[index])),
};

/** Large enough that the threads which encode it show. */
export function large(channels = 4, [columns, lines] = [3000, 2000]) {
  const data = new Uint8ClampedArray(columns * lines * channels);
  for (let i = 0; i < data.length; ++i)
    data[i] = channels === 4 && i % 4 === 3 ? 255 : (Math.imul(i, 2654435761) >>> 28) + ((i >> 6) & 0xff);
  return { data, width: columns, height: lines, channels };
}

export const artist = 'A. Painter';
export const taken = '2024:05:06 07:08:09';
export const title = 'A title & more';
export const xmp = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Basel"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
/** BT.2020 with PQ. */
export const cicp = [9, 16, 0, 1];

/** A TIFF block with the artist, and the time in EXIF's own directory. */
export const exif = (() => {
  const block = new Uint8Array(96);
  const view = new DataView(block.buffer);
  const write = (offset, values) => values.forEach((value, i) => view.setUint16(offset + i * 2, value, true));
  write(0, [0x4949, 42, 8, 0]);
  write(8, [2, 0x013b, 2, artist.length + 1, 0, 56, 0, 0x8769, 4, 1, 0, 38, 0, 0, 0]);
  write(38, [1, 0x9003, 2, taken.length + 1, 0, 68, 0, 0, 0]);
  block.set(new TextEncoder().encode(artist), 56);
  block.set(new TextEncoder().encode(taken), 68);
  return block;
})();

/** A profile with a private tag of so many bytes more (ICC.1:2022, 7.3). */
export function enlarged(profile, more) {
  const given = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const [tags, table] = [given.getUint32(128), 132];
  const result = new Uint8Array(profile.length + 12 + more);
  const view = new DataView(result.buffer);
  const rest = table + tags * 12;
  result.set(profile.subarray(0, rest));
  result.set(profile.subarray(rest), rest + 12);
  for (let tag = 0; tag < tags; ++tag) view.setUint32(table + tag * 12 + 4, given.getUint32(table + tag * 12 + 4) + 12);
  [0x70616420, profile.length + 12, more].forEach((value, i) => view.setUint32(rest + i * 4, value));
  view.setUint32(128, tags + 1);
  view.setUint32(profile.length + 12, 0x64617461);
  view.setUint32(0, result.length);
  return result;
}
