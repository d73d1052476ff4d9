// load(): codecs ahead of use.
import { moduleNames, type CodecName } from '../generated/modules.js';
import { formatOf } from '../options/format.js';
import type { FormatName } from '../types/format-facts.js';
import { loadModule } from '../wasm/load.js';

/**
 * Loads codecs ahead of use, which is what the synchronous API needs: `await load('png')`, `await load('jpeg', 'webp')`.
 *
 * @param names - A format (or a name for one, as `imwrite` takes it) loads its encoder; `'png-decode'` loads a decoder,
 * `'jpeg-transcode'` what `transcodeJpegSync` needs, `'jxl-transcode'` what it needs for JPEG XL, `'jpeg-lossless-encode'` what JPEG's options for lossless coding and 12 bits do,
 * `'jpeg-jpegli-encode'` what its `encoder: 'jpegli'` does,
 * `'jxl-extended-encode'` what JPEG XL with loss, efforts above 1 and animations do, `'jxl-brotli-decode'` what its compressed metadata do, `'png-quantize-encode'` what PNG's `colors` does, `'tiff-jpeg-encode'` and `'tiff-jpeg-decode'` what JPEG in TIFF does.
 * @throws {@link ImwriteError} `unknown-format`, `load-failed` or `unsupported-engine`.
 */
export async function load(...names: (FormatName | CodecName)[]): Promise<void> {
  await Promise.all(names.map((name) => loadModule(isCodecName(name) ? name : `${formatOf(name)}-encode`)));
}

function isCodecName(name: string): name is CodecName {
  return name !== 'fs' && (moduleNames as readonly string[]).includes(name);
}
