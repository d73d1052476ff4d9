// Mat: a matrix of pixels with the members of OpenCV.js's, for programs that do not have OpenCV.js.
import { mismatch, formatValue } from '../core/error.js';
import type { MatLike } from '../types/mat-like.js';
import { checkList } from './lists.js';
import { checkRegion, type Rect } from './region.js';
import { channelsOf, depthOf, samplesOf, typeName } from './types.js';

/** One value for each channel; channels beyond its length are 0. */
export type Scalar = readonly number[];

/** OpenCV's scalars have four values; a longer list is the pixels. */
const SCALAR_LENGTH = 4;

/**
 * Rows of pixels, top to bottom, channels interleaved, color in the order blue, green, red (and alpha). It is the part
 * of OpenCV.js's `cv.Mat` that reading and writing pictures needs; memory is the engine's, so `delete()` is optional.
 *
 * @example const mat = new cv.Mat(480, 640, cv.CV_8UC3, [255, 0, 0]); // blue
 */
export class Mat implements MatLike {
  /** In pixels. */
  readonly rows: number = 0;
  /** In pixels. */
  readonly cols: number = 0;
  #type: number = 0;
  #buffer: ArrayBuffer | undefined = new ArrayBuffer(0);
  #offset = 0;
  #stride = 0;

  constructor();
  /** All samples are 0, or the scalar's; a longer list or a typed array has one for each channel of each pixel. */
  constructor(rows: number, cols: number, type: number, scalar?: Scalar | ArrayLike<number>);
  constructor(rows?: number, cols?: number, type?: number, values?: Scalar | ArrayLike<number>) {
    if (rows === undefined && cols === undefined && type === undefined) return;
    this.create(rows!, cols!, type!);
    if (values === undefined) return;
    const list = checkList('Mat', 'scalar', values);
    if (Array.isArray(list) && list.length <= SCALAR_LENGTH) this.setTo(list);
    else this.#fill(list);
  }

  /** Gives this Mat new memory of that size and type, all samples 0. */
  create(rows: number, cols: number, type: number): void {
    const own = this as { rows: number; cols: number };
    own.rows = checkedSize('rows', rows);
    own.cols = checkedSize('cols', cols);
    if (!Number.isInteger(type) || type < 0 || channelsOf(type) > 4) {
      throw mismatch('invalid-image', 'Mat type', 'CV_8UC1 to CV_64FC4', formatValue(type));
    }
    const { BYTES_PER_ELEMENT } = samplesOf(type);
    this.#type = type;
    this.#offset = 0;
    this.#stride = cols * channelsOf(type) * BYTES_PER_ELEMENT;
    this.#buffer = new ArrayBuffer(rows * this.#stride);
  }

  static zeros(rows: number, cols: number, type: number): Mat {
    return new Mat(rows, cols, type);
  }

  /** The first channel 1, the others 0, as OpenCV has it. */
  static ones(rows: number, cols: number, type: number): Mat {
    return new Mat(rows, cols, type, [1]);
  }

  /** A Mat of memory that is there already. @internal */
  static over(buffer: ArrayBuffer, rows: number, cols: number, type: number, offset = 0, stride?: number): Mat {
    const mat = new Mat(0, 0, type) as { rows: number; cols: number } & Mat;
    mat.rows = rows;
    mat.cols = cols;
    mat.#buffer = buffer;
    mat.#offset = offset;
    mat.#stride = stride ?? cols * mat.elemSize();
    return mat;
  }

  /** `CV_8UC3`, say. */
  type(): number {
    return this.#type;
  }

