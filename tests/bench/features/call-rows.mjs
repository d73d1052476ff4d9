// The rows about how a package is called: at once, row by row, without decoding, with several threads.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { holds, rgba } from './eyes.mjs';
import { large, opaque } from './samples.mjs';

const folder = () => mkdtempSync(join(tmpdir(), 'imwrite-features-'));

/** The file of a call that nothing waits for. */
async function atOnce({ writeNow, synchronous }) {
  if (synchronous) return true;
  const result = writeNow({ format: 'jpeg', image: opaque });
  return result?.length > 0 && result[0] === 0xff;
}

/** Whether bytes come before the last rows are asked for, and the file holds them all. */
async function rowByRow({ writeRows }) {
  const picture = large(3);
  const stride = picture.width * 3;
  const chunks = [];
  let early = 0;
  function* rows() {
    for (let y = 0; y < picture.height; y += 50) {
      if (y > picture.height / 2) early ||= chunks.length;
      yield picture.data.slice(y * stride, (y + 50) * stride);
    }
  }
  await writeRows(picture, rows(), (bytes) => void chunks.push(Buffer.from(bytes)));
  const place = folder();
  const file = join(place, 'file.png');
  writeFileSync(file, Buffer.concat(chunks));
  const whole = await holds(file, picture, 'pillow');
  rmSync(place, { recursive: true });
  return whole && early > 0;
}

/** A JPEG turned as jpegtran turns it: the same coefficients, so the same pixels. */
async function turned({ rotate, write }) {
  const place = folder();
  const [before, wanted, after] = ['before', 'wanted', 'after'].map((name) => join(place, `${name}.jpg`));
  const jpeg = await write({ format: 'jpeg', image: opaque, quality: 85 });
  writeFileSync(before, jpeg);
  await promisify(execFile)('jpegtran', ['-rotate', '90', '-outfile', wanted, before]);
  writeFileSync(after, await rotate(new Uint8Array(jpeg)));
  const same = (await rgba(after)).equals(await rgba(wanted));
  rmSync(place, { recursive: true });
  return same;
}

/** The processor time of each thread of this process so far, in ticks: { id: ticks }. */
function ticks() {
  const times = readdirSync('/proc/self/task').map((id) => {
    // The name, in brackets, may hold spaces; utime and stime are the 14th and 15th field.
    const fields = readFileSync(`/proc/self/task/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [id, Number(fields[11]) + Number(fields[12])];
  });
  return Object.fromEntries(times);
}

const SHARE = 0.2;
const ROUNDS = 5;

/**
 * Whether at least two threads do a fifth of the work each when one picture is written. Each call is looked at by itself:
 * a pool may give every call to another thread.
 */
const severalThreads =
  (format) =>
  async ({ write, writeWithWorkers = write, threadTimes }) => {
    const ask = { format, image: large(4) };
    const calls = threadTimes ? [await threadTimes(ask)] : await timesOf(() => writeWithWorkers(ask));
    const shared = calls.filter((times) => {
      const total = times.reduce((sum, time) => sum + time, 0);
      return times.filter((time) => time > total * SHARE).length > 1;
    });
    return shared.length > calls.length / 2;
  };

async function timesOf(work) {
  await work();
  const calls = [];
  for (let round = 0; round < ROUNDS; ++round) {
    const before = ticks();
    await work();
    calls.push(Object.entries(ticks()).map(([id, time]) => time - (before[id] ?? 0)));
  }
  return calls;
}

export const callRows = [
  { title: 'synchronous call', tries: [{ name: '', run: atOnce }] },
  { title: 'row by row: rows in, bytes out meanwhile', tries: [{ name: '', run: rowByRow }] },
  { title: 'a JPEG rotated without loss', tries: [{ name: '', run: turned }] },
  {
    title: 'several threads for one picture',
    // The threads of a browser are not ours to watch.
    inPage: false,
    tries: [
      { name: 'JPEG', run: severalThreads('jpeg') },
      { name: 'PNG', run: severalThreads('png') },
    ],
  },
];
