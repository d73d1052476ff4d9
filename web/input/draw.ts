// Drawing a picture of the page on a canvas of our own, to read it there.
import { ImwriteError, messageOf } from '../core/error.js';
import type { DomImage, Size } from '../types/dom-image.js';

/** Draws into a fresh canvas. A glimpse takes single pixels, where they are: a picture on the graphics card stays there. */
export function draw(
  source: DomImage,
  [width, height]: Size,
  colorSpace: PredefinedColorSpace,
  { glimpse = false } = {},
): ImageData {
  const canvas = scratchCanvas(width, height);
  try {
    // Firefox takes far longer where sRGB, the default, is asked for by name.
    const wide = colorSpace === 'srgb' ? {} : { colorSpace };
    const context = canvas.getContext('2d', {
      ...wide,
      willReadFrequently: !glimpse,
    }) as OffscreenCanvasRenderingContext2D | null;
    if (!context) throw new Error('no 2D context');
    context.imageSmoothingEnabled = !glimpse;
    context.drawImage(source, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  } catch (cause) {
    throw unreadable(cause, width, height);
  } finally {
    canvas.width = canvas.height = 0; // frees its memory now
  }
}

export function scratchCanvas(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** The error of a picture that could not be read. */
export function unreadable(cause: unknown, width: number, height: number): ImwriteError {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'SecurityError') {
    const message =
      'the picture came from another origin, so the page may not read it: load it with crossOrigin and CORS headers';
    return new ImwriteError('invalid-image', message, { cause });
  }
  if (name === 'InvalidStateError') {
    return new ImwriteError('invalid-image', `the picture cannot be drawn: ${messageOf(cause)}`, { cause });
  }
  const message = `this browser cannot read ${width} × ${height} pixels through a canvas: ${messageOf(cause)}`;
  return new ImwriteError('image-too-large', message, { actual: `${width} × ${height}`, cause });
}
