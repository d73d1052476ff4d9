// The public surface of imwrite/cv.
export { ImwriteError, type ImwriteErrorCode, type ImwriteErrorDetails } from '../error.js';
export { createCv, type CvOptions } from './create-cv.js';
export type { Animation, AnimationTarget, Cv, FileBytes, MatList, Mats, MetadataBytes } from './cv.js';
export type { CodecConstants } from './constants.js';
export type { Mat, Rect, Scalar } from './mat.js';
export type { Params } from './params.js';
export type { TypeConstants } from './types.js';
export type { MatLike } from '../input/mat.js';
export type { EmscriptenFS, FileStat } from '../fs/emscripten-fs.js';
