// The pictures of the page, and their sizes.
import { mismatch } from '../error.js';
import { classOf, type Global } from './global.js';

/**
 * Pictures that a browser can draw. They are read when the call is made: in 8 bits, a float16 canvas as floats; in
 * Display P3 where they have wider colours than sRGB. A canvas keeps its pixels premultiplied, so colours under low alpha
 * are as coarse as the browser made them.
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

/** In pixels. */
export type Size = readonly [width: number, height: number];

/** @internal */
export function sizeOf(source: DomImage): Size {
  const kind = classOf(source);
  const sizes = source as unknown as Record<string, number>;
  const [width, height] = sizeProperties[kind]!.map((name) => sizes[name]!) as [number, number];
  if (width >= 1 && height >= 1) return [width, height];
  throw mismatch('invalid-image', kind, 'at least 1 × 1 pixels', `${width} × ${height} (is it empty, not loaded or closed?)`);
}
