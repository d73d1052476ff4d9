// One image on its way from the arguments of a call to the bytes of a file.
import { QualitySearch } from '../codec/quality-search.js';
import { readCallOf } from '../input/source.js';
import { checkedOptions, splitOptions } from '../options/options.js';
import type { FormatName } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { ImageSource } from '../types/image-source.js';
import type { SizeOptions } from '../types/options.js';
import type { SourcePixels } from '../types/source-pixels.js';
import type { Encode } from './attempts.js';
import { encodeBest } from './encode-best.js';
import { readSource } from './resolve-source.js';

export async function encodeOne(
  source: ImageSource,
  format: FormatName,
  options: object | undefined,
): Promise<{ readonly name: Format; readonly image: SourcePixels; readonly encode: Encode }> {
  const { maxBytes, ...others } = checkedOptions<SizeOptions>(options);
  const { format: name, call, codec, metadata } = splitOptions(others, format, ['maxBytes']);
  const search = new QualitySearch(name, codec, maxBytes);
  call.signal?.throwIfAborted();
  const image = await readSource(source, readCallOf(call, codec));
  // Pixels that may be encoded again are not given away.
  const frames = [maxBytes === undefined ? image : { ...image, owned: false }];
  return { name, image, encode: await encodeBest(search, { frames, count: 1, metadata }, name, call) };
}
