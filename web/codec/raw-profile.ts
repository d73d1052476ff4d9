// EXIF, IPTC and XMP as texts of a PNG: the "raw profiles" of ImageMagick and others, which are older than the chunk eXIf.

type Texts = Readonly<Record<string, string>>;

/** What a file's texts hold beside words. */
export interface RawProfiles {
  /** From its byte order on. */
  readonly exif?: Uint8Array<ArrayBuffer>;
  /** From the first data set on. */
  readonly iptc?: Uint8Array<ArrayBuffer>;
  readonly xmp?: Uint8Array<ArrayBuffer>;
  /** The other texts. */
  readonly text: Texts;
}

/** @param text - The file's texts by keyword. A profile that makes no sense stays one of them. */
export function rawProfilesOf(text: Texts): RawProfiles {
  const exif = findProfile(text, ['exif', 'APP1'], exifOf);
  const iptc = findProfile(text, ['iptc', '8bim'], iptcOf);
  const xmp = findProfile(text, ['xmp', 'APP1'], xmpOf);
  const taken = [exif, iptc, xmp].map((profile) => profile?.keyword);
  return {
    ...(exif && { exif: exif.block }),
    ...(iptc && { iptc: iptc.block }),
    ...(xmp && { xmp: xmp.block }),
    text: Object.fromEntries(Object.entries(text).filter(([keyword]) => !taken.includes(keyword))),
  };
}

type Block = Uint8Array<ArrayBuffer>;

function findProfile(
  text: Texts,
  kinds: readonly string[],
  blockOf: (bytes: Block) => Block | undefined,
): { keyword: string; block: Block } | undefined {
  const keyword = kinds.map((kind) => `Raw profile type ${kind}`).find((name) => text[name] !== undefined);
  const bytes = keyword === undefined ? undefined : bytesOf(text[keyword]!);
  const block = bytes && blockOf(bytes);
  return block && { keyword: keyword!, block };
}

/** A line with the kind, one with the number of bytes, then the bytes in hexadecimal. */
function bytesOf(profile: string): Block | undefined {
  const [, size, digits = ''] = /^\s*\w+\s+(\d+)\s+([\da-f\s]*)$/i.exec(profile) ?? [];
  const pairs = digits.replace(/\s/g, '').match(/../g) ?? [];
  if (pairs.length === 0 || pairs.length !== Number(size)) return undefined;
  return Uint8Array.from(pairs, (pair) => parseInt(pair, 16));
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

function exifOf(bytes: Block): Block | undefined {
  const begin = latin1(bytes.subarray(0, 8));
  if (!/^(Exif\0\0)?(II|MM)/.test(begin)) return undefined;
  return begin.startsWith('Exif') ? bytes.slice(6) : bytes;
}

/** As it stands, or behind the name that JPEG's segment begins with. */
function xmpOf(bytes: Block): Block | undefined {
  const name = 'http://ns.adobe.com/xap/1.0/\0';
  if (latin1(bytes.subarray(0, name.length)) === name) return bytes.slice(name.length);
  return /^\s*(\xef\xbb\xbf)?\s*<(\?xpacket|x:x[am]pmeta|rdf:RDF)/.test(latin1(bytes.subarray(0, 100)))
    ? bytes
    : undefined;
}

/** As it stands, or among Photoshop's resources (as in src/codecs/jpeg/photoshop.cc). */
function iptcOf(bytes: Block): Block | undefined {
  if (bytes[0] === 0x1c) return bytes;
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 12 <= bytes.length && latin1(bytes.subarray(at, at + 4)) === '8BIM';) {
    const data = at + 10 + ((bytes[at + 6]! + 2) & ~1);
    if (data > bytes.length) return undefined;
    const size = view.getUint32(data - 4);
    if (view.getUint16(at + 4) === 0x0404)
      return bytes[data] === 0x1c && data + size <= bytes.length ? bytes.slice(data, data + size) : undefined;
    at = data + size + (size % 2);
  }
  return undefined;
}
