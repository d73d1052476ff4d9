// Pictures of the DOM: canvases, read as they are, and bitmaps, images and video frames, read through a canvas of our own.
import { classOf } from '../core/class-of.js';
import { ImwriteError, messageOf } from '../core/error.js';
import type { DomImage, Size } from '../types/dom-image.js';
import type { RawImage } from '../types/raw-image.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { attributesOf, contextOf, drawingSpace, isVisiblySet, type Canvas } from './canvas.js';
import { sizeOf } from './dom-image.js';
import { draw, unreadable } from './draw.js';
import { readRaw } from './raw.js';
import { seenSpace } from './seen-space.js';

/** Whether this is an `<img>` whose picture is still on its way. @internal */
export function isPendingImage(source: object): source is HTMLImageElement {
  return classOf(source) === 'HTMLImageElement' && !(source as HTMLImageElement).complete;
}

/** Waits for an `<img>`. @internal */
export async function settleImage(image: HTMLImageElement): Promise<HTMLImageElement> {
  try {
    await image.decode();
  } catch (cause) {
    throw new ImwriteError('invalid-image', `the <img> could not be loaded: ${messageOf(cause)}`, { cause });
  }
  return image;
}

/** @internal */
export function readDom(source: DomImage): SourcePixels {
  const size = sizeOf(source);
  if (!('getContext' in source)) return owned(draw(source, size, seenSpace(source)));
  if (isVisiblySet(source, size)) return readCanvas(source, size);
  // Perhaps its few pixels were missed; where there are none, it may have no context, and is not given one.
  const image = draw(source, size, 'srgb');
  return new Uint32Array(image.data.buffer).some((pixel) => pixel !== 0) ? readCanvas(source, size) : owned(image);
}

/** The picture as RGBA, 8 bits a sample, in sRGB. @internal */
export function readSrgb(source: DomImage): ImageData {
  return draw(source, sizeOf(source), 'srgb');
}

/** @internal */
export function owned(image: ImageData | RawImage): SourcePixels {
  return { ...readRaw(image), owned: true, alwaysAlpha: true };
}

/** Canvases that were read by their own context. Engines slow down what a page draws on one that is read again and again. */
const readBefore = new WeakSet<object>();

/** A canvas that has a context. A 2D context is read itself, the first time; else the canvas is drawn on another one. */
function readCanvas(source: Canvas, size: Size): SourcePixels {
  const context = contextOf(source, '2d') as CanvasRenderingContext2D | undefined;
  if (!context) return owned(draw(source, size, drawingSpace(source)));
  const { colorSpace = 'srgb', colorType, willReadFrequently } = attributesOf(context);
  try {
    if (colorType === 'float16') return owned(readFloats(context, size, colorSpace));
    if (readBefore.has(source) && !willReadFrequently) return owned(draw(source, size, colorSpace));
    readBefore.add(source);
    return owned(context.getImageData(0, 0, ...size));
  } catch (cause) {
    throw unreadable(cause, ...size);
  }
}

/** The samples of a float16 canvas. */
function readFloats(context: CanvasRenderingContext2D, size: Size, colorSpace: PredefinedColorSpace): RawImage {
  return context.getImageData(0, 0, ...size, { colorSpace, pixelFormat: 'rgba-float16' });
}
