// Pictures of the DOM: canvases, read as they are, and bitmaps, images and video frames, read through a canvas of our own.
import { ImwriteError, messageOf, mismatch } from '../error.js';
import { classOf, type Global } from './global.js';
import { readRaw, type RawImage } from './raw.js';
import type { SourcePixels } from './source.js';

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

type Size = readonly [width: number, height: number];
/** TypeScript's own do not know `colorType` yet. */
type Attributes = Pick<CanvasRenderingContext2DSettings, 'colorSpace' | 'willReadFrequently'> & { readonly colorType?: string };

function sizeOf(source: DomImage): Size {
  const kind = classOf(source);
  const sizes = source as unknown as Record<string, number>;
  const [width, height] = sizeProperties[kind]!.map((name) => sizes[name]!) as [number, number];
  if (width >= 1 && height >= 1) return [width, height];
  throw mismatch('invalid-image', kind, 'at least 1 × 1 pixels', `${width} × ${height} (is it empty, not loaded or closed?)`);
}

function owned(image: ImageData | RawImage): SourcePixels {
  return { ...readRaw(image as RawImage), owned: true, alwaysAlpha: true };
}

type Canvas = Extract<DomImage, { getContext: unknown }>;

/** Side of the small canvas that a large one is drawn on, to see whether it has pixels. */
const GLIMPSE = 16;

/** Whether a canvas has pixels, by a glimpse at some of them. Then it has a context, and asking for one makes none. */
function isVisiblySet(source: Canvas, [width, height]: Size): boolean {
  const side = Math.min(GLIMPSE, width, height);
  return new Uint32Array(draw(source, [side, side], 'srgb', { glimpse: true }).data.buffer).some((pixel) => pixel !== 0);
}

/** Canvases that were read by their own context. Engines slow down what a page draws on one that is read again and again. */
const readBefore = new WeakSet<object>();

/** A canvas that has a context. A 2D context is read itself, the first time; else the canvas is drawn on another one. */
function readCanvas(source: Canvas, size: Size): SourcePixels {
  const context = contextOf(source, '2d') as CanvasRenderingContext2D | undefined;
  if (!context) return owned(draw(source, size, drawingSpace(source)));
  const { colorSpace = 'srgb', colorType, willReadFrequently } = (context.getContextAttributes?.() ?? {}) as Attributes;
  try {
    if (colorType === 'float16') return owned(readFloats(context, size, colorSpace));
    if (readBefore.has(source) && !willReadFrequently) return owned(draw(source, size, colorSpace));
    readBefore.add(source);
    return owned(context.getImageData(0, 0, ...size, { colorSpace }));
  } catch (cause) {
    throw unreadable(cause, ...size);
  }
}

/** Its context of this kind; undefined when it has another one. */
function contextOf(source: Canvas, kind: string): RenderingContext | undefined {
  try {
    return (source.getContext(kind as '2d') as RenderingContext | null) ?? undefined;
  } catch {
    return undefined; // an OffscreenCanvas, perhaps in a worker, has it
  }
}

/** The colour space of a canvas whose context is WebGL's or WebGPU's, or shows a bitmap, which does not tell. */
function drawingSpace(source: Canvas): PredefinedColorSpace {
  const gl = (contextOf(source, 'webgl2') ?? contextOf(source, 'webgl')) as WebGLRenderingContext | undefined;
  if (gl) return gl.drawingBufferColorSpace ?? 'srgb';
  const gpu = contextOf(source, 'webgpu') as { getConfiguration?(): { colorSpace?: PredefinedColorSpace } | null } | undefined;
  return gpu?.getConfiguration?.()?.colorSpace ?? seenSpace(source);
}

/** Primaries, as WebCodecs names them, that hold more colours than sRGB's. */
const widePrimaries: readonly unknown[] = ['smpte432', 'bt2020'];

let framesTell: boolean | undefined;

/** The colour space that a video frame of the picture says it has: the one thing that tells it of bitmaps and images. */
function seenSpace(source: DomImage): PredefinedColorSpace {
  framesTell ??= primariesOf(widePixel()) === 'smpte432';
  return framesTell && widePrimaries.includes(primariesOf(source)) ? 'display-p3' : 'srgb';
}

/** A pixel of Display P3: engines that do not see this of it (Firefox, WebKit) see it of no picture. */
function widePixel(): OffscreenCanvas | HTMLCanvasElement {
  const canvas = scratchCanvas(1, 1);
  const context = canvas.getContext('2d', { colorSpace: 'display-p3' }) as OffscreenCanvasRenderingContext2D | null;
  context?.fillRect(0, 0, 1, 1);
  return canvas;
}

/** Undefined where there is no VideoFrame, or a picture cannot be drawn either. */
function primariesOf(source: DomImage): unknown {
  try {
    const frame = new VideoFrame(source, { timestamp: 0 });
    const { primaries } = frame.colorSpace;
    frame.close();
    return primaries;
  } catch {
    return undefined;
  }
}

/** The samples of a float16 canvas. */
function readFloats(context: CanvasRenderingContext2D, size: Size, colorSpace: PredefinedColorSpace): RawImage {
  return context.getImageData(0, 0, ...size, { colorSpace, pixelFormat: 'rgba-float16' } as ImageDataSettings) as unknown as RawImage;
}

/** Draws into a fresh canvas. A glimpse takes single pixels, where they are: a picture on the graphics card stays there. */
function draw(source: DomImage, [width, height]: Size, colorSpace: PredefinedColorSpace, { glimpse = false } = {}): ImageData {
  const canvas = scratchCanvas(width, height);
  try {
    const context = canvas.getContext('2d', { colorSpace, willReadFrequently: !glimpse }) as OffscreenCanvasRenderingContext2D | null;
    if (!context) throw new Error('no 2D context');
    context.imageSmoothingEnabled = !glimpse;
    context.drawImage(source, 0, 0, width, height);
    return context.getImageData(0, 0, width, height, { colorSpace });
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
