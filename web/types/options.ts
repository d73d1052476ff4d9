// The options of an encode.
import type { FormatName } from './format-facts.js';
import type { Format, OptionsByFormat, PixelOptions } from './generated.js';
import type { LimitOptions } from './limits.js';
import type { Metadata } from './metadata.js';

/** The options of a format; for an alias or a path, the options of any format. */
export type OptionsOf<F extends FormatName> = F extends Format ? OptionsByFormat[F] : OptionsByFormat[Format];

/** Progress, cancellation and warnings of a call. */
export interface CallOptions {
  /**
   * Stops the call, which rejects with `signal.reason`. In the calling thread an encode checks it between bands of
   * rows (so it can stop from `onProgress`); in worker mode the worker ends at once.
   */
  signal?: AbortSignal | undefined;
  /**
   * Called with the progress, from 0 to 1. An exception that it throws stops the encode, and the call rejects with that
   * exception.
   */
  onProgress?: ((fraction: number) => void) | undefined;
  /**
   * Called with a message for everything that the file could not keep of the source. Default: only losses of what was asked
   * for go to `configure({ onWarning })`, each message once.
   */
  onWarning?: ((message: string) => void) | undefined;
}

/** What goes into the file beside the pixels. */
export interface MetadataOptions {
  /**
   * `'color'`: the color space of the source (profile, cICP), in the form that the format has. `'keep'`: everything that an
   * encoded source, or an image of `imread`, carries; what the format cannot store is a warning. `'none'`: nothing. An
   * object: these kinds, and the source's color space unless the object has one, or `icc: null`.
   * Default: `'color'`.
   */
  metadata?: Metadata | 'color' | 'keep' | 'none' | undefined;
}

/** How large the file may be. */
export interface SizeOptions {
  /**
   * JPEG and lossy WebP get the highest quality, up to `quality`, whose file is not larger, and PNG with `colors` the most
   * colors, which takes several encodes. An error, `image-too-large`, if even the lowest quality, or 2 colors, give a
   * larger file, or if a lossless file is larger.
   * A whole number from 1. Default: no limit.
   */
  maxBytes?: number | undefined;
}

/**
 * The options of an encode into a file of one picture or several: of the format, of every format, and of the call. `limits` are for
 * sources that are files themselves.
 */
export type EncodeOptions<F extends FormatName = FormatName> = OptionsOf<F> &
  PixelOptions &
  MetadataOptions &
  LimitOptions &
  CallOptions;

/** The options of `imwrite`. */
export type ImwriteOptions<F extends FormatName = FormatName> = EncodeOptions<F> & SizeOptions;

/** Options that the codec checks, by name. @internal */
export type CodecOptions = Readonly<Record<string, unknown>>;
