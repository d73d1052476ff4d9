// A Node process with one peer: a line of JSON in, a line of JSON out.
// Usage: node child.mjs <peer>      requests on stdin, answers on file descriptor 3, because packages print to stdout
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadPeer } from '../peers/index.mjs';
import { Encoder } from './encoder.mjs';
import { wasmMemory } from './wasm-memory.mjs';

const encoder = new Encoder(await loadPeer(process.argv[2]));

const commands = {
  picture({ picture }) {
    const { buffer, byteOffset, byteLength } = readFileSync(picture.file);
    encoder.setPicture(picture, byteOffset === 0 ? buffer : buffer.slice(byteOffset, byteOffset + byteLength));
    globalThis.gc();
    return {};
  },
  async encode({ format, settings, out }) {
    const { milliseconds, bytes } = await encoder.encode(format, settings);
    if (out) writeFileSync(out, bytes);
    return { milliseconds, size: bytes.length };
  },
  /** Linux forgets the peak of the resident memory. */
  forgetPeak() {
    globalThis.gc();
    writeFileSync('/proc/self/clear_refs', '5');
    return residentMemory();
  },
  peak: () => ({ ...residentMemory(), wasm: wasmMemory() }),
};

/** In bytes. */
function residentMemory() {
  const status = readFileSync('/proc/self/status', 'utf8');
  const kibibytes = (name) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)[1]);
  return { now: kibibytes('VmRSS') * 1024, peak: kibibytes('VmHWM') * 1024 };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...request } = JSON.parse(line);
  let answer;
  try {
    answer = await commands[command](request);
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  writeSync(3, `${JSON.stringify(answer)}\n`);
}
process.exit();
