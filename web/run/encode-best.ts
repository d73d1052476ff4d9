// Encoding as often as the search for a size asks.
import type { QualitySearch } from '../codec/quality-search.js';
import { Chunks } from '../output/chunks.js';
import type { Format } from '../types/generated.js';
import type { CallOptions } from '../types/options.js';
import type { SourcePicture } from '../types/picture.js';
import { finish, partOf, type Encode } from './attempts.js';
import { encodePicture } from './encode-picture.js';

/** Encodes as often as the search asks. @internal */
export async function encodeBest(
  search: QualitySearch,
  picture: SourcePicture,
  format: Format,
  call: CallOptions,
): Promise<Encode> {
  for (let attempt = search.next(); attempt; attempt = search.next()) {
    const chunks = new Chunks();
    await encodePicture(picture, format, attempt, chunks, partOf(call, search));
    search.report(await chunks.joinLater());
  }
  return finish(search, call);
}
