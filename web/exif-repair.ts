// EXIF blocks that are to become tags of a TIFF: entries that lead out of the block, and maker notes that would point to
// nowhere, are taken out, so that the rest can stay.
import { EXIF_DIRECTORY, GPS_DIRECTORY, INTEROPERABILITY_DIRECTORY, parse } from './exif-directory.js';

/** Bytes of a value, by its type; those of TIFF, and UTF-8 of EXIF 3.0. */
const typeBytes: Readonly<Record<number, number>> = {
  1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1,
};

const MAKER_NOTE = 0x927c;

/** How maker notes begin whose offsets count from their own start, so that they can be moved. */
const movable = ['Nikon\0\x02', 'OLYMPUS\0', 'OM SYSTEM\0', 'FUJIFILM', 'Apple iOS\0', 'PENTAX \0', 'RICOH\0', 'LEICA\0\x08', 'LEICA\0\x09'];

interface Repaired {
  /** None: there is nothing left that could be read. */
  readonly block: Uint8Array | undefined;
  /** Tags that were taken out because they lead out of the block. */
  readonly damaged: readonly number[];
  readonly makerNote: boolean;
}

/** A copy without what cannot go along; the block itself when all of it can. */
export function repairedExif(block: Uint8Array): Repaired {
  const copy = block.slice();
  const { view, little } = parse(copy);
  const mark = String.fromCharCode(...copy.subarray(0, 4));
  if (mark !== 'II*\0' && mark !== 'MM\0*') return { block: undefined, damaged: [], makerNote: false };
  const damaged: number[] = [];
  let makerNote = false;
  // What entries hold is not more than the block in all, or they lead to one another.
  let budget = copy.length;
  const visit = (offset: number, pointers: readonly number[]): boolean => {
    const { entries } = parse(copy, offset);
    if (offset === 0 || offset + 2 > copy.length) return false;
    if (entries.length < view.getUint16(offset, little)) view.setUint16(offset, entries.length, little);
    for (const { tag, type, count, field, at } of entries) {
      const isPointer = pointers.includes(tag);
      const size = (typeBytes[type] ?? 0) * count;
      const inside = size > 0 && (size <= 4 || field + size <= copy.length) && (budget -= 12 + (size > 4 ? size : 0)) >= 0;
      const reachable = !isPointer || (inside && visit(field, tag === EXIF_DIRECTORY ? [INTEROPERABILITY_DIRECTORY] : []));
      const stays = tag !== MAKER_NOTE || isMovable(copy.subarray(field, field + size));
      // An entry of no values is none.
      if (!inside || !reachable || !stays) view.setUint32(at + 4, 0, little);
      if (count > 0 && !(inside && reachable)) damaged.push(tag);
      makerNote ||= inside && !stays;
    }
    return true;
  };
  const whole = visit(view.getUint32(4, little), [EXIF_DIRECTORY, GPS_DIRECTORY]);
  return { block: !whole ? undefined : damaged.length > 0 || makerNote ? copy : block, damaged, makerNote };
}

function isMovable(note: Uint8Array): boolean {
  const start = String.fromCharCode(...note.subarray(0, 12));
  return movable.some((begin) => start.startsWith(begin));
}
