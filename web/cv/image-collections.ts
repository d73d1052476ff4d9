// ImageCollection: the pages or frames of a file, each decoded when it is asked for.
import { mismatch, formatValue } from '../core/error.js';
import { AnimationObject } from './animation.js';
import { codecConstants as constants } from './constants.js';
import { blocksOf, decodeMats, type Decoded } from './decode.js';
import { checkedFlags } from './flags.js';
import type { Context } from './host.js';
import type { ImageCollection, ImageCollectionClass } from './image-collection.js';
import { checkArray } from './lists.js';
import type { Mat } from './mat.js';
import { readAnimation } from './read-several.js';
import { readFile } from './read.js';

/** @internal */
export function imageCollections(context: Context): ImageCollectionClass {
  return class implements ImageCollection {
    #bytes = new Uint8Array();
    #flags: number = constants.IMREAD_ANYCOLOR;
    #size = 0;
    #pages: (Mat | undefined)[] = [];
    #last: Decoded | undefined;

    constructor(path?: string, flags?: number) {
      if (path !== undefined) this.init(path, flags);
    }

    init(path: string, flags: number = constants.IMREAD_ANYCOLOR): void {
      this.#flags = checkedFlags('ImageCollection', flags);
      this.#bytes = readFile(context, context.own, path) as Uint8Array<ArrayBuffer>;
      this.#size = this.#decode(0, 0).file.pages;
      this.#pages = [];
      this.#last = undefined;
    }

    size(): number {
      return this.#size;
    }

    at(index: number): Mat {
      this.#check(index);
      return (this.#pages[index] ??= (this.#last = this.#decode(index, 1)).mats[0]!);
    }

    *[Symbol.iterator](): Generator<Mat> {
      for (let i = 0; i < this.#size; ++i) yield this.at(i);
    }

    releaseCache(index: number): void {
      this.#check(index);
      this.#pages[index] = undefined;
    }

    getWidth(): number {
      return this.#first().cols;
    }

    getHeight(): number {
      return this.#first().rows;
    }

    getType(): number {
      return this.#first().type();
    }

    getAnimation(): AnimationObject {
      const animation = new AnimationObject();
      if (this.#size > 0 && this.#decode(0, 0).file.animation)
        readAnimation(context, context.own, this.#bytes, animation, 0, -1);
      return animation;
    }

    getMetadata(types: number[], metadata: Uint8Array[]): void {
      for (const list of [types, metadata]) checkArray('getMetadata', 'metadata and its types', list);
      const blocks = this.#last ? blocksOf(this.#last.file.metadata) : [];
      types.splice(0, types.length, ...blocks.map(([type]) => type));
      metadata.splice(0, metadata.length, ...blocks.map(([, block]) => block));
    }

    #first(): Mat {
      return this.#pages[0] ?? this.#decode(0, 1).mats[0]!;
    }

    #decode(firstFrame: number, frameCount: number): Decoded {
      return decodeMats(context, context.own, this.#bytes, this.#flags, { firstFrame, frameCount });
    }

    #check(index: number): void {
      if (Number.isInteger(index) && index >= 0 && index < this.#size) return;
      throw mismatch(
        'invalid-option',
        'ImageCollection: index',
        `a whole number below ${this.#size}`,
        formatValue(index),
      );
    }
  };
}
