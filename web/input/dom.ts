// Pictures of the DOM: canvases, bitmaps, images and video frames, read through a canvas of our own.
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
  const seen = seenSpace(source);
  const image = draw(source, size, seen);
  const context = contextOf(source, image);
  const { colorSpace = seen, colorType } = (context?.getContextAttributes?.() ?? {}) as Attributes;
  if (context && colorType === 'float16') return owned(readFloats(context, size, colorSpace));
  return owned(colorSpace === seen ? image : draw(source, size, colorSpace));
}

/** The picture as RGBA, 8 bits a sample, in sRGB. @internal */
export function readSrgb(source: DomImage): ImageData {
  return draw(source, sizeOf(source), 'srgb');
}

type Size = readonly [width: number, height: number];
/** TypeScript's own do not know `colorType` yet. */
type Attributes = Pick<CanvasRenderingContext2DSettings, 'colorSpace'> & { readonly colorType?: string };

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

/** Primaries, as WebCodecs names them, that hold more colours than sRGB's. */
const widePrimaries: readonly unknown[] = ['smpte432', 'bt2020'];

/** The colour space that a video frame of the picture says it has: the one thing that tells it of bitmaps and images. */
function seenSpace(source: DomImage): PredefinedColorSpace {
  try {
    const frame = new VideoFrame(source, { timestamp: 0 });
    const { primaries } = frame.colorSpace;
    frame.close();
    return widePrimaries.includes(primaries) ? 'display-p3' : 'srgb';
  } catch {
    return 'srgb'; // no VideoFrame here, or a picture that cannot be drawn either
  }
}

/** The 2D context that a canvas has. Asking one that has none yet would give it one, but such a canvas has no colours. */
function contextOf(source: DomImage, { data }: ImageData): CanvasRenderingContext2D | undefined {
  if (!('getContext' in source) || new Uint32Array(data.buffer).every((pixel) => pixel === 0)) return undefined;
  try {
    return (source.getContext('2d') as CanvasRenderingContext2D | null) ?? undefined;
  } catch {
    return undefined; // an OffscreenCanvas, perhaps in a worker, has it
  }
}

/** Reads a float16 canvas: drawn on another, its samples would lose bits on the way. */
function readFloats(context: CanvasRenderingContext2D, [width, height]: Size, colorSpace: PredefinedColorSpace): RawImage {
  try {
    return context.getImageData(0, 0, width, height, { colorSpace, pixelFormat: 'rgba-float16' } as ImageDataSettings) as unknown as RawImage;
  } catch (cause) {
    throw unreadable(cause, width, height);
  }
}

/**
 * Draws into a fresh canvas, also when the source is a canvas: asking a canvas for its 2D context would fail for a WebGL
 * canvas, and reading it often would slow down what the page draws on it.
 */
function draw(source: DomImage, [width, height]: Size, colorSpace: PredefinedColorSpace): ImageData {
  const canvas = scratchCanvas(width, height);
  try {
    const context = canvas.getContext('2d', { colorSpace, willReadFrequently: true }) as OffscreenCanvasRenderingContext2D | null;
    if (!context) throw new Error('no 2D context');
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
