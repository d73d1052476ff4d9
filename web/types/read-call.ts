// What reading a source takes of a call.
import type { LimitOptions } from './limits.js';

/** What reading a source takes of a call's options. @internal */
export interface ReadCall extends LimitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether the samples of an image with a color table are written as they are. */
  readonly indices?: boolean | undefined;
}
