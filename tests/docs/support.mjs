// What the tests of docs/ share: the code blocks of a page, by chapter and language.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The blocks of a page's chapter (a heading of the second level): { language, code } in their order. */
export function blocks(page, chapter) {
  const text = readFileSync(`${root}/docs/${page}`, 'utf8');
  const start = text.indexOf(`\n## ${chapter}\n`);
  if (start < 0) throw new Error(`${page} has no chapter '${chapter}'`);
  const end = text.indexOf('\n## ', start + 1);
  const found = text.slice(start, end < 0 ? undefined : end).matchAll(/^```([^\n]+)\n(.*?)^```$/gms);
  return Array.from(found, ([, language, code]) => ({ language, code }));
}

/** All blocks of a language as one program. */
export function program(page, chapter, language) {
  return blocks(page, chapter)
    .filter((block) => block.language === language)
    .map(({ code }) => code)
    .join('\n');
}
