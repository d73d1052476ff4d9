// Formats: how a name, alias, MIME type or file name leads to one.
import { mismatch, formatValue } from '../core/error.js';
import { formats } from '../generated/formats.js';
import type { FormatName, FormatRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { CodecOptions } from '../types/options.js';

/** @internal */
export const formatNames = /* @__PURE__ */ Object.keys(formats) as Format[];

// Marked, so that bundlers drop them from programs that do not use them.
const byExtension = /* @__PURE__ */ formatsBy(({ extensions }) => extensions);
const byName = /* @__PURE__ */ formatsBy(({ name, mimeType, extensions }) => [name, mimeType, ...extensions]);

function formatsBy(keysOf: (facts: FormatRules) => readonly string[]): Map<string, Format> {
  return new Map(
    Object.values<FormatRules>(formats).flatMap((facts) => keysOf(facts).map((key) => [key, facts.name] as const)),
  );
}

/** The format that `name` means: 'jpg', '.JPG', 'image/jpeg', 'out/a.b/photo.JPG'. @internal */
export function formatOf(name: FormatName): Format {
  const format = typeof name === 'string' ? (byName.get(name.toLowerCase()) ?? extensionOf(name)) : undefined;
  if (!format)
    throw mismatch(
      'unknown-format',
      'format',
      `one of ${[...byName.keys()].join(', ')}, or a file name that ends in one`,
      formatValue(name),
    );
  return format;
}

/** The format that the extension of `path` means. @internal */
export function formatOfPath(path: string): Format {
  const format = typeof path === 'string' ? extensionOf(path) : undefined;
  if (!format) {
    const extensions = [...byExtension.keys()].map((extension) => `.${extension}`).join(', ');
    throw mismatch('unknown-format', 'path', `a path that ends in ${extensions}`, formatValue(path));
  }
  return format;
}

/** The options that a name asks for beside the format: 'mask.pbm' those of a bitmap. @internal */
export function optionsOf(name: FormatName, format: Format): CodecOptions {
  const { extensionOptions }: FormatRules = formats[format];
  const option = extensionOptions?.[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  return option === undefined ? {} : { [option]: true };
}

function extensionOf(path: string): Format | undefined {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = file.lastIndexOf('.');
  return dot < 0 ? undefined : byExtension.get(file.slice(dot + 1).toLowerCase());
}
