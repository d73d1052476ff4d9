// Formats as the command line meets them: by name after -f, by extension at the end of a path.
import { extname } from 'node:path';
import { formats, type Format, type FormatFacts } from 'imwrite';
import { UsageError } from './usage-error.js';

export const allFormats: readonly FormatFacts[] = Object.values(formats);

/** The format that an extension means, if any: '.JPG' is jpeg. */
export function formatOfPath(path: string): Format | undefined {
  const extension = extname(path).slice(1).toLowerCase();
  return allFormats.find(({ extensions }) => extensions.includes(extension))?.name;
}

/** The options that an extension asks for: 'pbm' those of a bitmap. */
export function optionsOf(format: Format, name: string): Readonly<Record<string, boolean>> {
  const option = formats[format].extensionOptions?.[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  return option === undefined ? {} : { [option]: true };
}

/** The format that a person named: 'webp', 'JPG', '.tif', 'image/png'. */
export function formatNamed(text: string): FormatFacts {
  const name = text.toLowerCase().replace(/^\./, '');
  const facts = allFormats.find((f) => f.name === name || f.mimeType === name || f.extensions.includes(name));
  if (!facts) throw new UsageError(`unknown format '${text}': expected ${allFormats.map((f) => f.name).join(', ')}`);
  return facts;
}

/** The extension for new files: the one that was named (`-f tif`), else the usual one. */
export function extensionFor(facts: FormatFacts, named: string): string {
  const name = named.toLowerCase().replace(/^\./, '');
  return facts.extensions.includes(name) ? name : facts.extensions[0]!;
}
