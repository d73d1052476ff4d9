// What the tests of the texts share: the pages, and their code blocks by language, role and heading.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (path) => readFileSync(`${root}/${path}`, 'utf8');

/** Every page that people read, by its path. */
export const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'npm/README.md',
  ...readdirSync(`${root}/docs`)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
];

/**
 * The code blocks of a page in their order: { page, line, headings, language, role, code }. The role is what stands behind the
 * language: "```js page" runs in a page.
 */
export function blocksOf(page) {
  const found = [];
  const headings = [];
  let open;
  for (const [i, text] of read(page).split('\n').entries()) {
    const fence = /^```(.*)$/.exec(text);
    if (open && fence) {
      found.push({ ...open, code: open.lines.map((line) => `${line}\n`).join('') });
      open = undefined;
    } else if (open) open.lines.push(text);
    else if (fence) {
      const [language, role = ''] = fence[1].split(' ');
      open = { page, line: i + 1, headings: headings.filter(Boolean), language, role, lines: [] };
    } else {
      const heading = /^(#+) (.*)$/.exec(text);
      if (heading) headings.splice(heading[1].length - 1, headings.length, heading[2]);
    }
  }
  if (open) throw new Error(`${page}:${open.line}: the block has no end`);
  return found;
}

/** The blocks of a chapter. */
export function blocks(page, chapter) {
  const found = blocksOf(`docs/${page}`).filter(({ headings }) => headings.includes(chapter));
  if (found.length === 0) throw new Error(`${page} has no blocks below '${chapter}'`);
  return found;
}

/** All blocks of a language of a chapter as one program. */
export function program(page, chapter, language) {
  return blocks(page, chapter)
    .filter((block) => block.language === language)
    .map(({ code }) => code)
    .join('\n');
}

/** "console.log(x); // text" also checks that it printed this text. */
export function checked(code) {
  return code.replace(
    /^( *console\.log\(.*\);) \/\/ (.*)$/gm,
    (_, call, expected) => `${call} __expect(${JSON.stringify(expected)});`,
  );
}
