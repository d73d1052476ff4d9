// The pictures of the page, and their sizes.
import { classOf } from '../core/class-of.js';
import { mismatch } from '../core/error.js';
import type { DomImage, Size } from '../types/dom-image.js';

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

/** @internal */
export function sizeOf(source: DomImage): Size {
  const kind = classOf(source);
  const sizes = source as unknown as Record<string, number>;
  const [width, height] = sizeProperties[kind]!.map((name) => sizes[name]!) as [number, number];
  if (width >= 1 && height >= 1) return [width, height];
  throw mismatch(
    'invalid-image',
    kind,
    'at least 1 × 1 pixels',
    `${width} × ${height} (is it empty, not loaded or closed?)`,
  );
}
