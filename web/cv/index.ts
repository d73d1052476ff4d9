// The public surface of imwrite/cv.
export { ImwriteError, type ImwriteErrorCode, type ImwriteErrorDetails } from '../core/error.js';
export { createCv, type CvOptions } from './create-cv.js';
export type { Animation, AnimationObject, AnimationTarget } from './animation.js';
export type { Cv, FileBytes, MetadataBytes, PageRange } from './cv.js';
export type { ImageCollection, ImageCollectionClass } from './image-collection.js';
export type { MatList, Mats } from './mat-lists.js';
export type { CodecConstants } from './constants.js';
export type { Mat, Scalar } from './mat.js';
export type { Rect } from './region.js';
export type { Params } from './params.js';
export type { TypeConstants } from './types.js';
export type { MatLike } from '../types/mat-like.js';
export type { EmscriptenFS, FileStat } from '../types/emscripten-fs.js';
