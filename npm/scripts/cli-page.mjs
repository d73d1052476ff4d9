// The text of docs/cli.md, out of the command's own help.

const fenced = (text) => `\`\`\`text\n${text.trimEnd()}\n\`\`\``;

/**
 * @param help - Gives what `imwrite --help …` prints.
 * @param formats - The formats that can be written.
 */
export function cliPage(help, formats) {
  return `<!-- Written by \`npm --prefix npm run docs\` from the command's help; not by hand. -->
# Command line

\`\`\`sh
npx imwrite photo.png photo.webp --quality 70
npx imwrite 'scans/*.tif' -o web -f jpeg --quality 85 --depth 8 --jobs 4
npx imwrite - - -f png < photo.jpg > out.png
npx imwrite photo.jpg small.webp --metadata keep --max-bytes 100000 --if-larger keep-original
npx imwrite scan.tif cover.png --page 2
npx imwrite photo.png photo.tif --limit-memory-bytes 2000000000
npx imwrite --help jpeg
\`\`\`

The color profile is kept; \`--metadata keep\` keeps everything else that the format can store, \`none\` nothing. What was left out is reported
on stderr, or in \`warnings\` with \`--json\`. TIFF becomes TIFF with all of its pages, an animation becomes an animation with all of its frames.

The exit code is 0 when every file was written, 1 when a file failed, with a line for each, and 2 when the command was wrong and nothing was done. A
file on standard output that does not fit on the disk is removed again: the file that the shell made stays, empty.
[Saving files](saving-files.md) tells how files are replaced.

## \`imwrite --help\`

${fenced(help())}

${formats.map((format) => `## \`imwrite --help ${format}\`\n\n${fenced(help(format))}\n`).join('\n')}`;
}
