// Regions: rectangles of a Mat.
import { mismatch, formatValue } from '../core/error.js';

/** A rectangle in pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The region, or an error where it is not inside. @internal */
export function checkRegion(region: Rect, { rows, cols }: { readonly rows: number; readonly cols: number }): Rect {
  const { x, y, width, height } = Object(region) as Rect;
  if (![x, y, width, height].every(Number.isInteger)) {
    throw mismatch('invalid-image', 'region', '{ x, y, width, height } in whole pixels', formatValue(region));
  }
  if (x >= 0 && y >= 0 && width >= 0 && height >= 0 && x + width <= cols && y + height <= rows)
    return { x, y, width, height };
  throw mismatch(
    'invalid-image',
    'region',
    `a rectangle inside ${cols} × ${rows}`,
    `${width} × ${height} at (${x}, ${y})`,
  );
}
