// OpenEXR files by hand: uncompressed rows of any channels, in any windows.
const text = (string) => Buffer.from(`${string}\0`, 'latin1');
const ints = (...numbers) => Buffer.from(Int32Array.from(numbers).buffer);
const floats = (...numbers) => Buffer.from(Float32Array.from(numbers).buffer);

export const attribute = (name, type, value) => Buffer.concat([text(name), text(type), ints(value.length), value]);
export const string = (name, value) => attribute(name, 'string', Buffer.from(value));

const KINDS = { uint: 0, half: 1, float: 2 };
const arrays = { uint: Uint32Array, half: Uint16Array, float: Float32Array };

/**
 * @param {object} file
 * @param {{ name: string, kind?: 'uint' | 'half' | 'float', sampling?: [number, number], value: (x: number, y: number) => number }[]} file.channels -
 * In the order of their names. `value` gives the sample at a coordinate; half floats as their bits.
 * @param {[number, number, number, number]} file.window - The data window.
 */
export function exrFile({ channels, window, display = window, compression = 0, more = [], flags = 0, table = true }) {
  const [x0, y0, x1, y1] = window;
  const list = channels.map(({ name, kind = 'float', sampling = [1, 1] }) =>
    Buffer.concat([text(name), ints(KINDS[kind], 0, ...sampling)]),
  );
  const header = Buffer.concat([
    ints(20000630, 2 | flags),
    attribute('channels', 'chlist', Buffer.concat([...list, Buffer.alloc(1)])),
    attribute('compression', 'compression', Buffer.of(compression)),
    attribute('dataWindow', 'box2i', ints(...window)),
    attribute('displayWindow', 'box2i', ints(...display)),
    attribute('lineOrder', 'lineOrder', Buffer.of(0)),
    attribute('pixelAspectRatio', 'float', floats(1)),
    attribute('screenWindowCenter', 'v2f', floats(0, 0)),
    attribute('screenWindowWidth', 'float', floats(1)),
    ...more,
    Buffer.alloc(1),
  ]);
  const blocks = [];
  for (let y = y0; y <= y1; ++y) {
    const pieces = channels.flatMap(({ kind = 'float', sampling: [across, down] = [1, 1], value }) => {
      if (y % down !== 0) return [];
      const samples = [];
      for (let x = x0; x <= x1; ++x) if (x % across === 0) samples.push(value(x, y));
      return [Buffer.from(arrays[kind].from(samples).buffer)];
    });
    const data = Buffer.concat(pieces);
    blocks.push(Buffer.concat([ints(y, data.length), data]));
  }
  let at = header.length + 8 * blocks.length;
  const offsets = blocks.map((block) => {
    const offset = at;
    at += block.length;
    return table ? offset : 0;
  });
  return Buffer.concat([header, Buffer.from(BigUint64Array.from(offsets.map(BigInt)).buffer), ...blocks]);
}
