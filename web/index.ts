// The public surface of the package.
export { configure } from './api/configure.js';
export { createWriter, type ImageWriter, type WriterInit } from './api/create-writer.js';
export { download } from './api/download.js';
export { formats } from './api/formats.js';
export { imcount } from './api/imcount.js';
export { imread } from './api/imread.js';
export { imreadAnimation, type DecodedAnimation } from './api/imread-animation.js';
export { imreadMulti } from './api/imread-multi.js';
export { imreadSync } from './api/imread-sync.js';
export { imwrite } from './api/imwrite.js';
export { imwriteAnimation, type AnimationSource } from './api/imwrite-animation.js';
export { imwriteWithInfo, type EncodedImage } from './api/imwrite-with-info.js';
export { imwriteFile, type ImwriteFileOptions } from './api/imwrite-file.js';
export { imwriteStream } from './api/imwrite-stream.js';
export { imwriteSync } from './api/imwrite-sync.js';
export { imwriteMulti } from './api/imwrite-multi.js';
export { limits, type LimitFacts } from './api/limits.js';
export { load } from './api/load.js';
export { loadFS } from './api/load-fs.js';
export { persistFolder } from './api/persist-folder.js';
export { syncFS } from './api/sync-fs.js';
export { transcodeJpeg } from './api/transcode-jpeg.js';
export { transcodeJpegSync } from './api/transcode-jpeg-sync.js';
export { versions } from './api/versions.js';
export { ImwriteError, type ImwriteErrorCode, type ImwriteErrorDetails } from './core/error.js';
export type { Settings, WasmSource } from './core/settings.js';
export type { CodecName, ModuleName } from './generated/modules.js';
export type { DecodedImage, DecodedSamples } from './types/decoded.js';
export type { DecodeOptions, ImreadMultiOptions, ImreadOptions } from './types/decode-options.js';
export type { DomImage } from './types/dom-image.js';
export type { EmscriptenFS, FileStat, FileStream, FileSystemType } from './types/emscripten-fs.js';
export type { FileTarget } from './types/file-target.js';
export type {
  FormatFacts,
  FormatName,
  OptionCondition,
  OptionDemand,
  OptionFacts,
  OptionTest,
} from './types/format-facts.js';
export type * from './types/generated.js';
export type { EncodedBytes, EncodedSource, ImageSource } from './types/image-source.js';
export type { LimitOptions, ReadLimitOptions } from './types/limits.js';
export type { MatLike } from './types/mat-like.js';
export type { Cicp, DecodedMetadata, Metadata } from './types/metadata.js';
export type {
  CallOptions,
  EncodeOptions,
  ImwriteOptions,
  MetadataOptions,
  OptionsOf,
  SizeOptions,
} from './types/options.js';
export type { Arrangement, RawImage, Samples } from './types/raw-image.js';
export type { SampleType } from './types/sample-type.js';
export type { TiffTag } from './types/tiff-tag.js';
export type { TranscodeJpegOptions } from './types/transcode.js';
export type { WriterChunk } from './types/writer-chunk.js';
