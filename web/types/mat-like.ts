// Mats: images of OpenCV.js, or objects of that shape.

/**
 * A `cv.Mat` of OpenCV.js, or an object of its shape. Channels are taken in the order gray, RGB or RGBA, which is what
 * `cv.imread` of OpenCV.js gives. Its pixels are copied when the call is made.
 */
export interface MatLike {
  readonly rows: number;
  readonly cols: number;
  /** Bytes from one row to the next, then from one pixel to the next. */
  readonly step?: readonly number[] | undefined;
  readonly data: Uint8Array;
  readonly data8S?: Int8Array | undefined;
  readonly data16U?: Uint16Array | undefined;
  readonly data16S?: Int16Array | undefined;
  readonly data32S?: Int32Array | undefined;
  readonly data32F?: Float32Array | undefined;
  readonly data64F?: Float64Array | undefined;
  type(): number;
  channels(): number;
  isContinuous?(): boolean;
  isDeleted?(): boolean;
}
