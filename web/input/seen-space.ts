// The color space of bitmaps, images and video frames.
import type { DomImage } from '../types/dom-image.js';
import { scratchCanvas } from './draw.js';

/** Primaries, as WebCodecs names them, that hold more colors than sRGB's. */
const widePrimaries: readonly unknown[] = ['smpte432', 'bt2020'];

let framesTell: boolean | undefined;

/** The color space that a video frame of the picture says it has: the one thing that tells it of bitmaps and images. */
export function seenSpace(source: DomImage): PredefinedColorSpace {
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
