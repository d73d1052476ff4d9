// What a transcode changes, as codecs and as callers have it.
import type { JpegTranscodeOptions, JxlTranscodeOptions, TranscodedFormat } from './generated.js';
import type { ReadLimitOptions } from './limits.js';
import type { Metadata, CheckedMetadata } from './metadata.js';
import type { CallOptions, CodecOptions } from './options.js';

/** What a transcode changes. */
export interface Changes {
  readonly options: CodecOptions;
  /** What replaces the file's own of the same kinds; the others stay when `keep` is set. */
  readonly metadata: CheckedMetadata & { readonly keep: boolean };
}

/** The options of `transcodeJpeg`. */
export interface TranscodeJpegOptions
  extends JpegTranscodeOptions, JxlTranscodeOptions, ReadLimitOptions, Pick<CallOptions, 'signal'> {
  /**
   * `'jxl'` gives a JPEG XL file of the same coefficients, about a sixth smaller; `'jpeg'` makes the JPEG of it again, byte
   * for byte. Other options act before. Default: `'jpeg'`.
   */
  to?: TranscodedFormat | undefined;
  /**
   * What becomes of the file's metadata (every APPn and COM segment): `'keep'`, byte for byte but for what a turn or
   * crop changes in EXIF (orientation, size); `'strip'`; or kept with these kinds replaced. Default: `'keep'`.
   */
  metadata?:
    | 'keep'
    | 'strip'
    | (Omit<Metadata, 'icc' | 'orientation' | 'cicp' | 'tags'> & { readonly icc?: Uint8Array | undefined })
    | undefined;
}
