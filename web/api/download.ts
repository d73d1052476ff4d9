// download(): the encoded image as a download of the page.
import { ImwriteError } from '../core/error.js';
import { formats } from '../generated/formats.js';
import { formatOfPath } from '../options/format.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { ImwriteOptions } from '../types/options.js';
import { imwrite } from './imwrite.js';

/** How long the browser gets to start the download before its memory is freed. */
const GRACE_MS = 40_000;

/**
 * Encodes `source` and offers it to the user as a download. Only in a page.
 *
 * @param filename - The suggested name; its extension decides the format.
 * @throws {@link ImwriteError} as `imwrite` does, and `unsupported-engine` where there is no page.
 * @example await download(canvas, 'shot.png');
 */
export async function download(
  source: ImageSource,
  filename: string,
  options?: ImwriteOptions<FormatName>,
): Promise<void> {
  const format = formatOfPath(filename);
  if (typeof document === 'undefined') {
    const message = 'download() needs a page: use imwrite() for the bytes, or imwriteFile() to write a file';
    throw new ImwriteError('unsupported-engine', message, {
      format,
      expected: 'a page',
      actual: 'an engine without document',
    });
  }
  const bytes = await imwrite(source, filename, options);
  const url = URL.createObjectURL(new Blob([bytes], { type: formats[format].mimeType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), GRACE_MS);
}
