// What strict TypeScript projects write: a program for every host, and what only those for browsers, or for Node, can say.
// `Bytes` stands for the type of returned bytes, which older compilers write in another way.

export const everywhere = (bytes) => `
import * as main from 'imwrite';
import { createCv, type Animation, type AnimationObject, type AnimationTarget, type Cv, type ImageCollection, type Mat, type MatList, type Rect } from 'imwrite/cv';
import * as cvEntry from 'imwrite/cv';
import { configure, createWriter, formats, imcount, imread, imreadAnimation, imreadMulti, imwrite, imwriteAnimation, imwriteWithInfo } from 'imwrite';
import { imwriteFile, imwriteMulti, imwriteStream, imwriteSync, load, loadFS, transcodeJpeg, transcodeJpegSync, versions, ImwriteError } from 'imwrite';
import type { AnimationSource, CodecName, DecodedAnimation, DecodedImage, DecodedSamples, EncodedImage, FileTarget, Format, FormatFacts } from 'imwrite';
import type { ImageWriter, ImwriteErrorCode, JpegOptions, Metadata, OptionsOf, RawImage, Settings, TiffTag, TranscodeJpegOptions } from 'imwrite';

type Bytes = ${bytes};
const options: JpegOptions = { quality: 90, chromaSubsampling: '4:4:4' };
const image: RawImage = { data: new Uint16Array(12), width: 2, height: 2, channels: 3 };

export async function encode(): Promise<Bytes> {
  const bytes: Bytes = await imwrite(image, 'jpeg', { ...options, depth: 8, background: [255, 0, 0], maxBytes: 5000, onProgress: (share: number) => {} });
  const detail: EncodedImage = await imwriteWithInfo(image, 'photo.webp', { quality: 80, metadata: { text: { Title: 'A' }, dpi: [300, 300] } });
  await imwriteFile('out/photo.webp', { data: bytes, width: 1, height: 1 }, { lossless: true, recursive: true });
  const target: FileTarget = { writeFile: async (path, given) => [path, given.byteLength] };
  await imwriteFile('a.png', image, { fs: target });
  await load('png', 'webp-decode' satisfies CodecName);
  const sync: Uint8Array = imwriteSync(await imread(bytes, { orientation: 'keep' }), 'photo.PNG');
  const pages: Bytes = await imwriteMulti([image, image], 'tiff', { compression: 'lzw', metadata: { tags: [{ tag: 33550, type: 'DOUBLE', values: [1, 1, 0] } satisfies TiffTag] } });
  const animation: AnimationSource = { frames: [image], durations: [100], loop: 0 };
  const moving: Bytes = await imwriteAnimation(animation, 'webp', { method: 4 });
  const stream = imwriteStream(image, 'png', { compressionLevel: 1 });
  const writer: ImageWriter = await createWriter({ format: 'png', width: 2, height: 2, channels: 3, sampleType: 'uint16', options: { filter: 'up' } });
  await writer.write(new Uint16Array(6));
  await writer.close();
  return [detail.bytes, sync, pages, moving, stream].length > 4 ? detail.bytes : bytes;
}

export async function decode(bytes: Uint8Array): Promise<DecodedSamples> {
  const one: DecodedImage = await imread(bytes, { maxPixels: 1e6, firstFrame: 1 });
  const several: DecodedImage[] = await imreadMulti('a.tif', { frameCount: 2 });
  const moving: DecodedAnimation = await imreadAnimation(bytes.buffer);
  const count: number = await imcount(bytes);
  const kept: Metadata = one.metadata;
  const changes: TranscodeJpegOptions = { rotate: 270, crop: { x: 8 }, metadata: { xmp: '<x/>' } };
  const turned: Bytes = await transcodeJpeg('photo.jpg', changes);
  const wide = one.data instanceof Uint16Array ? one.data.BYTES_PER_ELEMENT satisfies number : count;
  await imwrite(one, 'webp', { metadata: kept });
  return [several, moving, turned, transcodeJpegSync(turned), wide].length > 9 ? several[0]!.data : one.data;
}

export async function facts(): Promise<unknown[]> {
  const settings: Settings = { threads: 2, wasm: { 'jpeg-encode': new Uint8Array(8) } };
  configure(settings);
  configure({ wasm: '/assets/' });
  const names: Format[] = Object.values(formats).map(({ name }: FormatFacts) => name);
  const version: string | undefined = versions()['libwebp'];
  const fs = await loadFS();
  fs.writeFile('/a', new Uint8Array(2));
  const read: Bytes = fs.readFile('/a');
  const png: OptionsOf<'png'> = { interlaced: true };
  const code = (error: unknown): ImwriteErrorCode | undefined => (error instanceof ImwriteError ? error.code : undefined);
  return [names, version, read, png, code];
}

export async function openCv(): Promise<Mat> {
  const cv: Cv = await createCv({ formats: ['png', 'photo.jpg'] });
  const mat: Mat = new cv.Mat(2, 3, cv.CV_8UC3, [1, 2, 3]);
  const area: Rect = { x: 0, y: 0, width: 1, height: 1 };
  const written: boolean = cv.imwrite('a.png', mat.roi(area), [cv.IMWRITE_PNG_COMPRESSION, 9]);
  const encoded: Bytes | false = cv.imencode('.jpg', cv.imread('a.png', cv.IMREAD_REDUCED_COLOR_2 | cv.IMREAD_IGNORE_ORIENTATION));
  const pages: Mat[] = [];
  const list: MatList = pages;
  const all: boolean = cv.imreadmulti('a.tif', list, 0, 2) && cv.imwritemulti('b.tif', pages);
  const animation: Animation = { frames: pages, durations: [10] };
  const into: AnimationTarget = {};
  const moved: boolean = cv.imwriteanimation('a.webp', animation) && cv.imreadanimation('a.webp', into);
  const made: AnimationObject = new cv.Animation(2);
  const collection: ImageCollection = new cv.ImageCollection('a.tif', cv.IMREAD_ANYCOLOR);
  for (const page of collection) made.frames.push(cv.imread('a.png', page, cv.IMREAD_COLOR));
  const reason: ImwriteErrorCode | undefined = cv.lastError?.code;
  const nine: 9 = cv.IMWRITE_PNG_STRATEGY satisfies number && 9;
  // One class for both entries.
  const same: typeof main.ImwriteError = cvEntry.ImwriteError;
  const merged = Object.assign({ Mat: class {}, imshow: () => 1 }, await createCv()).imread('a.png');
  return [written, encoded, all, moved, reason, nine, same].length > 9 ? merged : mat;
}

export async function mistakes(cv: Cv): Promise<void> {
  // @ts-expect-error: no such constant
  cv.IMWRITE_GIF_LOOPS;
  // @ts-expect-error: no such option
  await imwrite(image, 'jpeg', { nearLossless: 60 });
  // @ts-expect-error: a number is expected
  await imwrite(image, 'png', { compressionLevel: '9' });
  // @ts-expect-error: no such choice
  await imwrite(image, 'tiff', { compression: 'zip' });
  // @ts-expect-error: not a picture
  await imwrite('text', 'png');
  // @ts-expect-error: no such setting
  configure({ wasm: 5 });
  // @ts-expect-error: not a signal
  await imread('a.png', { signal: 5 });
}
`;

