// The JavaScript that does what the page does now.

const quoted = (value) =>
  typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? JSON.stringify(value) : String(value);

/** The call as one would type it, with the options that differ from the defaults. */
export function snippetOf(format, options) {
  const entries = Object.entries(options).map(([name, value]) => `${name}: ${quoted(value)}`);
  const start = `const bytes = await imwrite(image, '${format}'`;
  const oneLine = entries.length ? `${start}, { ${entries.join(', ')} });` : `${start});`;
  const call = oneLine.length <= 76 ? oneLine : `${start}, {\n${entries.map((entry) => `  ${entry},\n`).join('')}});`;
  return `import { configure, imwrite } from 'imwrite';\n\nconfigure({ worker: true });\n${call}`;
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
