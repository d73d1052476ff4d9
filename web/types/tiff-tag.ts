// A tag of TIFF, as callers and as codecs have it.

/** An entry of a TIFF directory. Its values are at least one; typed arrays are arrays, too. */
export type TiffTag = { readonly tag: number } & (
  | { readonly type: 'ASCII'; readonly values: readonly string[] }
  | {
      readonly type: 'RATIONAL' | 'SRATIONAL';
      readonly values: readonly (readonly [numerator: number, denominator: number])[];
    }
  /** Files with these are BigTIFF. */
  | { readonly type: 'LONG8' | 'SLONG8'; readonly values: ArrayLike<bigint | number> }
  | {
      readonly type: 'BYTE' | 'SHORT' | 'LONG' | 'SBYTE' | 'UNDEFINED' | 'SSHORT' | 'SLONG' | 'FLOAT' | 'DOUBLE';
      readonly values: ArrayLike<number>;
    }
);

/** A tag as the codec takes it: so many values of the type of that number, little endian. @internal */
export type CheckedTag = readonly [tag: number, type: number, count: number, bytes: Uint8Array];
