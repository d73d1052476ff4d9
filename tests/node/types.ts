// The types, checked by `npm run typecheck`: what compiles here is promised, and so is what must not.
import {
  configure,
  formats,
  imcount,
  imread,
  imwrite,
  imwriteFile,
  imwriteStream,
  imwriteSync,
  load,
  transcodeJpeg,
  transcodeJpegSync,
  type Format,
  type ImageSource,
} from '../../web/index.js';

const image = { data: new Uint8Array(12), width: 2, height: 2 };

export const bytes: Promise<Uint8Array<ArrayBuffer>> = imwrite(image, 'jpeg', {
  quality: 90,
  background: [1, 2, 3],
  depth: 8,
});
export const sync: Uint8Array<ArrayBuffer> = imwriteSync(image, 'photo.jpg', { quality: 90 });
export const stream: ReadableStream<Uint8Array<ArrayBuffer>> = imwriteStream(image, 'webp', { lossless: true });
export const file: Promise<void> = imwriteFile('a.tif', image, { compression: 'lzw', recursive: true });
export const loaded: Promise<void> = load('png', 'image/jpeg', 'webp-decode');
export const blob = async () => new Blob([await bytes]);
export const again = async () => imwrite(await imread('a.png'), 'png');
export const someFormat = (format: Format) =>
  imwrite(image, format, { signal: AbortSignal.timeout(5), onProgress: (done) => done.toFixed() });
export const turned: Promise<Uint8Array<ArrayBuffer>> = transcodeJpeg('a.jpg', {
  rotate: 90,
  edges: 'trim',
  crop: { x: 16, width: 32 },
  metadata: 'strip',
});
export const upright: Uint8Array<ArrayBuffer> = transcodeJpegSync(new Uint8Array(9), {
  orientation: 'apply',
  metadata: { dpi: 300 },
});
export const limits: number = formats.webp.maxWidth;
export const bounded = async () => [
  await imread('a.png', { limits: { pixels: 1e6, memoryBytes: Infinity }, maxPixels: undefined }),
  await imcount('a.tif', { limits: { metadataBytes: 1e6 } }),
  await imwrite(new Uint8Array(9), 'png', { limits: { frames: 1, scans: 9 } }),
  await transcodeJpeg('a.jpg', { limits: { scans: 9 }, maxPixels: 9 }),
  await transcodeJpeg('a.jpg', { to: 'jxl', effort: 9, rotate: 90 }),
  configure({ limits: { pixels: 9 } }),
];
export const sources: ImageSource[] = [
  image,
  { data: new Float32Array(3), width: 1, height: 1, channels: 3, stride: 3 },
  new Uint8Array(9),
  new ArrayBuffer(9),
  new Blob([]),
  new ImageData(1, 1),
  new OffscreenCanvas(1, 1),
  new Image(),
];

// @ts-expect-error a quality is a number
imwrite(image, 'jpeg', { quality: '90' });
// @ts-expect-error PNG has no quality
imwrite(image, 'png', { quality: 90 });
// @ts-expect-error no such limit
imread('a.png', { limits: { nonsense: 1 } });
// @ts-expect-error a limit is a number
configure({ limits: { pixels: '9' } });
// @ts-expect-error not one of the choices
imwrite(image, 'tiff', { compression: 'zstd' });
// @ts-expect-error no such option in any format
imwrite(image, 'photo.jpg', { nonsense: 1 });
// @ts-expect-error plain arrays are no samples
imwrite({ data: [1, 2, 3], width: 1, height: 1 }, 'png');
// @ts-expect-error quarter turns only
transcodeJpeg('a.jpg', { rotate: 45 });
// @ts-expect-error JPEG and JPEG XL only
transcodeJpeg('a.jpg', { to: 'webp' });
// @ts-expect-error not a member of crop
transcodeJpeg('a.jpg', { crop: { left: 8 } });
// @ts-expect-error the synchronous form takes bytes only
transcodeJpegSync('a.jpg');
// @ts-expect-error a path is no image source
imwrite('in.png', 'jpeg');
