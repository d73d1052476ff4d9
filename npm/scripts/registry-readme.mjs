// The text of npm/README.md, which registries show: README.md without what makes sense in the repository alone. Registries
// have no docs/ folder, so that links into the repository become plain text.

const link = '\\[[^\\]]+\\]\\([^)]*\\)';
const left = ['Install', 'Performance', 'Documentation', 'Contributing'];

/** Links say where more is written, which a reader of the registry cannot follow: such sentences go, other links become text. */
export function registryReadme(readme) {
  const [intro, ...chapters] = readme.split(/^(?=## )/m);
  for (const name of left)
    if (!chapters.some((text) => text.startsWith(`## ${name}\n`))) throw new Error(`README.md has no chapter ${name}`);
  const kept = chapters.filter((text) => !left.some((name) => text.startsWith(`## ${name}\n`)));
  const text = [intro, ...kept]
    .join('')
    .replace(/^!\[.*\n\n/m, '')
    .replace(new RegExp(`: ${link}\\.$`, 'gm'), '.')
    .replace(new RegExp(`\\s*See (${link}(,?\\s+and\\s+)?)+\\.`, 'g'), '')
    .replace(new RegExp(`[ \\n]*${link} has .*\\.$`, 'gm'), '')
    .replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1')
    .replace(/\n\nThe pictures in[^]*$|[ \n]The pictures in `tests[^]*$/, '\n');
  return `<!-- Written by \`npm --prefix npm run docs\` from README.md; not by hand. -->\n${text}`;
}
