// Where the bytes of a file went: its parts by chunk, segment or tag. One reader for each family of containers; containers.json says
// which formats are of which, by their first bytes.

/** `[{ name, kind, bytes }]` in order of first appearance, parts of a name together; kinds are pixels, structure and metadata. */
export function partsOf(bytes, containers) {
  const start = hex(bytes.subarray(0, 8));
  const container = containers.find(({ signature }) => start.startsWith(signature));
  const parts = new Map();
  if (!container) return [{ name: 'file', kind: 'pixels', bytes: bytes.length }];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let counted = 0;
  for (const [name, length] of families[container.family](bytes, view, container)) {
    parts.set(name, (parts.get(name) ?? 0) + length);
    counted += length;
  }
  if (counted < bytes.length) parts.set('other', bytes.length - counted);
  return [...parts].map(([name, length]) => ({ name, kind: kindOf(name, container), bytes: length }));
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const textOf = (bytes) => String.fromCharCode(...bytes);

function kindOf(name, { pixels, structure }) {
  if (pixels.includes(name)) return 'pixels';
  return structure.includes(name) || name === 'signature' ? 'structure' : 'metadata';
}

const families = { blocks, chunks, segments, directories, offset, fixed, text, items };

function* chunks(bytes, view, { start, lengthAt, nameAt, overhead, little, padded }) {
  yield ['signature', start];
  for (let at = start; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + lengthAt, little);
    // A length of 0 that counts itself is one up to the end.
    const whole = overhead + length + (padded ? length % 2 : 0) || bytes.length - at;
    yield [textOf(bytes.subarray(at + nameAt, at + nameAt + 4)), whole];
    at += whole;
  }
}

function* segments(bytes, view, { names }) {
  yield ['start', 2];
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = bytes[at + 1];
    if (marker === 0xd9) return yield ['end', 2];
    const name = names[marker.toString(16)] ?? `marker ${marker.toString(16).toUpperCase()}`;
    let end = at + 2 + view.getUint16(at + 2);
    // After a scan's header come its samples, up to a marker that is none of a restart.
    if (name === 'scan')
      while (
        end + 1 < bytes.length &&
        (bytes[end] !== 0xff || bytes[end + 1] === 0 || (bytes[end + 1] & 0xf8) === 0xd0)
      )
        ++end;
    yield [name, end - at];
    at = end;
  }
}

const sizes = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8 };
const LENGTHS_OF_PIXELS = [279, 325]; // of strips, of tiles
const MANY = 1000; // more directories than a file that is shown here has

function* directories(bytes, view, { little }) {
  yield ['header', 8];
  const waiting = [view.getUint32(4, little)];
  for (let count = 0; waiting.length > 0 && count < MANY; ++count) {
    const start = waiting.pop();
    if (start === 0) continue;
    const entries = view.getUint16(start, little);
    yield ['directory', 2 + entries * 12 + 4];
    for (let at = start + 2; at < start + 2 + entries * 12; at += 12) {
      const [tag, type] = [view.getUint16(at, little), view.getUint16(at + 2, little)];
      const number = view.getUint32(at + 4, little);
      const length = number * (sizes[type] ?? 1);
      const values = length > 4 ? view.getUint32(at + 8, little) : at + 8;
      if (length > 4) yield [`tag ${tag}`, length];
      if (!LENGTHS_OF_PIXELS.includes(tag)) continue;
      let pixels = 0;
      for (let one = 0; one < number; ++one)
        pixels += type === 3 ? view.getUint16(values + one * 2, little) : view.getUint32(values + one * 4, little);
      yield ['pixels', pixels];
    }
    waiting.push(view.getUint32(start + 2 + entries * 12, little));
  }
}

/** A screen and images, each of which may have a color table, and extensions; data in sub-blocks, up to an empty one. */
function* blocks(bytes, _view, { names }) {
  const tableOf = (flags) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const dataAt = (start) => {
    let at = start;
    while (bytes[at] > 0) at += 1 + bytes[at];
    return at + 1;
  };
  yield ['header', 13];
  if (tableOf(bytes[10]) > 0) yield ['colors', tableOf(bytes[10])];
  for (let at = 13 + tableOf(bytes[10]); at < bytes.length;) {
    const [kind, label] = bytes.subarray(at, at + 2);
    if (kind === 0x3b) return yield ['end', 1];
    const isImage = kind === 0x2c;
    const table = isImage ? tableOf(bytes[at + 9]) : 0;
    const end = dataAt(at + (isImage ? 11 + table : 2));
    const name = isImage ? 'image' : names[label.toString(16).padStart(2, '0')];
    const application = name === 'application' && textOf(bytes.subarray(at + 3, at + 14));
    if (table > 0) yield ['colors', table];
    yield [application ? (names[application] ?? application.slice(0, 8).trim()) : name, end - at - table];
    at = end;
  }
}

function* offset(bytes, view, { at }) {
  yield* fixed(bytes, view, { bytes: view.getUint32(at, true) });
}

function* fixed(bytes, _view, { bytes: length }) {
  yield ['header', length];
  yield ['pixels', bytes.length - length];
}

/** Boxes in boxes; the last one holds items, whose types and lengths are in others. */
function* items(bytes, view, { inside, profile }) {
  const named = (start, end) => {
    const boxes = [];
    for (let at = start; at + 8 <= end; at += view.getUint32(at))
      boxes.push({ name: textOf(bytes.subarray(at + 4, at + 8)), at, end: at + view.getUint32(at) });
    return boxes;
  };
  for (const { name, at, end } of named(0, bytes.length)) {
    if (name === inside) {
      const tables = Object.fromEntries(named(at + 12, end).map((box) => [box.name, box]));
      const types = named(tables.iinf.at + 14, tables.iinf.end).map((entry) =>
        textOf(bytes.subarray(entry.at + 16, entry.at + 20)),
      );
      const [properties] = named(tables.iprp.at + 8, tables.iprp.end);
      const profiles = named(properties.at + 8, properties.end)
        .filter((box) => textOf(bytes.subarray(box.at + 4, box.at + 12)) === profile)
        .reduce((sum, box) => sum + box.end - box.at, 0);
      yield [name, end - at - profiles];
      if (profiles > 0) yield ['profile', profiles];
      // Each: number, place, pieces, offset, length.
      for (const [i, type] of types.entries()) yield [type, view.getUint32(tables.iloc.at + 16 + 14 * i + 10)];
    } else yield [name, name === 'mdat' ? 8 : end - at];
  }
}

/** A header of text: up to a word, or of so many words and the white space behind the last one. */
function* text(bytes, view, { until, words }) {
  const start = textOf(bytes.subarray(0, 1000));
  const length = until
    ? start.indexOf(until) + until.length
    : new RegExp(`^(?:(?:#.*\\n|\\s)*[^\\s#]+){${words}}\\s`).exec(start)[0].length;
  yield* fixed(bytes, view, { bytes: length });
}
