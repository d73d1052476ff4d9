// Calls of every kind, for the tests in which memory runs out: each gives the same whenever it is made.
import { pictureOf } from './pictures.js';

/** As much of a profile as is looked at. */
function profile(size) {
  const bytes = new Uint8Array(size).fill(7);
  new DataView(bytes.buffer).setUint32(0, size);
  bytes.set(
    [...'RGB '].map((c) => c.charCodeAt(0)),
    16,
  );
  bytes.set(
    [...'acsp'].map((c) => c.charCodeAt(0)),
    36,
  );
  return bytes;
}

const meta = {
  exif: new Uint8Array([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
  icc: profile(3000),
  xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
};

const optionsOf = {
  jpeg: [
    {},
    { progressive: true },
    { arithmeticCoding: true },
    { lossless: true },
    { quality: 40, chromaSubsampling: '4:4:4' },
    { encoder: 'jpegli' },
    { encoder: 'jpegli', progressive: true },
  ],
  png: [{}, { compressionLevel: 0 }, { interlaced: true }, { colors: 16, errorDiffusion: 0.5 }],
  webp: [{}, { lossless: true }, { lossless: true, method: 0 }, { useSharpYuv: true }],
  tiff: [
    {},
    { compression: 'deflate', predictor: 'horizontal' },
    { compression: 'packbits', planarConfiguration: 'planar' },
    { compression: 'jpeg' },
    { tileWidth: 64, tileHeight: 64, pyramid: true },
  ],
  jxl: [{}, { quality: 60 }],
  jp2: [{}, { psnr: 40 }],
};

/** The calls as { name, call }, of pictures of this size. `imwrite` is the package's module. */
export async function memoryCalls(imwrite, width, height) {
  const draw = (channels, seed, samples = 'Uint8Array') =>
    pictureOf({ width, height, channels, samples, fill: 'smooth', seed }).image;
  const calls = [];
  const both = async (name, write, read = imwrite.imread) => {
    calls.push({ name, call: write });
    const file = await write();
    calls.push({ name: `${name}, read`, call: () => read(file) });
    return file;
  };
  const [rgb, rgba] = [draw(3, 0), draw(4, 0)];
  for (const [format, all] of Object.entries(optionsOf)) {
    for (const options of all)
      await both(`${format} ${JSON.stringify(options)}`, () =>
        imwrite.imwrite(options.lossless ? rgb : rgba, format, options),
      );
    await both(`${format} with metadata`, () => imwrite.imwrite(rgb, format, { metadata: meta }));
  }
  for (const format of ['png', 'tiff'])
    await both(`${format}, 16 bits`, () => imwrite.imwrite(draw(3, 0, 'Uint16Array'), format));
  const frames = [0, 5, 9].map((seed) => draw(4, seed));
  await both('tiff of pages', () => imwrite.imwriteMulti(frames, 'tiff'), imwrite.imreadMulti);
  for (const format of ['png', 'webp']) {
    await both(
      `${format} animation`,
      () => imwrite.imwriteAnimation({ frames, durations: [10, 20, 30] }, format),
      imwrite.imreadAnimation,
    );
  }
  const jpeg = await imwrite.imwrite(rgb, 'jpeg', { metadata: meta });
  for (const options of [{}, { rotate: 90, edges: 'trim' }, { progressive: true, metadata: meta }, { to: 'jxl' }]) {
    calls.push({
      name: `transcode ${JSON.stringify(Object.keys(options))}`,
      call: () => imwrite.transcodeJpeg(jpeg, options),
    });
  }
  calls.push({ name: 'writer', call: () => written(imwrite, rgb) });
  return calls;
}

async function written({ createWriter }, { data, width, height, channels }) {
  const writer = await createWriter({ format: 'png', width, height, channels });
  const bytes = new Response(writer.readable).arrayBuffer();
  const row = width * channels;
  try {
    for (let y = 0; y < height; ++y) await writer.write(data.subarray(y * row, (y + 1) * row));
    await writer.close();
  } catch (error) {
    await bytes.catch(() => {});
    throw error;
  }
  return new Uint8Array(await bytes);
}
