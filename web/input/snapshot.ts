// Snapshots of large pictures, which a worker draws and reads in the page's place.
import { classOf } from '../core/class-of.js';
import type { DomImage, Size } from '../types/dom-image.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { attributesOf, contextOf, drawingSpace, isVisiblySet, type Canvas } from './canvas.js';
import { sizeOf } from './dom-image.js';
import { owned } from './dom.js';
import { draw } from './draw.js';
import { seenSpace } from './seen-space.js';

/** A picture as it was at a moment, for a worker, which draws and reads it. */
export interface Snapshot {
  readonly picture: ImageBitmap | VideoFrame;
  readonly size: Size;
  readonly colorSpace: PredefinedColorSpace;
}

/** Larger pictures take a page's thread for long when they are read. */
const SMALL_PIXELS = 1_000_000;

/** A snapshot of a large picture, taken now; undefined where the picture is small, or only its own thread can read it. */
export function snapshotOf(source: DomImage): Promise<Snapshot> | undefined {
  const size = sizeOf(source);
  if (size[0] * size[1] <= SMALL_PIXELS || classOf(source) === 'HTMLImageElement') return undefined;
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') return undefined;
  if ('getContext' in source && copiesCanvases()) return undefined;
  const colorSpace = 'getContext' in source ? canvasSpace(source, size) : seenSpace(source);
  if (!colorSpace) return undefined;
  const picture = 'clone' in source ? Promise.resolve(source.clone()) : createImageBitmap(source);
  return picture.then((picture) => ({ picture, size, colorSpace }));
}

/** Gecko copies a canvas for its snapshot, in the page's thread and for as long as it takes to read it there. */
function copiesCanvases(): boolean {
  return / Gecko\//.test(globalThis.navigator?.userAgent ?? '');
}

/** Undefined where it is not known, or the canvas has more than 8 bits. */
function canvasSpace(source: Canvas, size: Size): PredefinedColorSpace | undefined {
  if (!isVisiblySet(source, size)) return undefined;
  const context = contextOf(source, '2d') as CanvasRenderingContext2D | undefined;
  if (!context) return drawingSpace(source);
  const { colorSpace = 'srgb', colorType } = attributesOf(context);
  return colorType === 'float16' ? undefined : colorSpace;
}

/** Its pixels; the picture is freed. */
export function readSnapshot({ picture, size, colorSpace }: Snapshot): Uint8ClampedArray<ArrayBuffer> {
  const { data } = draw(picture, size, colorSpace);
  picture.close();
  return data;
}

/** The source that a snapshot's pixels are. */
export function fromSnapshot(
  { size: [width, height], colorSpace }: Snapshot,
  data: Uint8ClampedArray<ArrayBuffer>,
): SourcePixels {
  return owned({ data, width, height, colorSpace });
}
