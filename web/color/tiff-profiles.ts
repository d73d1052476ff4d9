// The profiles of a TIFF's pages, each of which may have its own.
import { ICC_PROFILE } from '../metadata/tiff-tags.js';
import { same } from './icc.js';

/** The profiles of `count` pages from page `first` on; none for a page that has none. Equal ones are one array. */
export function profilesOfTiff(bytes: Uint8Array, first: number, count: number): (Uint8Array<ArrayBuffer> | undefined)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  // BigTIFF has wider numbers, and more room in an entry.
  const word = (at: number): number => (at + 8 > bytes.length && (big || at + 4 > bytes.length) ? 0 : big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const [countBytes, entryBytes, wordBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const found: (Uint8Array<ArrayBuffer> | undefined)[] = [];
  let directory = word(big ? 8 : 4);
  for (let page = 0; page < first + count && directory > 0 && directory + countBytes <= bytes.length; ++page) {
    const entries = big ? word(directory) : view.getUint16(directory, little);
    const end = directory + countBytes + entryBytes * entries;
    if (page >= first) found.push(shared(profileIn(directory + countBytes, Math.min(end, bytes.length - entryBytes + 1)), found));
    directory = end + wordBytes <= bytes.length ? word(end) : 0;
  }
  return found;

  function profileIn(start: number, stop: number): Uint8Array<ArrayBuffer> | undefined {
    for (let at = start; at < stop; at += entryBytes) {
      if (view.getUint16(at, little) !== ICC_PROFILE) continue;
      const size = word(at + 4);
      const place = word(at + 4 + wordBytes);
      return size > wordBytes && place + size <= bytes.length ? new Uint8Array(bytes.subarray(place, place + size)) : undefined;
    }
    return undefined;
  }
}

function shared(profile: Uint8Array<ArrayBuffer> | undefined, before: readonly (Uint8Array<ArrayBuffer> | undefined)[]): Uint8Array<ArrayBuffer> | undefined {
  const last = before.at(-1);
  return profile && last && same(profile, last) ? last : profile;
}
