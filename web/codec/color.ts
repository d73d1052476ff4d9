// The color space of pixels on its way into a file: from the caller, the source or the pixels' own, in the form that the
// format has, and only if it is one for the samples that are written.
import { isSrgb, profileOfCicp } from '../color/cicp.js';
import { displayP3Cicp, displayP3Profile } from '../color/display-p3.js';
import { profileFor, same, spaceOf, type Space } from '../color/icc.js';
import { mismatch, formatValue } from '../core/error.js';
import { formats } from '../generated/formats.js';
import type { MetadataPlaces } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { Cicp, DecodedMetadata, CheckedMetadata } from '../types/metadata.js';
import type { CodecOptions } from '../types/options.js';
import type { Written } from '../types/picture.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { colorChannels } from './encode.js';

/** The color space of the pictures. */
export interface ColorMetadata extends Pick<CheckedMetadata, 'icc' | 'cicp'> {
  /** The profile of each picture, where they differ. */
  readonly pages?: readonly (Uint8Array | undefined)[] | undefined;
}

/** What decides which color space goes along. */
interface Target extends Pick<Written, 'format' | 'warn'> {
  readonly space: Space;
  /** Whether the caller asked for it. */
  readonly asked: boolean;
  /** Whether the encoder may choose a palette of colors for gray, which no profile is for. */
  readonly unsure: boolean;
}

export function colorFor(written: Written): ColorMetadata {
  const { format, options, request, frames, warn } = written;
  const { given, read, carried } = request;
  const first = frames[0];
  const spaces = frames.map((frame) => writtenSpace(format, options, frame));
  if (given.icc || given.cicp) {
    const profiles = given.icc ? checkedProfiles(format, given.icc, frames, spaces) : [];
    const [icc] = profiles;
    if (profiles.some((profile) => profile !== icc)) return { pages: profiles };
    return { ...(icc && { icc }), ...(given.cicp && { cicp: given.cicp }) };
  }
  const named = read.icc || read.cicp;
  if (!first || (carried === 'none' && !named) || statedByOptions(options)) return {};
  const own: ColorMetadata[] = [];
  frames.forEach((frame, i) => {
    const space = spaces[i]!;
    const unsure = options['colors'] !== undefined && space === 'GRAY';
    const target: Target = { format, warn, space, unsure, asked: carried === 'keep' || named !== undefined };
    // Most often all are of one file.
    const again = i > 0 && space === spaces[i - 1] && (named || isAlike(frame, frames[i - 1]!));
    own.push(again ? own[i - 1]! : fittedColor(named ? read : pixelColor(frame), target));
  });
  if (own.every((color) => isSame(color, own[0]!))) return own[0]!;
  if (formats[format].sequence === 'pages') return { pages: own.map(({ icc }) => icc) };
  throw mismatch(
    'unsupported-image',
    'colorSpace',
    "the same for every picture of the file (metadata 'none' leaves it out)",
    'several',
    {
      format,
      option: 'colorSpace',
    },
  );
}

function isAlike(a: SourcePixels, b: SourcePixels): boolean {
  const sameFile = a.metadata?.icc === b.metadata?.icc && a.metadata?.cicp === b.metadata?.cicp;
  return (
    sameFile &&
    a.colorSpace === b.colorSpace &&
    a.channels === b.channels &&
    a.extraChannels === b.extraChannels &&
    a.order === b.order
  );
}

/** PNG has options for its own words. */
const statedByOptions = (options: CodecOptions): boolean =>
  ['srgb', 'gamma'].some((name) => options[name] !== undefined);

/** The color space that the pixels are in. Grays of Display P3 are those of sRGB. */
function pixelColor(frame: SourcePixels): Pick<CheckedMetadata, 'icc' | 'cicp'> {
  const { metadata, colorSpace, order } = frame;
  if (colorSpace === 'display-p3' && colorChannels(frame) >= 3) return { icc: displayP3Profile(), cicp: displayP3Cicp };
  const { icc, cicp } = (metadata ?? {}) as Partial<Record<keyof DecodedMetadata, unknown>>;
  return {
    ...(icc instanceof Uint8Array && icc.length > 0 && { icc }),
    ...(isCicp(cicp) && order !== 'cmyk' && { cicp }),
  };
}

const isCicp = (cicp: unknown): cicp is Cicp =>
  Array.isArray(cicp) &&
  cicp.length === 4 &&
  cicp.every((code) => Number.isInteger(code) && (code as number) >= 0 && (code as number) <= 255);

