// Reads a bomb in a process of its own, so that what it takes can be measured. Arguments: the group, its name, and what reads it.
import {
  configure,
  imcount,
  imread,
  imreadAnimation,
  imreadMulti,
  imwrite,
  transcodeJpeg,
} from '../../npm/dist/node/index.js';
import { bombs, dampBombs } from '../support/bombs.mjs';

const [group, name, how] = process.argv.slice(2);
const bytes = (group === 'damp' ? dampBombs : bombs[group])[name]();
const readers = {
  imread,
  imreadMulti,
  imreadAnimation,
  imcount,
  transcodeJpeg,
  worker: imreadMulti,
  fill: () => imreadMulti(bytes, { truncated: 'fill' }),
  imwrite: () => imwrite(bytes, 'png'),
};
configure({ worker: how === 'worker', onWarning: () => {} });
const before = { memory: process.resourceUsage().maxRSS, time: process.cpuUsage() };
const outcome = await readers[how](bytes).then(
  () => ({ code: 'read' }),
  ({ name: kind, code, option, message }) => ({ kind, code, option, message }),
);
const { user, system } = process.cpuUsage(before.time);
console.log(
  JSON.stringify({
    ...outcome,
    seconds: (user + system) / 1e6,
    megabytes: (process.resourceUsage().maxRSS - before.memory) / 1024,
  }),
);