/** The other entries, which are ES modules alone, have the types of the first two. */
export const otherEntries = `
import * as main from 'imwrite';
import { createCv } from 'imwrite/cv';
import * as fixed from 'imwrite/static';
import { createCv as createStaticCv } from 'imwrite/static/cv';
import * as inline from 'imwrite/inline';
import { createCv as createInlineCv } from 'imwrite/inline/cv';
export const entries: (typeof main)[] = [fixed, inline];
export const creators: (typeof createCv)[] = [createStaticCv, createInlineCv];
`;

/** Where there are streams, addresses, signals and Blobs: in browsers and in Node. */
export const withStreams = `
import { configure, createWriter, imread, imwrite, imwriteStream, type RawImage } from 'imwrite';
export async function use(image: RawImage, blob: Blob, signal: AbortSignal): Promise<void> {
  configure({ wasm: new URL('https://example.org/wasm/') });
  configure({ wasm: { 'png-encode': new URL('https://example.org/a.wasm') } });
  await imwrite(await imread(blob, { signal }), 'png', { signal });
  const { value } = await imwriteStream(image, 'png').getReader().read();
  const length: number | undefined = value?.byteLength;
  const { readable } = await createWriter({ format: 'tiff', width: 1, height: 1, channels: 1 });
  const chunk = (await readable.getReader().read()).value;
  const position: number | undefined = chunk && 'position' in chunk ? chunk.position : length;
  // @ts-expect-error: not a number of bytes
  const wrong: string | undefined = value?.byteLength;
}
`;

export const inBrowsers = `
import { configure, download, imwrite, type DomImage } from 'imwrite';
import { createCv } from 'imwrite/cv';
export async function use(canvas: HTMLCanvasElement, bitmap: ImageBitmap, picture: HTMLImageElement, frame: VideoFrame, module: WebAssembly.Module): Promise<Blob> {
  const sources: DomImage[] = [canvas, new OffscreenCanvas(1, 1), bitmap, picture, frame];
  for (const source of sources) await download(source, 'a.png', { compressionLevel: 1 });
  await imwrite(new ImageData(1, 1), 'png');
  configure({ wasm: { 'png-encode': module } });
  const cv = await createCv();
  cv.imshow(canvas, cv.imread(picture));
  // @ts-expect-error: not a picture
  await imwrite(document.body, 'png');
  return new Blob([await imwrite(canvas, 'jpeg')]);
}
`;

export const inNode = `
import { writeFile } from 'node:fs/promises';
import * as promises from 'node:fs/promises';
import { imwriteFile, imwriteSync, type RawImage } from 'imwrite';
export async function use(image: RawImage): Promise<void> {
  await writeFile('a.png', imwriteSync(image, 'png'));
  await imwriteFile('a.png', image, { fs: promises });
}
`;
