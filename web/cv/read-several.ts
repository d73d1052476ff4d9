// imreadmulti, imreadanimation and their kin: the pages or frames of a file.
import { mismatch, formatValue } from '../core/error.js';
import { checkTarget, fillAnimation, type AnimationTarget } from './animation.js';
import { codecConstants as constants } from './constants.js';
import type { Cv } from './cv.js';
import { decodeMats } from './decode.js';
import { checkedFlags } from './flags.js';
import type { Context, Host } from './host.js';
import { append, checkMats, type MatList } from './mat-lists.js';
import { emptyMat, fileBytes, readFile, tried } from './read.js';

type Readers = `im${'read' | 'decode'}${'multi' | 'animation'}`;

/** Negative counts are all. */
const framesOf = (count: number): number => (count < 0 ? 2 ** 31 - 1 : count);

/** @internal */
export function severalReaders(context: Context): Pick<Cv, Readers> {
  const readPages = (
    host: Host,
    bytes: () => Uint8Array,
    mats: MatList,
    flags: number,
    start: number,
    count: number,
  ): boolean =>
    tried(host, false, () => {
      const { mats: read } = decodeMats(context, host, bytes(), flags, {
        firstFrame: start,
        frameCount: framesOf(count),
      });
      for (const mat of read) append(mats, mat);
      return read.length > 0;
    });

  const multi: Cv['imreadmulti'] = function (
    this: unknown,
    path: string,
    mats: MatList,
    ...numbers: (number | undefined)[]
  ): boolean {
    const [start, count, flags] = numbers.length < 2 ? [0, -1, numbers[0]] : numbers;
    checkMats('imreadmulti', mats);
    const checked = checkedFlags('imreadmulti', flags ?? constants.IMREAD_ANYCOLOR);
    if (!(Number.isInteger(start) && start! >= 0))
      throw mismatch('invalid-option', 'imreadmulti: start', 'a whole number from 0', formatValue(start));
    if (!Number.isInteger(count))
      throw mismatch('invalid-option', 'imreadmulti: count', 'a whole number', formatValue(count));
    const host = context.hostOf(this);
    return readPages(host, () => readFile(context, host, path), mats, checked, start!, count!);
  };

  return {
    imreadmulti: multi,
    imdecodemulti(bytes, flags, mats, range) {
      checkMats('imdecodemulti', mats);
      const checked = checkedFlags('imdecodemulti', flags);
      const file = fileBytes('imdecodemulti', bytes);
      const { start, end } = range ?? { start: 0, end: -1 };
      const isRange = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end > start;
      if (range && !isRange)
        throw mismatch(
          'invalid-option',
          'imdecodemulti: range',
          '{ start, end } with at least one page',
          formatValue(range),
        );
      return readPages(context.hostOf(this), () => file, mats, checked, start, range ? end - start : -1);
    },
    imreadanimation(path, animation, start = 0, count = -1) {
      checkTarget('imreadanimation', animation, start, count);
      const host = context.hostOf(this);
      return tried(host, false, () =>
        readAnimation(context, host, readFile(context, host, path), animation, start, count),
      );
    },
    imdecodeanimation(bytes, animation, start = 0, count = -1) {
      checkTarget('imdecodeanimation', animation, start, count);
      const file = fileBytes('imdecodeanimation', bytes);
      const host = context.hostOf(this);
      return tried(host, false, () => readAnimation(context, host, file, animation, start, count));
    },
  };
}

/** @internal */
export function readAnimation(
  context: Context,
  host: Host,
  bytes: Uint8Array,
  animation: AnimationTarget,
  start: number,
  count: number,
): boolean {
  const decode = (options: object): ReturnType<typeof decodeMats> =>
    decodeMats(context, host, bytes, constants.IMREAD_UNCHANGED, options);
  const { mats, file } = decode({ firstFrame: Math.max(start, 0), frameCount: framesOf(count) });
  const still = file.animation?.still ? decode({ still: true }).mats[0]! : emptyMat(host);
  fillAnimation(animation, mats, file, bytes, still);
  return mats.length > 0;
}
