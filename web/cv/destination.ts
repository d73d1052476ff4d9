// A Mat that is there already, into which a picture is read.
import { mismatch, formatValue } from '../core/error.js';
import { isMat } from '../input/mat.js';
import type { MatLike } from '../types/mat-like.js';
import { Mat } from './mat.js';
import { typeName } from './types.js';

/** An OpenCV.js Mat, which gets other pixels by `create`. */
interface Creatable extends MatLike {
  create(rows: number, cols: number, type: number): void;
}

const isEmpty = ({ rows, cols }: MatLike): boolean => rows * cols === 0;

/** An error where it is no Mat that can be read into. @internal */
export function checkDestination(name: string, dst: unknown): MatLike {
  const mat = typeof dst === 'object' && dst !== null && isMat(dst) ? dst : undefined;
  if (!mat) throw mismatch('invalid-image', `${name}: dst`, 'a Mat', formatValue(dst));
  if (!isEmpty(mat) && mat.isContinuous?.() === false)
    throw mismatch('invalid-image', `${name}: dst`, 'a continuous Mat', 'a region');
  return mat;
}

/**
 * The picture in the Mat, whose memory stays where it is; an empty one gets its size and type. An error where they are others, as
 * in OpenCV. Without a picture the Mat becomes empty.
 *
 * @internal
 */
export function place(name: string, picture: MatLike, dst: MatLike): void {
  if (isEmpty(picture)) return resize(dst, 0, 0, 0);
  const same = picture.rows === dst.rows && picture.cols === dst.cols && picture.type() === dst.type();
  if (!isEmpty(dst) && !same) {
    throw mismatch('invalid-image', `${name}: dst`, `${textOf(picture)}, or an empty Mat`, textOf(dst));
  }
  if (isEmpty(dst)) resize(dst, picture.rows, picture.cols, picture.type());
  dst.data.set(picture.data);
}

const textOf = (mat: MatLike): string => `${mat.rows} × ${mat.cols} ${typeName(mat.type())}`;

function resize(dst: MatLike, rows: number, cols: number, type: number): void {
  if (dst instanceof Mat) dst.create(rows, cols, type);
  else (dst as Creatable).create(rows, cols, type);
}
