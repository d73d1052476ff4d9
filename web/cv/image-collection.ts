// ImageCollection: the pages or frames of a file, as a class of OpenCV.
import type { AnimationObject } from './animation.js';
import type { Mat } from './mat.js';

/**
 * The pages of a TIFF or the frames of an animation. Each is decoded when it is asked for, and kept. A file that cannot be read is
 * an error, as in OpenCV.
 *
 * @example for (const page of new cv.ImageCollection('scan.tif', cv.IMREAD_ANYCOLOR)) console.log(page.size());
 */
export interface ImageCollection extends Iterable<Mat> {
  /** Begins anew with another file. */
  init(path: string, flags?: number): void;
  /** How many pages or frames there are. */
  size(): number;
  at(index: number): Mat;
  /** Forgets a page that was decoded. */
  releaseCache(index: number): void;
  /** Of the first page, in pixels. */
  getWidth(): number;
  /** Of the first page, in pixels. */
  getHeight(): number;
  /** Of the first page: `CV_8UC3`, say. */
  getType(): number;
  /** The frames, how long they are shown, and how often; nothing where the file is no animation. */
  getAnimation(): AnimationObject;
  /** Puts the metadata into lists, which are emptied first. There is none before a page was asked for. */
  getMetadata(types: number[], metadata: Uint8Array[]): void;
}

/** How a collection is made; without a path, by `init` later. */
export type ImageCollectionClass = new (path?: string, flags?: number) => ImageCollection;
