// The JavaScript and the command line that do what the page does now.

const quoted = (value) =>
  typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? JSON.stringify(value) : String(value);

function metadataText({ keep, dpi }) {
  if (dpi === undefined) return keep && `'${keep}'`;
  if (keep === 'none') return `{ icc: null, dpi: ${dpi} }`;
  return keep === 'keep' ? `{ ...image.metadata, dpi: ${dpi} }` : `{ dpi: ${dpi} }`;
}

/** The call as one would type it, with the options that differ from the defaults. */
export function callOf({ format, options, metadata }) {
  const entries = Object.entries(options).map(([name, value]) => `${name}: ${quoted(value)}`);
  const kept = metadataText(metadata);
  if (kept) entries.push(`metadata: ${kept}`);
  const start = `const bytes = await imwrite(image, '${format}'`;
  const oneLine = entries.length ? `${start}, { ${entries.join(', ')} });` : `${start});`;
  const call = oneLine.length <= 76 ? oneLine : `${start}, {\n${entries.map((entry) => `  ${entry},\n`).join('')}});`;
  return `import { imwrite } from 'imwrite';\n\n${call}`;
}

const shellWord = (text) => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
const flag = (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The command for a POSIX shell. */
export function commandOf({ format, options, metadata }, input, output) {
  const words = Object.entries(options).map(([name, value]) => {
    if (value === true) return flag(name);
    if (value === false) return flag(name).replace('--', '--no-');
    return `${flag(name)} ${shellWord(typeof value === 'string' ? value : JSON.stringify(value))}`;
  });
  if (metadata.keep) words.push(`--metadata ${metadata.keep}`);
  if (metadata.dpi) words.push(`--dpi ${metadata.dpi}`);
  return ['npx imwrite', shellWord(input), shellWord(output), `--format ${format}`, ...words].join(' ');
}

/** Lets `button` copy what `code` shows. */
export function wireCopy(button, code) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code); // no permission: the text is at least marked
      button.textContent = 'Press Ctrl+C';
    }
    setTimeout(() => (button.textContent = label), 2000);
  });
}
