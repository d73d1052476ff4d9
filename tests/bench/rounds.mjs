// The measurements: warm encodes in turn, cold starts, and memory.
import { join } from 'node:path';
import { coldCase, caseNamed, memoryCases, referenceOf } from './cases.mjs';
import { judge, readOriginal } from './judge.mjs';
import { can } from './peers/index.mjs';

/** Warm is who has encoded this often and this long; the slow are not asked for more than this many milliseconds. */
const WARM_UP = { times: 3, milliseconds: 500, atMost: 3000 };
/** A peer that has had so many milliseconds sits out the other rounds. */
const PATIENCE = 10_000;

/**
 * One case on one picture: all peers warm up and are judged, then they take turns, A B C A B C.
 *
 * @param start - starts the host of a peer.
 * @returns {Promise<{ peer, times, ratios, size, psnr, ssim, subsampling, problem }[]>} `times` in milliseconds, `ratios`
 * to the reference in the same round, which comes first; `problem` says why there is nothing, or what is wrong with the output.
 */
export async function measureWarm({ one, picture, peers, start, rounds, folder, say }) {
  const original = readOriginal(picture);
  const contestants = [];
  try {
    for (const peer of contestantsOf(one, picture, peers)) {
      say(`warming up ${peer.name}`);
      const entry = { peer, result: { peer: peer.id, times: [], ratios: [] } };
      contestants.push(entry);
      const out = join(folder, `${one.name}-${picture.name}-${peer.id}.${one.format}`);
      await attempt(entry, async () => {
        entry.host = await start(peer);
        await entry.host.ask('picture', { picture });
        entry.request = { format: one.format, settings: peer.settings[one.name] };
        entry.result.size = await warmUp(entry, out);
        Object.assign(entry.result, await judge(out, one, picture, original));
      });
    }
    for (let round = 0; round < rounds; ++round) {
      say(`round ${round + 1} of ${rounds}`);
      let reference;
      for (const [index, entry] of contestants.entries()) {
        const time = await turn(entry);
        if (index === 0) reference = time;
        if (time === undefined) continue;
        entry.result.times.push(time);
        if (reference !== undefined) entry.result.ratios.push(time / reference);
      }
    }
  } finally {
    await Promise.all(contestants.map(({ host }) => host?.close()));
  }
  return contestants.map(({ result }) => result);
}

/** Who takes part, the reference first. */
function contestantsOf(one, picture, peers) {
  const able = peers.filter((peer) => can(peer, one.name, picture));
  return [...able.filter(({ id }) => id === referenceOf(one)), ...able.filter(({ id }) => id !== referenceOf(one))];
}

/** Puts a failure into the entry's result, and takes it out of the rounds. */
async function attempt(entry, work) {
  try {
    return await work();
  } catch (error) {
    entry.failed = true;
    entry.result.problem = `fails: ${error.message.split('\n')[0]}`;
    process.stderr.write(`${entry.result.peer} ${entry.result.problem}\n`);
    return undefined;
  }
}

/** Leaves the last encode's bytes in the file `out`; returns how many they are. */
async function warmUp({ host, request }, out) {
  let [spent, times, size] = [0, 0, 0];
  while ((times < WARM_UP.times || spent < WARM_UP.milliseconds) && spent < WARM_UP.atMost) {
    const answer = await host.ask('encode', { ...request, out });
    spent += answer.milliseconds;
    size = answer.size;
    ++times;
  }
  return size;
}

/** The milliseconds of one encode, or undefined. */
async function turn(entry) {
  const spent = entry.result.times.reduce((sum, time) => sum + time, 0);
  if (entry.failed || spent > PATIENCE) return undefined;
  return attempt(entry, async () => (await entry.host.ask('encode', entry.request)).milliseconds);
}

/** From import() of the package to the first encoded file, in a fresh process or page each time. */
export async function measureCold({ picture, peers, start, rounds, say }) {
  const { format } = caseNamed(coldCase.name);
  const entries = peers
    .filter((peer) => !peer.python && can(peer, coldCase.name, picture))
    .map((peer) => ({ peer, result: { peer: peer.id, times: [] } }));
  for (let round = 0; round < rounds; ++round) {
    say(`cold start, round ${round + 1} of ${rounds}`);
    for (const entry of entries.filter(({ failed }) => !failed)) {
      await attempt(entry, async () => {
        const host = await start(entry.peer);
        try {
          await host.ask('picture', { picture });
          const { milliseconds } = await host.ask('encode', { format, settings: entry.peer.settings[coldCase.name] });
          entry.result.times.push(milliseconds);
        } finally {
          await host.close();
        }
      });
    }
  }
  return entries.map(({ result }) => result);
}

/**
 * What an encode of `huge`, RGBA, adds to a process that has encoded `small` and holds the pixels.
 *
 * @returns {Promise<{ peer, case, extra, wasm, size, problem }[]>} in bytes; `wasm` is all WebAssembly memory there is.
 */
export async function measureMemory({ small, huge, peers, start, say }) {
  const results = [];
  for (const one of memoryCases.map(caseNamed)) {
    for (const peer of peers.filter((each) => can(each, one.name, huge))) {
      say(`memory of ${peer.name}, ${one.name}`);
      const entry = { result: { peer: peer.id, case: one.name } };
      results.push(entry.result);
      await attempt(entry, async () => {
        const host = await start(peer);
        try {
          const request = { format: one.format, settings: peer.settings[one.name] };
          await host.ask('picture', { picture: small });
          await host.ask('encode', request);
          await host.ask('picture', { picture: huge });
          const before = await host.ask('forgetPeak');
          const { size } = await host.ask('encode', request);
          const after = await host.ask('peak');
          Object.assign(entry.result, { extra: after.peak - before.now, wasm: after.wasm, size });
        } finally {
          await host.close();
        }
      });
    }
  }
  return results;
}
