// The results as a table: of the terminal, and of docs/hosts.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../package/support.mjs';
import { startBrowser } from '../../browser/browser.mjs';

const columns = ['calling', 'default', 'workers'];

export function terminalTable(rows) {
  const lines = rows.map(({ host, name, marks }) => [host, name, ...columns.map((mode) => marks[mode].mark)]);
  const all = [['host', 'check', 'calling', 'default', 'workers'], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

/** Plain marks: yes, no, and a dash where the host has no workers. */
const marks = { ok: 'yes', FAIL: '**no**', none: '–' };

export async function writeDocs(rows) {
  const browser = await startBrowser();
  const chromium = browser.version().split('.')[0];
  await browser.close();
  const { version } = JSON.parse(readFileSync(join(root, 'npm/package.json'), 'utf8'));
  const facts = { version, chromium, node: process.versions.node, date: new Date().toISOString().slice(0, 10) };
  writeFileSync(join(root, 'docs/hosts.md'), markdownTable(rows, facts));
}

function markdownTable(rows, { version, date, node, chromium }) {
  const cell = (text) => text.replaceAll('|', '\\|');
  const lines = rows.map((row) => {
    const cells = [`${row.title}: ${row.name}`, ...columns.map((mode) => marks[row.marks[mode].mark]), row.needs ?? ''];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return `<!-- Written by \`npm --prefix npm run hosts -- --write\`; not by hand. -->
# Hosts

Every host below installs the packed package, builds, runs what it built, encodes JPEG, PNG, WebP and TIFF and a JPEG of
5 megapixels, and reads all of them back. "yes" says that every byte is the same as in Node. Modes: in the calling thread
(\`worker: false\`), with the package's defaults, and in workers (\`worker: true\`); a dash stands where the host has no workers,
and \`worker: true\` is refused there. Without an entry in the last column no configuration is needed.

imwrite ${version}, ${date}; Node ${node}, Chromium ${chromium} unless a row says otherwise.

| host | calling thread | default | workers | configuration |
|---|---|---|---|---|
${lines.join('\n')}
`;
}