/** The color space in the form that the format has; what has none is told. */
function fittedColor(
  { icc, cicp }: Pick<CheckedMetadata, 'icc' | 'cicp'>,
  { format, space, warn, asked, unsure }: Target,
): ColorMetadata {
  if (unsure && icc) {
    warn(
      `the color profile was left out: with colors, ${format} may hold gray as a palette, for which a gray profile is none`,
      asked,
    );
    return { ...(cicp && { cicp }) };
  }
  const carried: readonly string[] = formats[format].metadata;
  const warnOf = (what: string): void => warn(`${what}: ${format} holds RGB`, asked);
  const states = cicp !== undefined && carried.includes('cicp') && hasPlaceFor(cicp, formats[format].places);
  if (!carried.includes('icc')) {
    if (states) return { cicp: ofRgb(cicp, warnOf) };
    if (icc || (cicp && !isSrgb(cicp)))
      warn(`the color space was left out, for which ${format} has no place: the samples stay as they are`, asked);
    return {};
  }
  let profile = icc && profileFor(space, icc);
  if (icc && !profile)
    warn(`the color profile was left out: ${kindOf(icc)}, where ${format} holds ${nameOf(space)} here`, asked);
  if (!cicp) return { ...(profile && { icc: profile }) };
  if (states) return { ...(profile && { icc: profile }), cicp: ofRgb(cicp, warnOf) };
  if (!profile && !isSrgb(cicp) && space !== 'CMYK') {
    profile = profileOfCicp(cicp, space === 'GRAY');
    if (!profile)
      warn(
        `the color space cICP ${cicp.join(', ')} was left out: ${format} has no place for it, and no profile says the same`,
        asked,
      );
  }
  return { ...(profile && { icc: profile }) };
}

/** The numbers without a matrix. */
function ofRgb([primaries, transfer, matrix, fullRange]: Cicp, warn: (what: string) => void): Cicp {
  if (matrix !== 0) warn(`cICP's matrix ${matrix} became 0`);
  return [primaries, transfer, 0, fullRange];
}

/** Whether a format that carries cICP can state these. Those that know spaces by name know none with a narrow range. */
function hasPlaceFor([primaries, transfer, , fullRange]: Cicp, places: MetadataPlaces): boolean {
  const { cicpPrimaries, cicpTransfers } = places;
  const known = (numbers: readonly number[] | undefined, number: number): boolean =>
    numbers === undefined || (fullRange === 1 && numbers.includes(number));
  return known(cicpPrimaries, primaries) && known(cicpTransfers, transfer);
}

/** The caller's profile for the samples of each picture, or an error. */
function checkedProfiles(
  format: Format,
  profile: Uint8Array,
  frames: readonly SourcePixels[],
  spaces: readonly Space[],
): Uint8Array[] {
  const refuse = (expected: string, actual: string): Error =>
    mismatch('invalid-option', "option 'metadata.icc'", expected, actual, { format, option: 'metadata' });
  const own = spaceOf(profile);
  if (own === undefined)
    throw refuse(
      "an ICC profile (at least 132 bytes, its size in the first four, 'acsp' at byte 36)",
      `${profile.length} bytes that are none`,
    );
  const wrong = spaces.find((space) => space !== own);
  if (wrong === undefined) return [profile];
  // Gray pictures among others, or in a format of RGB alone, have the same tones.
  const mixed = spaces.includes(own as Space) || (own === 'GRAY' && frames.every((frame) => colorChannels(frame) < 3));
  const made = new Map([...new Set(spaces)].map((space) => [space, mixed ? profileFor(space, profile) : undefined]));
  if ([...made.values()].every((one) => one !== undefined)) return spaces.map((space) => made.get(space)!);
  throw refuse(`a profile for the ${nameOf(wrong)} that ${format} holds here`, kindOf(profile));
}

function kindOf(profile: Uint8Array): string {
  const space = spaceOf(profile);
  return space === undefined ? 'bytes that are no ICC profile' : `one for ${nameOf(space)}`;
}

const nameOf = (space: string): string =>
  ({ 'RGB ': 'RGB', GRAY: 'gray', CMYK: 'CMYK' })[space] ?? formatValue(space.trim());

/** What the samples in the file are. */
function writtenSpace(format: Format, options: CodecOptions, frame: SourcePixels): Space {
  const gray = colorChannels(frame) < 3 || options['toGray'] === true;
  if (options['colorSpace'] === 'gray') return 'GRAY';
  if (frame.order === 'cmyk') return 'CMYK';
  // A palette of the caller gives gray samples colors.
  const colored = options['colorTable'] !== undefined;
  return gray && formats[format].channels.includes(1) && !colored ? 'GRAY' : 'RGB ';
}

/** Whether two pictures bring the same color space along. */
export const hasSameColor = (a: SourcePixels, b: SourcePixels): boolean =>
  isAlike(a, b) || isSame(pixelColor(a), pixelColor(b));

function isSame(a: ColorMetadata, b: ColorMetadata): boolean {
  const sameProfile = a.icc === b.icc || (a.icc !== undefined && b.icc !== undefined && same(a.icc, b.icc));
  return sameProfile && a.cicp?.join() === b.cicp?.join();
}
