// Asks a package for what a row wants, and gives a mark: true, false, the names of the tries that succeeded, or undefined.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const extensions = { jpeg: 'jpg', png: 'png', webp: 'webp', tiff: 'tif' };
let count = 0;
const starts = { jpeg: [0xff, 0xd8], png: [0x89, 0x50], webp: [0x52, 0x49], tiff: [] };

async function bytesOf(adapter, ask) {
  const wishes = Object.fromEntries(Object.entries(ask).filter(([, value]) => value !== undefined));
  const bytes = new Uint8Array(await adapter.write(wishes));
  if (bytes.length === 0 || starts[ask.format].some((byte, i) => bytes[i] !== byte))
    throw new Error(`gives something else than ${ask.format}`);
  return bytes;
}

/** `say(name, reason)` hears why a try failed. */
export async function mark(adapter, row, folder, say) {
  if (adapter.inPage && row.inPage === false) return undefined;
  if (row.refuses) {
    const taken = await bytesOf(adapter, row.refuses).then(
      () => true,
      (error) => (say('', error.message), false),
    );
    return !taken;
  }
  const succeeded = [];
  for (const one of row.tries) {
    if (await succeeds(adapter, one, folder, (reason) => say(one.name, reason))) succeeded.push(one.name);
  }
  if (succeeded.length === row.tries.length || succeeded.length === 0) return succeeded.length > 0;
  return succeeded.join(', ');
}

async function succeeds(adapter, { ask, judge, run }, folder, say) {
  try {
    if (run) return (await run(adapter)) || (say('not so'), false);
    const bytes = await bytesOf(adapter, ask);
    // A name of its own: libvips remembers what it has read from a path.
    const file = join(folder, `${++count}.${extensions[ask.format]}`);
    writeFileSync(file, bytes);
    const good = await judge(file, { ask, bytes, again: (changes) => bytesOf(adapter, { ...ask, ...changes }) });
    if (!good) say('written, but the file is not so');
    return good;
  } catch (error) {
    say(
      String(error?.message ?? error)
        .trim()
        .split('\n')[0],
    );
    return false;
  }
}
