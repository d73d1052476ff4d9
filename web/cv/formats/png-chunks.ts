// The chunks of a PNG that stand ahead of its pixels.

/** @internal */
export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const SIGNATURE = 8;
/** Its length, its type and its checksum. */
const FRAME = 12;

/** @internal */
export function* chunksAhead(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = SIGNATURE; at + FRAME <= bytes.length; at += FRAME + view.getUint32(at)) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const size = view.getUint32(at);
    if (type === 'IDAT' || at + FRAME + size > bytes.length) return;
    yield { type, data: bytes.subarray(at + 8, at + 8 + size) };
  }
}

/** @internal */
export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
