// Elements, and downloads.

/** An element with properties and children. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Text in which parts between backticks are code. */
export function withCode(text) {
  return text.split('`').map((part, at) => (at % 2 ? element('code', { textContent: part }) : part));
}

export function offer(blob, name) {
  const url = URL.createObjectURL(blob);
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 40_000);
}
