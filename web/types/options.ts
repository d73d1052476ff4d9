// The options of an encode.
import type { FormatName } from './format-facts.js';
import type { Format, OptionsByFormat, PixelOptions } from './generated.js';
import type { LimitOptions } from './limits.js';
import type { Metadata } from './metadata.js';

/** The options of a format; for an alias or a path, the options of any format. */
export type OptionsOf<F extends FormatName> = F extends Format ? OptionsByFormat[F] : OptionsByFormat[Format];

/** How a call is watched and stopped. */
export interface CallOptions {
  /**
   * Stops the call, which rejects with `signal.reason`. In the calling thread an encode only notices between bands of
   * rows (so from `onProgress`); in worker mode the worker is ended at once.
   */
  signal?: AbortSignal | undefined;
  /**
   * Called with the share of the work that is done, rising to 1. An exception it throws stops the encode and rejects
   * the call with that exception.
   */
  onProgress?: ((fraction: number) => void) | undefined;
  /**
   * Called with each thing that the file could not keep of the source, in words. Default: only what was asked for goes to
   * `configure({ onWarning })`, each message once.
   */
  onWarning?: ((message: string) => void) | undefined;
}

/** What goes into the file beside the pixels. */
export interface MetadataOptions {
  /**
   * `'color'`: the color space of the source (profile, cICP) goes along, in the form that the format has. `'keep'`: so does
   * all else that an encoded source, or a picture of `imread`, carries; what the format has no place for is a warning.
   * `'none'`: nothing. An object: these kinds, and the source's color space unless it names one, or `icc: null`.
   * Default: `'color'`.
   */
  metadata?: Metadata | 'color' | 'keep' | 'none' | undefined;
}

/** How large the file may be. */
export interface SizeOptions {
  /**
   * JPEG and lossy WebP are written at the highest quality, up to `quality`, whose file is not larger, and PNG with `colors`
   * in the most colours, which takes several encodes. An error, `image-too-large`, where even the lowest quality, or 2
   * colours, give a larger one, or a lossless format does.
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
