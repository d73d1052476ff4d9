// Reads a file of declarations as the compiler writes it: its imports, its exports, and the text of each declaration. The form
// of such files is regular; what is not known here is an error.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Comments and texts come whole, and so do names. */
const token = /\/\*[^]*?\*\/|\/\/.*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[\w$#]+|[^]/g;

const importOrExport = /^(import|export)( type)? (?:\{([^}]*)\}|\*) from\s'([^']+)';$/;
const exportOfItsOwn = /^(export)( type)? \{([^}]*)\};$/;
const importForEffect = /^import\s'[^']+';$/;
const declaration = /^(export )?(?:declare )?(?:abstract )?(?:interface|class|type|function|const) ([\w$]+)/;
/** These end with a brace, all others with a semicolon. */
const block = /^(?:export )?(?:declare )?(?:abstract )?(?:interface|class)\b/;

/** The compiler leaves no space behind the name of a property, method or parameter, which is no reference. */
const isLabel = (rest) => /^\??[:(]/.test(rest);

/**
 * @param adapt - Called with the text of each declaration, comments included; gives what is to stand in its place.
 * @returns `imports`: the file that each name comes from. `exports`: the names in their order, `*` for all of a file, with the
 * file that each comes from, and whether it is exported as a type alone. `declarations` by name: their texts (a function has one
 * for each overload) and the names that they use.
 */
export function readDeclarations(path, adapt) {
  const imports = new Map();
  const exports = [];
  const declarations = new Map();
  const beside = (specifier) => join(dirname(path), specifier.replace(/\.js$/, '.d.ts'));
  for (const { comment, code } of statementsOf(readFileSync(path, 'utf8'))) {
    if (importForEffect.test(code)) continue;
    const list = importOrExport.exec(code) ?? exportOfItsOwn.exec(code);
    if (list) {
      const [, kind, type, names = '*', from] = list;
      for (const specifier of names
        .split(',')
        .map((text) => text.trim())
        .filter(Boolean)) {
        const name = specifier.replace(/^type /, '');
        if (/\s/.test(name)) throw new Error(`${path}: a second name is not supported: ${specifier}`);
        if (kind === 'import') imports.set(name, beside(from));
        else exports.push({ name, from: from ? beside(from) : path, asType: Boolean(type) || name !== specifier });
      }
      continue;
    }
    const [, exported, name] = declaration.exec(code) ?? [];
    if (!name) throw new Error(`${path}: unknown declaration: ${code.slice(0, 80)}`);
    const text = narrow(adapt(comment + code));
    const known = declarations.get(name);
    const names = [...(known?.names ?? []), ...namesIn(text)].filter((used) => used !== name);
    declarations.set(name, { path, texts: [...(known?.texts ?? []), text], names: new Set(names) });
    if (exported && !known) exports.push({ name, from: path, asType: false });
  }
  return { imports, exports, declarations };
}

/** Two spaces a step. */
const narrow = (text) => text.replace(/^(?: {4})+/gm, (indent) => indent.slice(indent.length / 2));

function namesIn(text) {
  const found = [];
  for (const { 0: piece, index } of text.matchAll(token)) {
    if (piece.startsWith('`'))
      found.push(...[...piece.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, inner]) => namesIn(inner)));
    else if (/^[A-Za-z_$]/.test(piece) && !isLabel(text.slice(index + piece.length))) found.push(piece);
  }
  if (found.some((name) => /^import$/.test(name)))
    throw new Error(`A type is imported in place, where it should be named: ${text}`);
  return found;
}

/** The statements at the top, each with the documentation before it. */
function statementsOf(source) {
  const statements = [];
  let comment = '';
  let code = '';
  let depth = 0;
  for (const [piece] of source.matchAll(token)) {
    if (code === '' && /^(\s$|\/[/*])/.test(piece)) {
      if (piece.startsWith('/**')) comment += `${piece}\n`;
      continue;
    }
    code += piece;
    if (/^[{([]$/.test(piece)) ++depth;
    if (/^[})\]]$/.test(piece)) --depth;
    if (depth === 0 && (piece === ';' || (piece === '}' && block.test(code)))) {
      statements.push({ comment, code });
      comment = '';
      code = '';
    }
  }
  if (code !== '') throw new Error(`A declaration does not end: ${code.slice(0, 80)}`);
  return statements;
}
