// ICC profiles as files carry them: what kind of samples they are for, and the profile for another kind that says the same.
import { SRGB_PRIMARIES, tagsOfPrimaries } from './primaries.js';
import { makeProfile } from './profile.js';

/** What samples are, by the four letters that profiles use. */
export type Space = 'GRAY' | 'RGB ' | 'CMYK';

const HEADER = 128;

/** The space of the samples that a profile is for; none when these bytes are no profile. */
export function spaceOf(profile: Uint8Array): string | undefined {
  if (profile.length < HEADER + 4 || letters(profile, 36) !== 'acsp') return undefined;
  const size = word(profile, 0);
  return size >= HEADER + 4 && size <= profile.length ? letters(profile, 16) : undefined;
}

/** The profile for samples of that space: itself, or one that shows them alike; none when there is no such thing. */
export function profileFor(space: Space, profile: Uint8Array): Uint8Array | undefined {
  const own = spaceOf(profile);
  if (own === space) return profile;
  // Tones mean the same over XYZ only.
  if (own === undefined || letters(profile, 20) !== 'XYZ ' || tagOf(profile, 'A2B0')) return undefined;
  if (own === 'GRAY' && space === 'RGB ') {
    const tones = tagOf(profile, 'kTRC');
    // Equal parts of red, green and blue are gray with any primaries.
    return (
      tones &&
      makeProfile('RGB ', 'Gray as RGB', [...tagsOfPrimaries(SRGB_PRIMARIES)!, [['rTRC', 'gTRC', 'bTRC'], [...tones]]])
    );
  }
  if (own === 'RGB ' && space === 'GRAY') {
    const [red, green, blue] = ['rTRC', 'gTRC', 'bTRC'].map((name) => tagOf(profile, name));
    const alike = red && green && blue && same(red, green) && same(green, blue);
    return alike ? makeProfile('GRAY', 'Gray of RGB', [[['kTRC'], [...green]]]) : undefined;
  }
  return undefined;
}

function tagOf(profile: Uint8Array, name: string): Uint8Array | undefined {
  const end = Math.min(HEADER + 4 + 12 * word(profile, HEADER), profile.length - 11);
  for (let at = HEADER + 4; at < end; at += 12) {
    if (letters(profile, at) !== name) continue;
    const [offset, size] = [word(profile, at + 4), word(profile, at + 8)];
    return offset + size <= profile.length && size >= 8 ? profile.subarray(offset, offset + size) : undefined;
  }
  return undefined;
}

/** Whether two blocks have the same bytes. */
export const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]));

const letters = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

const word = (bytes: Uint8Array, at: number): number =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
