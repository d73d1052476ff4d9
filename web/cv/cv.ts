// Cv: OpenCV's own functions for picture files, as createCv() gives them.
import type { ImwriteError } from '../core/error.js';
import type { DomImage } from '../types/dom-image.js';
import type { EmscriptenFS } from '../types/emscripten-fs.js';
import type { Global } from '../types/global.js';
import type { MatLike } from '../types/mat-like.js';
import type { Animation, AnimationObject, AnimationTarget } from './animation.js';
import type { CodecConstants } from './constants.js';
import type { ImageCollectionClass } from './image-collection.js';
import type { MatList, Mats } from './mat-lists.js';
import type { Mat } from './mat.js';
import type { Params } from './params.js';
import type { TypeConstants } from './types.js';

/** Blocks of metadata, each the bytes that belong to the `IMAGE_METADATA_…` at its place. */
export type MetadataBytes = readonly (Uint8Array | MatLike)[];

/** The bytes of a file: a typed array, or a Mat of bytes. */
export type FileBytes = Uint8Array | ArrayBuffer | MatLike;

/** Pages or frames from `start`, counted from 0, to `end`, which is not read any more. */
export interface PageRange {
  readonly start: number;
  readonly end: number;
}

/**
 * OpenCV's functions for picture files, with its names, defaults and behavior. They are synchronous. Color is in the
 * order blue, green, red (and alpha) unless a function says otherwise. Paths are on the disk in Node, elsewhere in `FS`.
 *
 * What OpenCV throws is thrown here, as an {@link ImwriteError}: an empty Mat, an extension that no encoder has, a channel
 * count that is not 1, 3 or 4, params that are not pairs, a file beyond a limit (2^30 pixels, otherwise the limits of `configure`).
 * What OpenCV reports by `false`, or by an empty Mat, is reported so
 * here, and `lastError` has the reason.
 */
export interface Cv extends CodecConstants, TypeConstants {
  /**
   * Writes a file; the extension of `path` decides the format.
   *
   * @param image - A Mat; several are written as `imwritemulti` does. Depths that a format has not are clamped to CV_8U.
   * @returns Whether the file was written; when it was not, no part of it is left.
   * @example cv.imwrite('photo.jpg', mat, [cv.IMWRITE_JPEG_QUALITY, 90]);
   */
  imwrite(path: string, image: MatLike | Mats, params?: Params): boolean;
  /** The file that `imwrite` would write, for an extension such as `'.jpg'`; `false` where OpenCV says so. */
  imencode(extension: string, image: MatLike | Mats, params?: Params): Uint8Array<ArrayBuffer> | false;
  /** Writes several pictures: TIFF has pages; WebP and PNG an animation, a second for each picture. */
  imwritemulti(path: string, images: Mats, params?: Params): boolean;
  /** The file that `imwritemulti` would write. */
  imencodemulti(extension: string, images: Mats, params?: Params): Uint8Array<ArrayBuffer> | false;
  /** Writes an animation, as WebP or PNG. */
  imwriteanimation(path: string, animation: Animation, params?: Params): boolean;
  /** The file that `imwriteanimation` would write. */
  imencodeanimation(extension: string, animation: Animation, params?: Params): Uint8Array<ArrayBuffer> | false;
  /**
   * Writes a file with metadata. A kind that the format cannot store is dropped with a warning, as OpenCV does.
   *
   * @param types - `IMAGE_METADATA_…`, one for each block of `metadata`.
   */
  imwriteWithMetadata(
    path: string,
    image: MatLike | Mats,
    types: readonly number[],
    metadata: MetadataBytes,
    params?: Params,
  ): boolean;
  /** The file that `imwriteWithMetadata` would write. */
  imencodeWithMetadata(
    extension: string,
    image: MatLike | Mats,
    types: readonly number[],
    metadata: MetadataBytes,
    params?: Params,
  ): Uint8Array<ArrayBuffer> | false;
  /**
   * Encodes pictures that have nothing to do with one another, each as a file of its own, into `buffers`, which is emptied first.
   *
   * @returns Whether all were encoded; where one was not, its bytes are none.
   */
  imencodeBatch(extension: string, images: Mats, buffers: Uint8Array[], params?: Params): boolean;
  /** Whether there is an encoder for the extension of `path`. */
  haveImageWriter(path: string): boolean;

