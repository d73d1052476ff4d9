// The text of docs/api.md, out of the declarations that the package ships: a chapter for each function with its doc comment,
// then the types. Options are on a page of their own.

/** The doc comment and the text of every exported declaration, in the file's order. */
function declarationsOf(text) {
  const pattern =
    /^(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?(?:\/\/ @ts-ignore.*\n)?(export (?:declare )?(\w+) (\w+)[^]*?(?:;|\n\}|\{\})\n)(?=\n|$)/gm;
  return Array.from(text.matchAll(pattern), ([, doc = '', code, kind, name]) => ({
    doc: parsed(doc),
    code,
    kind,
    name,
  }));
}

/** { text, tags: [{ tag, text }] } of a comment. */
function parsed(comment) {
  const plain = comment
    .replace(/^ ?\* ?|^\s+\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .trim();
  const [text, ...tags] = plain.split(/^@(?=param|returns|throws|example)/m);
  return {
    text: text.trim(),
    tags: tags.map((part) => {
      const [, tag, rest] = /^(\w+)\s*([^]*)$/.exec(part);
      return { tag, text: rest.trim() };
    }),
  };
}

const anchor = (name) => name.toLowerCase();
const fenced = (language, code) => `\`\`\`${language}\n${code.trim()}\n\`\`\``;
const joined = (text) => text.replace(/\s*\n\s*(?!\s*\n)/g, ' ');

function tagLines({ tags }) {
  return tags
    .filter(({ tag }) => tag !== 'example')
    .map(({ tag, text }) => {
      const [, name, about] = /^(\w+) - ([^]*)$/.exec(text) ?? [];
      if (tag === 'param') return `- \`${name}\`: ${joined(about)}`;
      return `- ${tag === 'returns' ? 'Returns' : 'Throws'}: ${joined(text)}`;
    });
}

function chapter({ name, doc, code }) {
  const lines = tagLines(doc);
  const examples = doc.tags.filter(({ tag }) => tag === 'example');
  return [
    `### ${name}`,
    doc.text,
    fenced('ts', code.replace(/^export declare /, '')),
    lines.join('\n'),
    ...examples.map(({ text }) => fenced('js example', text)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const typeChapter = ({ name, doc, code }) =>
  [`### ${name}`, doc.text, fenced('ts', code.replace(/^export (declare )?/, ''))].filter(Boolean).join('\n\n');

/**
 * @param text - The declarations of the entry `imwrite`.
 * @param formats - Whose options are on the options' page.
 */
export function apiPage(text, formats) {
  const all = declarationsOf(text);
  const optionTypes = new Set([
    ...formats.map((name) => `${name[0].toUpperCase()}${name.slice(1)}Options`),
    'PixelOptions',
    'Limits',
    'JpegTranscodeOptions',
    'JxlTranscodeOptions',
  ]);
  const values = all.filter(({ kind }) => ['function', 'const', 'class'].includes(kind));
  const types = all.filter(({ kind, name }) => ['interface', 'type'].includes(kind) && !optionTypes.has(name));
  const summary = ({ doc }) =>
    joined(doc.text.split('\n\n', 1)[0])
      .replace(/^(.*?\.)\s.*$/, '$1')
      .replaceAll('|', '\\|');
  return `<!-- Written by \`npm --prefix npm run docs\` from the doc comments; not by hand. -->
# API

What the entry \`imwrite\` exports. \`imwrite/cv\` is on [a page of its own](from-cv2-imwrite.md), the options of formats are in
[options](options.md), the error codes in [errors](errors.md).

| name | what it does |
|---|---|
${values.map((value) => `| [\`${value.name}\`](#${anchor(value.name)}) | ${summary(value)} |`).join('\n')}

## Functions and values

${values.map(chapter).join('\n\n')}

## Types

${types.map(typeChapter).join('\n\n')}
`;
}
