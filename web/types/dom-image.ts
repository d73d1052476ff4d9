// The pictures of the page.
import type { Global } from './global.js';

/**
 * Images that a browser can draw. They are read when the call is made: in 8 bits, a float16 canvas as floats; in
 * Display P3 where they have wider colors than sRGB. A canvas keeps its pixels premultiplied, so colors under low alpha
 * are already rounded.
 */
export type DomImage =
  | Global<'HTMLCanvasElement'>
  | Global<'OffscreenCanvas'>
  | Global<'ImageBitmap'>
  | Global<'HTMLImageElement'>
  | Global<'VideoFrame'>;

/** In pixels. */
export type Size = readonly [width: number, height: number];
