// What a canvas of the page tells: whether it has pixels, which context it has, and its color space.
import type { DomImage, Size } from '../types/dom-image.js';
import { draw } from './draw.js';
import { seenSpace } from './seen-space.js';

export type Canvas = Extract<DomImage, { getContext: unknown }>;

/** Side of the small canvas that a large one is drawn on, to see whether it has pixels. */
const GLIMPSE = 16;

/** Whether a canvas has pixels, by a glimpse at some of them. Then it has a context, and asking for one makes none. */
export function isVisiblySet(source: Canvas, [width, height]: Size): boolean {
  const side = Math.min(GLIMPSE, width, height);
  return new Uint32Array(draw(source, [side, side], 'srgb', { glimpse: true }).data.buffer).some(
    (pixel) => pixel !== 0,
  );
}

/** TypeScript's own do not know `colorType` yet. */
export type Attributes = Pick<CanvasRenderingContext2DSettings, 'colorSpace' | 'willReadFrequently'> & {
  readonly colorType?: string;
};

export function attributesOf(context: CanvasRenderingContext2D): Attributes {
  return context.getContextAttributes?.() ?? {};
}

/** Its context of this kind; undefined when it has another one. */
export function contextOf(source: Canvas, kind: string): RenderingContext | undefined {
  try {
    return (source.getContext(kind as '2d') as RenderingContext | null) ?? undefined;
  } catch {
    return undefined; // an OffscreenCanvas, perhaps in a worker, has it
  }
}

/** The color space of a canvas whose context is WebGL's or WebGPU's, or shows a bitmap, which does not tell. */
export function drawingSpace(source: Canvas): PredefinedColorSpace {
  const gl = (contextOf(source, 'webgl2') ?? contextOf(source, 'webgl')) as WebGLRenderingContext | undefined;
  if (gl) return gl.drawingBufferColorSpace ?? 'srgb';
  const gpu = contextOf(source, 'webgpu') as
    { getConfiguration?(): { colorSpace?: PredefinedColorSpace } | null } | undefined;
  return gpu?.getConfiguration?.()?.colorSpace ?? seenSpace(source);
}
