// Every picture that a script draws for docs/, by the path of its file: { path: text }.
import { alpha } from './alpha.mjs';
import { dither } from './dither.mjs';
import { metadataMap } from './metadata-map.mjs';
import { row } from './row.mjs';
import { sizeQuality } from './size-quality.mjs';
import { subsampling } from './subsampling.mjs';

export const drawn = async () => ({
  'docs/pictures/row.svg': row(),
  'docs/pictures/subsampling.svg': await subsampling(),
  'docs/pictures/dither.svg': await dither(),
  'docs/pictures/alpha.svg': await alpha(),
  'docs/pictures/metadata-map.svg': metadataMap(),
  'docs/pictures/size-quality.svg': await sizeQuality(),
});
