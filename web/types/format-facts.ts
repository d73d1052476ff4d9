// What a format and its options are.
import type { Format } from './generated.js';
import type { SampleType } from './sample-type.js';

/**
 * What a rule asks of one option: `true`, that it is given as another value than its default, `false`, that it is not, or that its
 * value (the default, where none is given) is one of some, or none of them, or below a number, or not.
 */
export type OptionTest =
  | boolean
  | { readonly in: readonly (string | number | boolean)[] }
  | { readonly notIn: readonly (string | number | boolean)[] }
  | { readonly below: number }
  | { readonly notBelow: number };

/**
 * What a rule asks of several options, by their names, and of the image as it is written: `image.layout` is `gray`, `gray-alpha`,
 * `rgb`, `rgba` or `cmyk`, `image.samples` as in `sampleTypes`, `image.precision` is in bits, `image.extraChannels` and
 * `image.animation` are true or false.
 */
export type OptionCondition = Readonly<Record<string, OptionTest>>;

/** What an option asks for, where it is given as another value than its default: `must`, or the call is an error. */
export interface OptionDemand {
  /** `needs`: without it the option has no effect. `excludes`: with something else it would contradict it. */
  readonly kind: 'needs' | 'excludes';
  /** The values of the option that ask for it. Default: all. */
  readonly for?: OptionTest;
  /** Where it asks for it. Default: everywhere. */
  readonly when?: OptionCondition;
  readonly must: OptionCondition;
}

/** One option of a format: its type, range or choices, its default, and what it goes with. */
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
  /** The value of an unset option; `null` when it depends on the image (see `automatic`). */
  readonly default: number | boolean | string | null;
  /** A value other than the default needs the module `<format>-<module>-encode` in place of `<format>-encode`. */
  readonly module?: string;
  /** The one choice that needs it, if the others do not. */
  readonly moduleChoice?: string;
  /** Numbers from this one on need it, if smaller ones do not. */
  readonly moduleFrom?: number;
  /** How many times as long an encode takes with the largest number, or with a value other than the default: a rough factor. */
  readonly slower?: number;
  /** Each of these conditions leaves the option without effect. */
  readonly idle?: readonly OptionCondition[];
  /** Under each of these conditions another option takes the place of this one, which may still have an effect. */
  readonly replaced?: readonly OptionCondition[];
  /** For `maxBytes`: the option that is searched, one that is not taken beside it, or one that leaves nothing to search. */
  readonly size?: 'searched' | 'rival' | 'fixes';
  /** Of the one that is searched, where sizes do not quite rise with it: how far beyond a search looks, and from which share above the limit on no more. */
  readonly dips?: { readonly reach: number; readonly near: number };
  /** `common`: one of the few that most callers want. */
  readonly level: 'common' | 'advanced';
  /** What an unset option does, when its default is not a plain value. */
  readonly automatic?: string;
  readonly help: string;
  /** What the option goes with, in words. */
  readonly note?: string;
  /** What it goes with. */
  readonly demands?: readonly OptionDemand[];
  /** Whether the default, where it is given, counts as a value like others in `demands`. */
  readonly defaultCounts?: boolean;
}

/** What people are told of an option. @internal */
export type OptionTexts = Pick<OptionFacts, 'level' | 'automatic' | 'help' | 'note' | 'demands' | 'defaultCounts'>;

/** What a format is and what its encoder takes. */
export interface FormatFacts {
  readonly name: Format;
  /** The name for people, such as `JPEG`. */
  readonly title: string;
  /** Such as `image/jpeg`. */
  readonly mimeType: string;
  /** Without the dot, the usual one first. */
  readonly extensions: readonly string[];
  /** How its files begin, in one of these ways: bytes in hexadecimal digits, `..` for one that may be anything. */
  readonly signatures: readonly string[];
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
  /** Whether `imread` reads its files. */
  readonly readable: boolean;
  /** What several pictures in one file are. */
  readonly sequence: 'none' | 'pages' | 'animation';
  /** Animations need the module `<format>-<animationModule>-encode` in place of `<format>-encode`. */
  readonly animationModule?: string;
  /** The members of `metadata` that the format can store. */
  readonly metadata: readonly string[];
  /** What OpenCV writes under these extensions; none: nothing. */
  readonly opencvExtensions: readonly string[];
  /** By extension: the option that a file of it is written with, where the caller does not say otherwise. */
  readonly extensionOptions?: Readonly<Record<string, string>>;
  /** The options of this format. */
  readonly options: readonly OptionFacts[];
  /** The options every format has. */
  readonly commonOptions: readonly OptionFacts[];
}

/** What the runtime has to know of an option, which are not its texts. @internal */
export type OptionRules = Omit<OptionFacts, keyof OptionTexts>;

/** How much of the metadata a format can say. @internal */
export interface MetadataPlaces {
  /** The pixels per inch, from the first to the second, also where EXIF alone says them. */
  readonly dpi: readonly [number, number];
  /** With these options a resolution has a place in EXIF only. */
  readonly dpiDisplacedBy?: readonly OptionCondition[];
  /** The keywords of texts; without, a text may have each. */
  readonly keywords?: readonly string[];
  readonly maxExifBytes?: number;
  readonly maxTextBytes?: number;
  /** EXIF's entries become entries of the file, so that their places change. */
  readonly movesExif?: boolean;
  /** The color primaries and the transfer functions of cICP; without, a file may state each. */
  readonly cicpPrimaries?: readonly number[];
  readonly cicpTransfers?: readonly number[];
}

/** What the runtime has to know of a format. @internal */
export interface FormatRules extends Omit<FormatFacts, 'options' | 'commonOptions' | 'readable'> {
  /** Alpha that is opaque everywhere is stored like any other: what always has alpha is looked at before. */
  readonly storesOpaqueAlpha: boolean;
  readonly places: MetadataPlaces;
  readonly options: readonly OptionRules[];
  readonly commonOptions: readonly OptionRules[];
}

/** A format, or anything that names one: an alias, an extension, a MIME type, a file name or a path. */
export type FormatName = Format | (string & {});
