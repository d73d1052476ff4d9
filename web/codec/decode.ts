// Decoding with a module at hand: synchronous, in whichever thread calls.
import { profileOf } from '../color/colorimetry.js';
import { ImwriteError } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import { turnedExif } from '../metadata/exif.js';
import type { CheckedDecodeOptions } from '../types/decode-options.js';
import type { DecodedFile } from '../types/decoded.js';
import type { Format } from '../types/generated.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { DecoderModule, DecoderOutput, ImageHeader, ModuleStatus } from '../wasm/module.js';
import { colorTableOf } from './color-table.js';
import { factsOf, type Facts } from './facts.js';
import { callCodec, type Attempt } from './guard.js';
import { orient } from './orientation.js';
import { metadataOfPages } from './page-metadata.js';

interface Frame {
  header: ImageHeader;
  readonly samples: Uint8Array<ArrayBuffer>;
}

/** @internal */
export function decode(
  module: CompiledModule<DecoderModule>,
  bytes: Uint8Array,
  format: Format,
  { orientation = 'apply', profiles = true, ...options }: CheckedDecodeOptions,
): DecodedFile {
  let file: Facts | undefined;
  const warnings: string[] = [];
  const frames: Frame[] = [];
  const begin = (header: ImageHeader): void => {
    frames.push({ header: { ...header }, samples: allocate(header, format) });
  };
  const place = (y: number, rows: Uint8Array): void => {
    const { header, samples } = frames.at(-1)!;
    samples.set(rows, y * (samples.length / header.height));
  };
  const call = (attempt: Attempt): ModuleStatus | undefined =>
    module.run((instance) =>
      instance.imread(bytes, options, {
        file: (header) =>
          attempt(() => void (file = inMemory(format, 'the metadata of the file', () => factsOf(header)))),
        begin: (header) => attempt(() => begin(header)),
        rows: (y, rows) => attempt(() => place(y, rows)),
        warn: (warning) => void (warnings.includes(warning) || warnings.push(warning)),
      }),
    );
  callCodec(format, undefined, call, ['maxPixels', 'orientation', 'signal']);
  if (!file) throw new ImwriteError('internal', `the ${format} decoder told nothing of the file`, { format });
  const { pages, orientation: said, colorTables, colorimetry, profiles: ownProfiles, ...facts } = file;
  if (said !== undefined) for (const frame of frames) frame.header = { ...frame.header, orientation: said };
  const upright = orientation === 'apply';
  const turned = upright && frames.some(({ header }) => header.orientation !== 1);
  const kept = frames.length > 0 && !upright && frames[0]!.header.orientation !== 1;
  const swaps = turned && frames[0]!.header.orientation >= 5;
  const { exif, dpi } = file.metadata;
  const isGray = (frames[0]?.header.channels ?? 0) < 3;
  const icc = profiles && colorimetry && frames.length > 0 ? profileOf(colorimetry, isGray) : undefined;
  const metadata = {
    ...file.metadata,
    ...(turned && exif && { exif: turnedExif(exif, swaps) }),
    ...(swaps && dpi && { dpi: [dpi[1], dpi[0]] as const }),
    ...(icc && { icc }),
    ...(kept && { orientation: frames[0]!.header.orientation }),
  };
  const own = metadataOfPages({ metadata, profiles: ownProfiles, tags: file.tags }, frames.length);
  const images = frames.map(({ header, samples }, index) => {
    const { width, height, channels, sampleType, precision, extraChannels } = header;
    const data = new sampleArrays[sampleType](samples.buffer);
    const table = colorTables[index];
    const colorTable = table?.length ? colorTableOf(table, samples) : undefined;
    const kinds = {
      ...(precision > 0 && { precision }),
      ...(extraChannels > 0 && { extraChannels }),
      ...(colorTable && { colorTable }),
    };
    const described = { format, ...kinds, orientation: header.orientation, pages, metadata: own[index]!, warnings };
    const image = { data, width, height, channels, ...described };
    return upright ? orient(image) : image;
  });
  return { ...facts, pages, images, durations: frames.map(({ header }) => header.duration), metadata, warnings };
}

/** The sizes of the pictures that are to be decoded, as far as the file tells them before its pixels; none when it is damaged. */
export function layoutOf(
  module: CompiledModule<DecoderModule>,
  bytes: Uint8Array,
  options: CheckedDecodeOptions,
): ImageHeader[] {
  let count = 1;
  let first: ImageHeader | undefined;
  const { orientation: _, profiles: __, ...codec } = options;
  const output: DecoderOutput = {
    file: ({ frameCount }) => (count = Math.min(frameCount, options.frameCount ?? 1)) > 0,
    begin: (header) => ((first = { ...header }), false),
    rows: () => false,
    warn: () => {},
  };
  try {
    module.run((instance) => instance.imread(bytes, codec, output));
  } catch {
    return []; // it will fail in the same way when it is decoded, and tell
  }
  return first ? new Array<ImageHeader>(count).fill(first) : [];
}

function allocate({ width, height, channels, sampleType }: ImageHeader, format: Format): Uint8Array<ArrayBuffer> {
  const size = width * height * channels * sampleArrays[sampleType].BYTES_PER_ELEMENT;
  return inMemory(format, `${size} bytes for ${width} × ${height} pixels`, () => new Uint8Array(size));
}

/** What `make` gives; engines refuse what is too large for an array or a text by a RangeError. */
function inMemory<T>(format: Format, what: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ImwriteError('out-of-memory', `out of memory: ${what}`, { format, cause });
  }
}