  /** `CV_8U`, say. */
  depth(): number {
    return depthOf(this.#type);
  }

  channels(): number {
    return channelsOf(this.#type);
  }

  /** Bytes of a pixel. */
  elemSize(): number {
    return this.elemSize1() * this.channels();
  }

  /** Bytes of a sample. */
  elemSize1(): number {
    return samplesOf(this.#type).BYTES_PER_ELEMENT;
  }

  /** Pixels. */
  total(): number {
    return this.rows * this.cols;
  }

  size(): { width: number; height: number } {
    return { width: this.cols, height: this.rows };
  }

  /** Bytes from one row to the next, and from one pixel to the next. */
  get step(): [row: number, pixel: number] {
    return [this.#stride, this.elemSize()];
  }

  /** Whether no bytes lie between the rows: false for most regions. */
  isContinuous(): boolean {
    return this.rows <= 1 || this.#stride === this.cols * this.elemSize();
  }

  empty(): boolean {
    return this.total() === 0;
  }

  /** The bytes from the first pixel on, as many as the pixels have; a region's rows lie `step[0]` bytes apart. */
  get data(): Uint8Array<ArrayBuffer> {
    return this.#view(Uint8Array);
  }
  get data8S(): Int8Array<ArrayBuffer> {
    return this.#view(Int8Array);
  }
  get data16U(): Uint16Array<ArrayBuffer> {
    return this.#view(Uint16Array);
  }
  get data16S(): Int16Array<ArrayBuffer> {
    return this.#view(Int16Array);
  }
  get data32S(): Int32Array<ArrayBuffer> {
    return this.#view(Int32Array);
  }
  get data32F(): Float32Array<ArrayBuffer> {
    return this.#view(Float32Array);
  }
  get data64F(): Float64Array<ArrayBuffer> {
    return this.#view(Float64Array);
  }

  /** The bytes of a row, or from a row's column on. */
  ucharPtr(row: number, col = 0): Uint8Array<ArrayBuffer> {
    if (!(row >= 0 && row < this.rows && col >= 0 && col < this.cols)) {
      throw mismatch(
        'invalid-image',
        'Mat pixel',
        `a row below ${this.rows} and a column below ${this.cols}`,
        `(${row}, ${col})`,
      );
    }
    const start = this.#offset + row * this.#stride + col * this.elemSize();
    return new Uint8Array(this.#memory(), start, (this.cols - col) * this.elemSize());
  }

  /** A part of this Mat, which shares its memory. */
  roi(region: Rect): Mat {
    const { x, y, width, height } = checkRegion(region, this);
    const offset = this.#offset + y * this.#stride + x * this.elemSize();
    return Mat.over(this.#memory(), height, width, this.#type, offset, this.#stride);
  }

  /** A copy with memory of its own. */
  clone(): Mat {
    const copy = new Mat(this.rows, this.cols, this.#type);
    if (!this.empty()) for (let y = 0; y < this.rows; ++y) copy.ucharPtr(y).set(this.ucharPtr(y));
    return copy;
  }

  /** Sets every pixel. */
  setTo(scalar: Scalar): this {
    checkList('Mat', 'scalar', scalar);
    if (this.empty()) return this;
    const Samples = samplesOf(this.#type);
    const row = new Samples(this.cols * this.channels());
    for (let i = 0; i < row.length; ++i) row[i] = scalar[i % this.channels()] ?? 0;
    const bytes = new Uint8Array(row.buffer);
    for (let y = 0; y < this.rows; ++y) this.ucharPtr(y).set(bytes);
    return this;
  }

  /** Gives the memory back early. A deleted Mat must not be used. */
  delete(): void {
    this.#buffer = undefined;
  }

  isDeleted(): boolean {
    return this.#buffer === undefined;
  }

  #fill(samples: ArrayLike<number>): void {
    const needed = this.total() * this.channels();
    if (samples.length !== needed)
      throw mismatch(
        'invalid-image',
        'Mat: samples',
        `${needed}, or a scalar of ${SCALAR_LENGTH}`,
        `${samples.length}`,
      );
    new (samplesOf(this.#type))(this.#memory()).set(samples);
  }

  #memory(): ArrayBuffer {
    if (!this.#buffer) throw mismatch('invalid-image', 'Mat', 'a living Mat', 'one that was deleted');
    return this.#buffer;
  }

  #view<T>(Samples: { new (buffer: ArrayBuffer, offset: number, length: number): T; BYTES_PER_ELEMENT: number }): T {
    const bytes = this.total() * this.elemSize();
    return new Samples(this.#memory(), this.#offset, Math.floor(bytes / Samples.BYTES_PER_ELEMENT));
  }

  /** For messages. */
  toString(): string {
    return `Mat ${this.rows} × ${this.cols} ${typeName(this.#type)}`;
  }
}

function checkedSize(name: string, value: number | undefined): number {
  if (Number.isInteger(value) && value! >= 0) return value!;
  throw mismatch('invalid-image', `Mat ${name}`, 'a whole number from 0', formatValue(value));
}
