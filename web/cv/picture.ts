// Pictures of the page, for imread and imshow: a canvas or an <img>, or the id of one.
import { classOf } from '../core/class-of.js';
import { mismatch, formatValue } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import { isDomImage } from '../input/dom-image.js';
import { readSrgb } from '../input/dom.js';
import { viewMat } from '../input/mat.js';
import type { DomImage } from '../types/dom-image.js';
import type { MatLike } from '../types/mat-like.js';
import { makeMat, type Host } from './host.js';
import type { Mat } from './mat.js';
import { makeType } from './types.js';

const isCanvas = (value: unknown): value is HTMLCanvasElement | OffscreenCanvas =>
  ['HTMLCanvasElement', 'OffscreenCanvas'].includes(classOf(value));

const elementOf = (id: unknown): unknown => (typeof id === 'string' ? globalThis.document?.getElementById(id) : id);

/** The picture of the page that is meant; undefined for everything else. @internal */
export function pictureOf(source: unknown): DomImage | undefined {
  const element = elementOf(source);
  return typeof element === 'object' && element !== null && isDomImage(element) ? element : undefined;
}

/** As OpenCV.js's imread reads it. @internal */
export function readPicture(host: Host, picture: DomImage): Mat {
  const { data, width, height } = readSrgb(picture);
  return makeMat(host, height, width, makeType(0, 4), new Uint8Array(data.buffer)) as Mat;
}

/** Draws a Mat, blue first, on a canvas. @internal */
export function imshow(target: unknown, mat: MatLike): void {
  const canvas = elementOf(target);
  if (!isCanvas(canvas))
    throw mismatch('invalid-image', 'imshow: canvas', 'a canvas, or the id of one', formatValue(target));
  const { bytes, width, height, channels, sampleType, stride } = viewMat(mat);
  if (channels === 2) throw mismatch('unsupported-image', 'imshow: Mat', '1, 3 or 4 channels', '2');
  const scale = { uint8: 1, uint16: 1 / 256, float32: 255, float64: 255 }[sampleType as string];
  if (scale === undefined)
    throw mismatch('unsupported-image', 'imshow: Mat', 'CV_8U, CV_16U, CV_32F or CV_64F', sampleType);
  const image = new ImageData(width, height);
  const gray = channels === 1;
  for (let y = 0; y < height; ++y) {
    const row = new sampleArrays[sampleType](
      bytes.buffer as ArrayBuffer,
      bytes.byteOffset + y * stride,
      width * channels,
    );
    for (let x = 0, i = 0, o = y * width * 4; x < width; ++x, i += channels, o += 4) {
      image.data[o] = row[i + (gray ? 0 : 2)]! * scale;
      image.data[o + 1] = row[i + (gray ? 0 : 1)]! * scale;
      image.data[o + 2] = row[i]! * scale;
      image.data[o + 3] = channels === 4 ? row[i + 3]! * scale : 255;
    }
  }
  Object.assign(canvas, { width, height });
  (canvas as HTMLCanvasElement).getContext('2d')!.putImageData(image, 0, 0);
}
