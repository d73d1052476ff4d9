// What a format and its options are.
import type { Format } from './generated.js';
import type { SampleType } from './sample-type.js';

/** One option of a format: its type, range or choices, and its default. */
export interface OptionFacts {
  readonly name: string;
  readonly type: 'integer' | 'number' | 'boolean' | 'choice' | 'color' | 'samples' | 'tables' | 'range';
  /** The smallest value, for an integer, number, sample or the numbers of a table. */
  readonly min?: number;
  /** The largest value, likewise. */
  readonly max?: number;
  /** The values of a choice. */
  readonly choices?: readonly (string | number)[];
  /** How many integers a table has. */
  readonly length?: number;
  /** How many it must have, where it may have fewer. */
  readonly minLength?: number;
  /** How many tables there may be. */
  readonly maxTables?: number;
  /** What an unset option is; `null` when it depends on the image (see `automatic`). */
  readonly default: number | boolean | string | null;
  /** Whether a value other than the default needs the module `<format>-extended-encode` in place of `<format>-encode`. */
  readonly extended?: boolean;
  /** The choice that needs it, if one does. */
  readonly extendedChoice?: string;
  /** How many times as long an encode takes with the largest number, or with a value other than the default: a rough factor. */
  readonly slower?: number;
  /** What an unset option does, when its default is not a plain value. */
  readonly automatic?: string;
  readonly help: string;
}

/** What a format is and what its encoder takes. */
export interface FormatFacts {
  readonly name: Format;
  /** Such as `image/jpeg`. */
  readonly mimeType: string;
  /** Without the dot, the usual one first. */
  readonly extensions: readonly string[];
  /** In pixels. */
  readonly maxWidth: number;
  /** In pixels. */
  readonly maxHeight: number;
  /** Roughly what a pixel of 8-bit RGB takes with the default options, on one thread of a desktop. */
  readonly nanosecondsPerPixel: { readonly encode: number; readonly decode: number };
  /** Bits per sample that can be written. 32 is float. */
  readonly depths: readonly number[];
  /** The sample types that can be written, as typed arrays name them; the depths are those that are also converted to. */
  readonly sampleTypes: readonly SampleType[];
  /** Channel counts that can be written: gray, gray and alpha, RGB, RGBA. */
  readonly channels: readonly number[];
  /** Whether bytes leave in their final order while the image is read. */
  readonly streaming: boolean;
  /** What several pictures in one file are. */
  readonly sequence: 'none' | 'pages' | 'animation';
  /** The members of `metadata` that the format has a place for. */
  readonly metadata: readonly string[];
  /** What OpenCV writes under these extensions; none: nothing. */
  readonly opencvExtensions: readonly string[];
  /** The options of this format. */
  readonly options: readonly OptionFacts[];
  /** The options every format has. */
  readonly commonOptions: readonly OptionFacts[];
}

/** What the runtime has to know of an option, which are not its texts. @internal */
export type OptionRules = Omit<OptionFacts, 'automatic' | 'help'>;

/** How much of the metadata a format can say. @internal */
export interface MetadataPlaces {
  /** The pixels per inch, from the first to the second, also where EXIF alone says them. */
  readonly dpi: readonly [number, number];
  /** The keywords of texts; without, a text may have each. */
  readonly keywords?: readonly string[];
  readonly maxExifBytes?: number;
  readonly maxTextBytes?: number;
  /** EXIF's entries become entries of the file, so that their places change. */
  readonly movesExif?: boolean;
}

/** What the runtime has to know of a format. @internal */
export interface FormatRules extends Omit<FormatFacts, 'options' | 'commonOptions'> {
  /** How its files begin, any of them: bytes in hexadecimal digits, `..` for one that may be anything. */
  readonly signatures: readonly string[];
  /** Alpha that is opaque everywhere is stored like any other: what always has alpha is looked at before. */
  readonly storesOpaqueAlpha: boolean;
  readonly places: MetadataPlaces;
  readonly options: readonly OptionRules[];
  readonly commonOptions: readonly OptionRules[];
}

/** A format, or anything that names one: an alias, an extension, a MIME type, a file name or a path. */
export type FormatName = Format | (string & {});
