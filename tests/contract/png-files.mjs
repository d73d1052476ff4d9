// PNG files made chunk by chunk, right ones and wrong ones.
import { crc32, deflateSync } from 'node:zlib';

/** A chunk with its length and checksum. */
export function chunk(type, data = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

export const signature = Buffer.from('89504e470d0a1a0a', 'hex');

export function header(width, height, depth, type) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  data.set([depth, type], 8);
  return chunk('IHDR', data);
}

const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The bytes of the rows, each behind a filter type of 0, by zlib. */
export function stream(samples, width, height, depth, type) {
  const rowBytes = Math.ceil((width * channels[type] * depth) / 8);
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.from([0]), Buffer.from(samples).subarray(y * rowBytes, (y + 1) * rowBytes)]),
  );
  return deflateSync(Buffer.concat(rows));
}

/** A file of 8 bits a sample; `before` and `behind` are chunks around the pixels, `change` makes another stream of theirs. */
export function png({
  samples,
  width,
  height,
  depth = 8,
  type,
  before = [],
  behind = [],
  change = (bytes) => bytes,
  end = [chunk('IEND')],
}) {
  const idat = chunk('IDAT', change(stream(samples, width, height, depth, type)));
  return Buffer.concat([signature, header(width, height, depth, type), ...before, idat, ...behind, ...end]);
}
