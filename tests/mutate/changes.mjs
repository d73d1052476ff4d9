// The changes that a mutation check makes to a source file: one operator or constant at a time, never in comments or texts.

/** Operators that are surrounded by spaces, each with what stands in for it. */
const binary = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '+=': '-=',
  '-=': '+=',
};
/** In TypeScript these are nearly always of types. */
const binaryOfCpp = { '&': '|', '|': '&', '|=': '&=', '&=': '|=' };
const words = { true: 'false', false: 'true' };

/** Comments, texts, what a native build leaves out and the like, which stay as they are. */
const skipped = {
  ts: [
    /\/\*[^]*?\*\//y,
    /\/\/.*/y,
    /'(?:\\.|[^'\\\n])*'/y,
    /"(?:\\.|[^"\\\n])*"/y,
    /`(?:\\.|[^`\\])*`/y,
    /^(?:import|export) .*\bfrom .*/my,
  ],
  cpp: [
    /\/\*[^]*?\*\//y,
    /\/\/.*/y,
    /R"(\w*)\([^]*?\)\1"/y,
    /'(?:\\.|[^'\\\n])+'/y,
    /"(?:\\.|[^"\\\n])*"/y,
    /^#if[^\n]*__wasm_simd128__[^]*?^#(?:else|endif)/my,
    /^[ \t]*#.*(?:\\\n.*)*/my,
    /\btemplate ?<[^;{]*>/y,
    /\bstatic_assert\([^]*?\);/y,
  ],
};
/** A regular expression stands where a value may begin. */
const regularExpression = /(?<=[(,=:?&|!]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const token = /[A-Za-z_$][\w$]*|\d[\w.']*|[-+*/%<>=!&|^~?]+|\s+|[^]/y;

/** [{ start, end, from, to }] of a file's text; `language` is 'ts' or 'cpp'. */
export function changesIn(text, language) {
  const operators = language === 'cpp' ? { ...binary, ...binaryOfCpp } : binary;
  const passed = language === 'ts' ? [...skipped.ts, regularExpression] : skipped.cpp;
  const changes = [];
  for (let at = 0; at < text.length;) {
    const rest = passed.map((pattern) => matchAt(pattern, text, at)).find(Boolean);
    const from = rest ?? matchAt(token, text, at);
    const to = rest ? undefined : replacement(from, text, at, operators);
    if (to !== undefined) changes.push({ start: at, end: at + from.length, from, to });
    at += from.length;
  }
  return changes;
}

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function replacement(from, text, at, operators) {
  const before = text[at - 1] ?? '';
  const after = text[at + from.length] ?? '';
  if (Object.hasOwn(words, from) && before !== '.') return words[from];
  // 1 for 0, 0 for 1, one more for others; a version, a hexadecimal number or a digit of a name is none of them.
  if (/^\d+$/.test(from) && !/[\w$.]/.test(before)) return from === '1' ? '0' : String(Number(from) + 1);
  if (from === '!' && /[\w(]/.test(after)) return '';
  if (/\s/.test(before) && /\s/.test(after) && Object.hasOwn(operators, from)) return operators[from];
  return undefined;
}

/** Where a change is, for people. */
export function placeOf(text, { start, from, to }) {
  const line = text.slice(0, start).split('\n').length;
  return { line, source: text.split('\n')[line - 1].trim(), what: to === '' ? `without ${from}` : `${from} → ${to}` };
}

/** The text with the change made. */
export const changed = (text, { start, end, to }) => text.slice(0, start) + to + text.slice(end);

/** `count` of a list, the same for the same seed. */
export function sampleOf(list, count, seed) {
  const left = [...list];
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const drawn = [];
  while (drawn.length < count && left.length > 0) drawn.push(left.splice(Math.floor(next() * left.length), 1)[0]);
  return drawn;
}
