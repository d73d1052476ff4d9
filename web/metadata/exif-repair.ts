// EXIF blocks that are to become tags of a TIFF: entries that lead out of the block, and maker notes that would point to
// nowhere, are taken out, so that the rest can stay.
import { ENTRY_BYTES, EXIF_DIRECTORY, GPS_DIRECTORY, INTEROPERABILITY_DIRECTORY, parse } from './exif-directory.js';

/** Bytes of a value, by its type; those of TIFF, and UTF-8 of EXIF 3.0. */
const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  129: 1,
};

const MAKER_NOTE = 0x927c;

/** How maker notes begin whose offsets count from their own start, so that they can be moved. */
const movable = [
  'Nikon\0\x02',
  'OLYMPUS\0',
  'OM SYSTEM\0',
  'FUJIFILM',
  'Apple iOS\0',
  'PENTAX \0',
  'RICOH\0',
  'LEICA\0\x08',
  'LEICA\0\x09',
];

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
      const inside =
        size > 0 && (size <= 4 || field + size <= copy.length) && (budget -= 12 + (size > 4 ? size : 0)) >= 0;
      const reachable =
        !isPointer || (inside && visit(field, tag === EXIF_DIRECTORY ? [INTEROPERABILITY_DIRECTORY] : []));
      const stays = tag !== MAKER_NOTE || size <= 4 || !inside || isMovable(view, field, size);
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

/** How many bytes stand in front of the directory of a maker note: its maker's mark, or none. */
const marks = [0, 6, 8, 10, 12, 18];

function isMovable(view: DataView, start: number, size: number): boolean {
  const mark = String.fromCharCode(...Array.from({ length: Math.min(size, 12) }, (_, i) => view.getUint8(start + i)));
  if (movable.some((begin) => mark.startsWith(begin))) return true;
  return !marks.some((skipped) => [true, false].some((little) => countsFromBlock(view, start, size, skipped, little)));
}

/** Whether a directory stands there whose entries lead to places in the block rather than in the note. */
function countsFromBlock(view: DataView, start: number, size: number, skipped: number, little: boolean): boolean {
  if (skipped + 2 > size) return false;
  const at = start + skipped;
  const count = view.getUint16(at, little);
  if (count === 0 || skipped + 2 + ENTRY_BYTES * count > size) return false;
  let [inNote, inBlock] = [0, 0];
  for (let entry = at + 2; entry < at + 2 + ENTRY_BYTES * count; entry += ENTRY_BYTES) {
    const unit = typeBytes[view.getUint16(entry + 2, little)];
    if (unit === undefined) return false;
    const bytes = unit * view.getUint32(entry + 4, little);
    const place = view.getUint32(entry + 8, little);
    if (bytes <= 4) continue;
    if (place >= start && place + bytes <= start + size) ++inBlock;
    else if (place + bytes <= size) ++inNote;
    else if (place + bytes <= view.byteLength) ++inBlock;
  }
  return inBlock > inNote;
}
