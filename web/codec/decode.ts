// Decoding with a module at hand: synchronous, in whichever thread calls.
import { ImwriteError } from '../error.js';
import type { Format } from '../generated/formats.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { DecoderModule, ImageHeader } from '../wasm/module.js';
import { guarded } from './guard.js';
import { orient } from './orientation.js';

/** How `imread` decodes. */
export interface DecodeOptions {
  /** Whether pixels are turned as the file's EXIF orientation says, or left as they are stored. Default: `'apply'`. */
  orientation?: 'apply' | 'keep' | undefined;
  /** Larger pictures are refused, with `image-too-large`, before memory is allocated. Default: 2^28 pixels. */
  maxPixels?: number | undefined;
}

/** A decoded picture. Its samples own their buffer. */
export interface DecodedImage {
  /** Rows from top to bottom, packed, channels interleaved; alpha is straight. */
  readonly data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA. */
  readonly channels: number;
  /** The format the bytes were in. */
  readonly format: Format;
  /** The EXIF orientation (1 to 8) that is still to be applied: 1, unless `orientation: 'keep'` was asked for. */
  readonly orientation: number;
}

const sampleTypes = { 8: Uint8Array, 16: Uint16Array, 32: Float32Array } as const;

/** @internal */
export function decode(
  module: CompiledModule<DecoderModule>,
  bytes: Uint8Array,
  format: Format,
  { orientation = 'apply', ...options }: DecodeOptions,
): DecodedImage {
  let header: ImageHeader | undefined;
  let samples = new Uint8Array(0);
  const begin = (announced: ImageHeader): void => {
    header = { ...announced };
    samples = allocate(announced, format);
  };
  const place = (y: number, rows: Uint8Array): void => {
    samples.set(rows, y * (samples.length / header!.height));
  };
  guarded(format, undefined, (attempt) =>
    module.run((instance) =>
      instance.imread(bytes, options, {
        begin: (announced) => attempt(() => begin(announced)),
        rows: (y, rows) => attempt(() => place(y, rows)),
      }),
    ),
  );
  if (!header) throw new ImwriteError('internal', `the ${format} decoder gave no picture`, { format });
  const { width, height, channels, depth } = header;
  const data = new sampleTypes[depth](samples.buffer);
  const image = { data, width, height, channels, format, orientation: header.orientation };
  return orientation === 'apply' ? orient(image) : image;
}

function allocate({ width, height, channels, depth }: ImageHeader, format: Format): Uint8Array<ArrayBuffer> {
  const size = width * height * channels * (depth / 8);
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new ImwriteError('out-of-memory', `out of memory: ${size} bytes for ${width} × ${height} pixels`, { format, cause });
  }
}
