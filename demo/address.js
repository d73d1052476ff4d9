// The page's address keeps the settings: #format=…&quality=80. It can be sent to somebody, or come back to.
import { formats } from './imwrite/browser/index.js';

/** `{ format, values }`, or undefined where the address says none, or no format that is known. */
export function readAddress() {
  const { format, ...texts } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (!Object.hasOwn(formats, format ?? '')) return undefined;
  return { format, values: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, valueOf(text)])) };
}

export function writeAddress(format, values) {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  history.replaceState(null, '', `#${new URLSearchParams([['format', format], ...entries])}`);
}

/** Numbers, switches and lists as JSON; all else is text. */
function valueOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