  /**
   * Reads a file; its first bytes tell its format. A canvas or `<img>`, or the id of one, is read as OpenCV.js reads it: as
   * CV_8UC4 in the order red, green, blue, alpha.
   *
   * @param flags - `IMREAD_…`. Default: `IMREAD_COLOR`.
   * @returns An empty Mat when the file cannot be read.
   */
  imread(source: string | DomImage, flags?: number): Mat;
  /** Reads into a Mat, and gives it: one of the picture's size and type, whose memory stays where it is, or an empty one. */
  imread(source: string | DomImage, dst: MatLike, flags?: number): Mat;
  /** Reads a file from its bytes. No bytes at all are an error, as in OpenCV. */
  imdecode(bytes: FileBytes, flags?: number): Mat;
  /** Reads the pages or frames of a file, appended to `mats`. Default flags: `IMREAD_ANYCOLOR`. */
  imreadmulti(path: string, mats: MatList, flags?: number): boolean;
  /** Reads `count` pages or frames from `start` on. */
  imreadmulti(path: string, mats: MatList, start: number, count: number, flags?: number): boolean;
  /** Reads the pages or frames of a file from its bytes: all, or a range. */
  imdecodemulti(bytes: FileBytes, flags: number, mats: MatList, range?: PageRange): boolean;
  /** Reads an animation into `animation`; a still picture is one of one frame, of a second. */
  imreadanimation(path: string, animation: AnimationTarget, start?: number, count?: number): boolean;
  /** Reads an animation from its bytes. */
  imdecodeanimation(bytes: FileBytes, animation: AnimationTarget, start?: number, count?: number): boolean;
  /** Reads a file, and puts its metadata into `types` (`IMAGE_METADATA_…`) and `metadata`, which are emptied first. */
  imreadWithMetadata(path: string, types: number[], metadata: Uint8Array[], flags?: number): Mat;
  /** The same from the file's bytes. */
  imdecodeWithMetadata(bytes: FileBytes, types: number[], metadata: Uint8Array[], flags?: number): Mat;
  /** How many pages or frames a file has; 0 when it cannot be read. */
  imcount(path: string): number;
  /** Reads files from their bytes, each into a Mat of `images`, which is emptied first; one that cannot be read becomes an empty Mat. */
  imdecodeBatch(files: readonly FileBytes[], flags: number, images: MatList): boolean;
  /** Whether there is a decoder for the file. */
  haveImageReader(path: string): boolean;

  /**
   * Draws a Mat on a canvas, which takes its size. 16-bit samples are divided by 256, floats are multiplied by 255. (Of
   * OpenCV.js's own `imshow`, which a merged object keeps, the order is red, green, blue.)
   */
  imshow(canvas: string | Global<'HTMLCanvasElement'> | Global<'OffscreenCanvas'>, mat: MatLike): void;

  /** Why the last call returned `false` or an empty Mat; undefined when it succeeded. */
  lastError: ImwriteError | undefined;
  /** Told once of each thing that is not done as asked. Default: `console.warn`. */
  onWarning: ((message: string) => void) | undefined;
  /** The virtual file system of all paths: Emscripten's own. */
  readonly FS?: EmscriptenFS;

  readonly Mat: typeof Mat;
  readonly Animation: typeof AnimationObject;
  readonly ImageCollection: ImageCollectionClass;
  /** A copy of the pixels of an `ImageData`, in its order: red, green, blue, alpha. */
  matFromImageData(image: {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray | Uint8Array;
  }): Mat;
  /** A Mat with these samples. */
  matFromArray(rows: number, cols: number, type: number, samples: ArrayLike<number>): Mat;
}
