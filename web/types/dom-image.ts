// The pictures of the page.
import type { Global } from './global.js';

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

/** In pixels. */
export type Size = readonly [width: number, height: number];
