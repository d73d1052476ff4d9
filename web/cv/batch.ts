// imencodeBatch and imdecodeBatch: pictures that have nothing to do with one another, each a file of its own.
import { type ImwriteError, mismatch } from '../core/error.js';
import type { Cv } from './cv.js';
import { checkedFlags } from './flags.js';
import { attempt, type Context, type Host } from './host.js';
import { checkArray } from './lists.js';
import { append, checkMats, listOf } from './mat-lists.js';
import { checkedPairs } from './params.js';
import { emptyMat } from './read.js';

type One = Pick<Cv, 'imencode' | 'imdecode' | 'haveImageWriter'>;

/** @internal */
export function batches(context: Context, one: One): Pick<Cv, 'imencodeBatch' | 'imdecodeBatch'> {
  /** Each item's result; `nothing` where it failed. The last failure is the host's. */
  const each = <T, R>(
    host: Host,
    items: readonly T[],
    nothing: () => R,
    work: (item: T) => R | false,
    put: (result: R) => void,
  ): boolean => {
    let error: ImwriteError | undefined;
    for (const item of items) {
      const result = attempt(host, false, () => work(item));
      error = host.lastError ?? error;
      put(result === false ? nothing() : result);
    }
    host.lastError = error;
    return error === undefined;
  };

  return {
    imencodeBatch(extension, images, buffers, params) {
      const host = context.hostOf(this);
      checkArray('imencodeBatch', 'buffers', buffers);
      if (!one.haveImageWriter(extension))
        throw mismatch('unknown-format', 'imencodeBatch: extension', 'one that imencode knows', `'${extension}'`);
      checkedPairs('imencodeBatch', params);
      buffers.length = 0;
      const encode = (image: (typeof mats)[number]): Uint8Array<ArrayBuffer> => {
        const bytes = one.imencode.call(host, extension, image, params);
        if (bytes === false) throw host.lastError;
        return bytes;
      };
      const mats = listOf(images);
      return each(
        host,
        mats,
        () => new Uint8Array(),
        encode,
        (bytes) => void buffers.push(bytes),
      );
    },
    imdecodeBatch(files, flags, images) {
      const host = context.hostOf(this);
      checkMats('imdecodeBatch', images);
      checkArray('imdecodeBatch', 'files', files);
      const checked = checkedFlags('imdecodeBatch', flags);
      if (Array.isArray(images)) images.length = 0;
      const decode = (file: (typeof files)[number]): ReturnType<Cv['imdecode']> => {
        const mat = one.imdecode.call(host, file, checked);
        if (mat.empty()) throw host.lastError;
        return mat;
      };
      return each(
        host,
        files,
        () => emptyMat(host),
        decode,
        (mat) => append(images, mat),
      );
    },
  };
}
