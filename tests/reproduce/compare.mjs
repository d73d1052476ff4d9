// Compares two packages of npm pack: the first file that differs, and how.
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** What a header of a tar archive says of a file beside its name, and where: POSIX.1-1988 ustar. */
const fields = { mode: [100, 8], owner: [108, 8], group: [116, 8], 'time of change': [136, 12], kind: [156, 1] };

/** How two tarballs differ, in words, or undefined. */
export function difference(one, other) {
  if (one.equals(other)) return undefined;
  const [tar, otherTar] = [gunzipSync(one), gunzipSync(other)];
  if (tar.equals(otherTar)) return `the same archive, compressed differently: ${bytesThatDiffer(one, other)}`;
  const [files, others] = [filesIn(tar), filesIn(otherTar)];
  return differenceOfFiles(files, others) ?? `the same files, archived differently: ${bytesThatDiffer(tar, otherTar)}`;
}

/** The files of an archive by their names: { content, header }. */
function filesIn(tar) {
  const files = new Map();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const text = (start, length) =>
      tar
        .toString('latin1', at + start, at + start + length)
        .replace(/\0.*$/s, '')
        .trim();
    const size = parseInt(text(124, 12), 8);
    if (Number.isNaN(size)) throw new Error(`no tar archive: there is no size at byte ${at + 124}`);
    const name = [text(345, 155), text(0, 100)].filter(Boolean).join('/');
    const header = Object.fromEntries(
      Object.entries(fields).map(([field, [start, length]]) => [field, text(start, length)]),
    );
    files.set(name, { header, content: tar.subarray(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function differenceOfFiles(files, others) {
  const names = [...new Set([...files.keys(), ...others.keys()])].sort();
  const all = names
    .map((name) => ({ name, how: differenceOfFile(files.get(name), others.get(name)) }))
    .filter(({ how }) => how);
  if (all.length > 0) return `${all[0].name}: ${all[0].how}${all.length > 1 ? `; ${all.length} files differ` : ''}`;
  const [order, otherOrder] = [[...files.keys()], [...others.keys()]];
  const moved = order.findIndex((name, index) => name !== otherOrder[index]);
  return moved < 0 ? undefined : `${order[moved]}: stands where the other has ${otherOrder[moved]}`;
}

function differenceOfFile(file, other) {
  if (!file || !other) return `only the ${file ? 'first' : 'second'} has it`;
  if (!file.content.equals(other.content)) return bytesThatDiffer(file.content, other.content);
  const field = Object.keys(fields).find((name) => file.header[name] !== other.header[name]);
  return field && `its ${field} is ${file.header[field]} and ${other.header[field]}`;
}

/** The first byte that differs, with those around it, and the sizes. */
function bytesThatDiffer(one, other) {
  const shared = Math.min(one.length, other.length);
  let at = 0;
  while (at < shared && one[at] === other[at]) at++;
  const sizes =
    one.length === other.length ? `both have ${one.length} bytes` : `${one.length} and ${other.length} bytes`;
  return `differs from byte ${at} on (${shown(one, at)} and ${shown(other, at)}); ${sizes}`;
}

/** The bytes around a place as a text, with dots for what cannot be printed. */
function shown(bytes, at) {
  const text = bytes.toString('latin1', Math.max(0, at - 16), at + 32).replace(/[^ -~]/g, '.');
  return at < bytes.length ? `"${text}"` : 'the end';
}
