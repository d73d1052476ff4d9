// Image sources and encoded files: everything that can be written or read.
import type { DomImage } from './dom-image.js';
import type { Global } from './global.js';
import type { MatLike } from './mat-like.js';
import type { RawImage } from './raw-image.js';

/** The bytes of an encoded image. */
export type EncodedBytes = Uint8Array | ArrayBuffer | SharedArrayBuffer | DataView;

/** What `imread` takes: a path (on the disk; in a browser, in the virtual file system), a `Blob` or `File`, or bytes. */
export type EncodedSource = string | EncodedBytes | Global<'Blob'>;

/**
 * What can be written: raw pixels (also `ImageData`), a `cv.Mat`, images of the DOM, or an encoded image (bytes, `Blob`
 * or `File`), which is decoded first and rotated as its EXIF orientation says.
 */
export type ImageSource = RawImage | MatLike | DomImage | EncodedBytes | Global<'Blob'>;
