// What a file carries beside its pixels, as callers, codecs and files have it.
import type { CheckedTag, TiffTag } from './tiff-tag.js';

/** Color primaries, transfer function, matrix coefficients and full range (0 or 1), as ITU-T H.273 numbers them. */
export type Cicp = readonly [primaries: number, transfer: number, matrix: number, fullRange: number];

/**
 * What a file carries beside its pixels. A kind that the format cannot store is an error, unless its value came from
 * `imread`: `metadata: image.metadata` keeps what fits and warns about the rest.
 */
export interface Metadata {
  /** A TIFF block, from its byte order mark (`II` or `MM`) on, without JPEG's `Exif` in front. */
  readonly exif?: Uint8Array | undefined;
  /**
   * A color profile as the ICC defines it, for samples of the kind that are written. It is stored as it is; pixels are not
   * converted. `null`: none, also where the source has one or is in Display P3.
   */
  readonly icc?: Uint8Array | null | undefined;
  /** An XMP packet, as text or in UTF-8. */
  readonly xmp?: Uint8Array | string | undefined;
  /** The data sets of IPTC-IIM (captions, credits, keywords), from the first `0x1C` on; JPEG and TIFF. */
  readonly iptc?: Uint8Array | undefined;
  /**
   * Pixels per inch, for both directions or as `[x, y]`, from 0.0001 to 1000000: in JPEG from 0.5 to 65535, in PNG from
   * 0.0254. In WebP it stands in the EXIF block, elsewhere also there if `exif` states one.
   */
  readonly dpi?: number | readonly [x: number, y: number] | undefined;
  /** EXIF's orientation, 1 to 8: how viewers are to turn the picture. It is put into the EXIF block. */
  readonly orientation?: number | undefined;
  /**
   * Texts by keyword. PNG takes any keyword of 1 to 79 Latin-1 characters (Title, Author, Description, Comment, …); TIFF
   * Title, Description, Author, Copyright and Software; JPEG Comment.
   */
  readonly text?: Readonly<Record<string, string>> | undefined;
  /** The color space by number; PNG. Pixels are not converted. */
  readonly cicp?: Cicp | null | undefined;
  /**
   * Custom tags of a TIFF directory, such as GeoTIFF's: one list for every page, or a list of lists, one for each page. Tags that
   * describe storage, have another name here, or belong into `exif` (Make, Model, DateTime, HostComputer) are refused.
   */
  readonly tags?: readonly TiffTag[] | readonly (readonly TiffTag[])[] | undefined;
}

/** Metadata in the one form that the codecs take. @internal */
export interface CodecMetadata {
  readonly exif?: Uint8Array;
  readonly icc?: Uint8Array;
  readonly xmp?: Uint8Array;
  readonly iptc?: Uint8Array;
  readonly dpi?: readonly [number, number];
  readonly text?: readonly (readonly [keyword: string, text: string])[];
  readonly cicp?: Cicp;
  /** Of each page, or one list for all. */
  readonly tags?: readonly (readonly CheckedTag[])[];
}

/** Metadata that was checked. @internal */
export interface CheckedMetadata extends CodecMetadata {
  readonly orientation?: number;
}

/** The metadata of a file that was read. Its arrays own their buffers. */
export interface DecodedMetadata {
  /** A TIFF block, as `Metadata.exif`. Its orientation is 1 when the orientation was applied to the pixels. */
  readonly exif?: Uint8Array<ArrayBuffer>;
  /** As `Metadata.icc`. Of a PNG that says its colors by gAMA and cHRM alone, a profile that says the same. */
  readonly icc?: Uint8Array<ArrayBuffer>;
  readonly xmp?: Uint8Array<ArrayBuffer>;
  /** As `Metadata.iptc`; of JPEG, out of Photoshop's resources. */
  readonly iptc?: Uint8Array<ArrayBuffer>;
  /** Pixels per inch, for the picture as it was turned; of the EXIF block, where the file says them nowhere else. */
  readonly dpi?: readonly [x: number, y: number];
  /** The orientation that is still to be applied, unless it is 1. */
  readonly orientation?: number;
  /** Texts by keyword, as in `Metadata.text`; several of one keyword are lines of one text. */
  readonly text?: Readonly<Record<string, string>>;
  /** As in `Metadata.cicp`. */
  readonly cicp?: Cicp;
  /** Custom tags of the page's TIFF directory, as in `Metadata.tags`. */
  readonly tags?: readonly TiffTag[];
}

export type MetadataKind = keyof Metadata;

/** What is to go into a file beside the pixels. @internal */
export interface MetadataRequest {
  /** What the caller named, checked. */
  readonly given: CheckedMetadata;
  /** What the caller named out of a file that was read: of that, a format keeps what it has a place for. */
  readonly read: CheckedMetadata;
  /** What goes along of a source's own. */
  readonly carried: 'color' | 'keep' | 'none';
  /** Whether blocks are written whatever they hold, as OpenCV does. */
  readonly unchecked?: boolean | undefined;
}
