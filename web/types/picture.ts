// What is encoded: one picture or several, and what goes with them.
import type { Format } from './generated.js';
import type { CodecMetadata, MetadataRequest } from './metadata.js';
import type { CodecOptions } from './options.js';
import type { AnimationFacts, Pixels, Stripe } from './pixels.js';
import type { SourcePixels } from './source-pixels.js';

/** What is encoded: one picture or several, and what goes with them. */
export interface Picture<P extends Pixels = Pixels> {
  /** Asked for one by one while the encoder runs. */
  readonly frames: Iterable<P>;
  readonly count: number;
  readonly animation?: AnimationFacts | undefined;
  readonly metadata?: CodecMetadata | undefined;
  /** Default: all of the picture. */
  readonly stripe?: Stripe | undefined;
}

/** What is encoded, with what goes beside the pixels. */
export interface SourcePicture extends Omit<Picture<SourcePixels>, 'metadata'> {
  readonly metadata: MetadataRequest;
  /** The first frame, where they are asked for one by one. */
  readonly first?: SourcePixels | undefined;
}

/** Told of something that the file cannot keep; `asked` is whether the caller asked for it. */
export type Warn = (message: string, asked: boolean) => void;

/** Pictures that become a file. */
export interface Written {
  readonly format: Format;
  readonly options: CodecOptions;
  readonly request: MetadataRequest;
  /** Those that are known before the encoder asks: all, or the first. */
  readonly frames: readonly SourcePixels[];
  readonly warn: Warn;
}
