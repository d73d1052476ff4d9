// Pictures of the DOM: canvases, bitmaps, images and video frames, read through a canvas of our own.
import { ImwriteError, messageOf, mismatch } from '../error.js';
import { classOf, type Global } from './global.js';
import type { SourcePixels } from './source.js';

/**
 * Pictures that a browser can draw. They are read as 8-bit sRGB when the call is made. A canvas keeps its pixels
 * premultiplied, so colours under low alpha are as coarse as the browser made them.
 */
export type DomImage =
  | Global<'HTMLCanvasElement'>
  | Global<'OffscreenCanvas'>
  | Global<'ImageBitmap'>
  | Global<'HTMLImageElement'>
  | Global<'VideoFrame'>;

const sizeProperties: Readonly<Record<string, readonly [width: string, height: string]>> = {
  HTMLCanvasElement: ['width', 'height'],
  OffscreenCanvas: ['width', 'height'],
  ImageBitmap: ['width', 'height'],
  HTMLImageElement: ['naturalWidth', 'naturalHeight'],
  VideoFrame: ['displayWidth', 'displayHeight'],
};

/** @internal */
export function isDomImage(source: object): source is DomImage {
  return classOf(source) in sizeProperties;
}

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
  const kind = classOf(source);
  const [widthName, heightName] = sizeProperties[kind]!;
  const sizes = source as unknown as Record<string, number>;
  const [width, height] = [sizes[widthName]!, sizes[heightName]!];
  if (!(width >= 1 && height >= 1)) {
    throw mismatch('invalid-image', kind, 'at least 1 × 1 pixels', `${width} × ${height} (is it empty, not loaded or closed?)`);
  }
  const bytes = new Uint8Array(draw(source, width, height).data.buffer);
  return { bytes, width, height, channels: 4, depth: 'uint8', stride: width * 4, owned: true };
}

/**
 * Draws into a fresh canvas, also when the source is a canvas: asking a canvas for its 2D context would fail for a WebGL
 * canvas, and would decide the kind of one that has no context yet.
 */
function draw(source: DomImage, width: number, height: number): ImageData {
  const canvas = scratchCanvas(width, height);
  try {
    const context = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D | null;
    if (!context) throw new Error('no 2D context');
    context.drawImage(source, 0, 0, width, height);
    return context.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
  } catch (cause) {
    throw unreadable(cause, width, height);
  } finally {
    canvas.width = canvas.height = 0; // frees its memory now
  }
}

function scratchCanvas(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

function unreadable(cause: unknown, width: number, height: number): ImwriteError {
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
