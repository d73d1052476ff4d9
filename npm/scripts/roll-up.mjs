// Rolls the declarations of many files up into one file for each entry: what the entry exports, and what that needs.
import { join } from 'node:path';
import { readDeclarations } from './declarations.mjs';

/**
 * @param folder - Where the compiler's declarations are.
 * @param entries - The file of each entry below that folder, by the entry's name. What an entry shares with an earlier one, it
 * imports from there.
 * @param adapt - Called with the text of each declaration; gives what is to stand in its place.
 * @param helpers - Names that `adapt` brings in, with the files that declare them.
 * @returns The text of each entry's file, by its name.
 */
export function rollUp(folder, entries, adapt, helpers) {
  const program = openProgram(folder, adapt, helpers);
  const texts = {};
  const homes = new Map();
  for (const [entry, path] of Object.entries(entries)) {
    const published = program.exportsOf(join(folder, path));
    const { own, shared } = collect(program, published, homes);
    texts[entry] = write(own, published, shared, homes);
    for (const [name, { declaration }] of published) if (own.has(name)) homes.set(declaration, { entry, name });
  }
  return texts;
}

function openProgram(folder, adapt, helpers) {
  const files = new Map();
  const file = (path) => {
    if (!files.has(path)) files.set(path, readDeclarations(path, adapt));
    return files.get(path);
  };

  /** The declaration that `name` means in a file. */
  const find = (path, name) => {
    const { declarations, imports } = file(path);
    if (declarations.has(name)) return declarations.get(name);
    if (imports.has(name)) return find(imports.get(name), name);
    return Object.hasOwn(helpers, name) ? find(join(folder, helpers[name]), name) : undefined;
  };

  /** What a file exports, by name and in its order, and whether it does so as a type alone. */
  const exportsOf = (path) => {
    const found = new Map();
    // `export type *` may repeat what is exported as a value.
    const add = (name, meaning) => found.get(name)?.asType === false || found.set(name, meaning);
    for (const { name, from, asType } of file(path).exports) {
      if (name !== '*') add(name, { declaration: find(from, name), asType });
      else for (const [each, meaning] of exportsOf(from)) add(each, { ...meaning, asType: asType || meaning.asType });
    }
    return found;
  };
  return { find, exportsOf };
}

/** The declarations that stand in an entry's file, by name, and the names of those that it shares with earlier entries. */
function collect({ find }, published, homes) {
  const own = new Map();
  const shared = new Set();
  const globals = new Map();
  const visit = (name, declaration) => {
    if (!declaration) throw new Error(`${name} is exported, but not declared`);
    if (homes.has(declaration)) shared.add(name);
    else if (!own.has(name)) {
      own.set(name, declaration);
      for (const used of declaration.names) {
        const target = find(declaration.path, used);
        if (target) visit(used, target);
        else globals.set(used, name);
      }
    } else if (own.get(name) !== declaration) throw new Error(`There are two declarations of the name ${name}`);
  };
  for (const [name, { declaration }] of published) visit(name, declaration);
  for (const [name, user] of globals) {
    // Keywords and values are written small.
    if (/^[A-Z]/.test(name) && own.has(name))
      throw new Error(`${user} means the platform's ${name}, which a declaration would hide`);
  }
  for (const name of own.keys()) if (!published.has(name)) dissolve(name, own);
  return { own, shared: [...shared].sort() };
}

/** Puts the type of a constant that is not public, or that of a list's elements, where it is used. */
function dissolve(name, own) {
  const [text] = own.get(name).texts;
  if (/^(export )?declare (abstract )?class /m.test(text))
    throw new Error(`The class ${name} has to be exported: a copy is another type`);
  const type = /^(?:export )?declare const [\w$]+: ([^]*);$/m.exec(text)?.[1];
  if (!type) return;
  const { names } = own.get(name);
  const elements = /^readonly \[([^]*)\]$/
    .exec(type)?.[1]
    .split(',')
    .map((each) => each.trim().replaceAll('"', "'"));
  const replace = (user) =>
    user
      .replaceAll(`= typeof ${name};`, () => `= ${type};`)
      .replaceAll(`= (typeof ${name})[number];`, (all) => (elements ? `= ${elements.join(' | ')};` : all));
  own.delete(name);
  for (const [user, declaration] of own) {
    if (!declaration.names.has(name)) continue;
    const texts = declaration.texts.map(replace);
    if (texts.some((each) => each.includes(`typeof ${name}`)))
      throw new Error(`${user} uses the constant ${name} in a way that is not supported`);
    own.set(user, { ...declaration, texts, names: new Set([...declaration.names, ...names]) });
  }
}

function write(own, published, shared, homes) {
  const parts = [];
  const users = [...own.values()];
  const used = shared.filter((name) => users.some(({ names }) => names.has(name)));
  const passedOn = shared.filter((name) => published.has(name));
  const entryOf = new Map([...homes.values()].map(({ entry, name }) => [name, entry]));
  for (const entry of new Set(entryOf.values())) {
    const ofIt = (names) => names.filter((name) => entryOf.get(name) === entry).join(', ');
    if (ofIt(used)) parts.push(`import type { ${ofIt(used)} } from './${entry}.js';`);
    if (ofIt(passedOn)) parts.push(`export { ${ofIt(passedOn)} } from './${entry}.js';`);
  }
  // The public ones first: what they need follows them.
  const order = [...own.keys()].sort((a, b) => Number(published.has(b)) - Number(published.has(a)));
  const typesAlone = order.filter(
    (name) => published.get(name)?.asType && /^export declare /m.test(own.get(name).texts[0]),
  );
  for (const name of order) {
    const isExported = published.has(name) && !typesAlone.includes(name);
    parts.push(
      own
        .get(name)
        .texts.map((text) => (isExported ? text : text.replace(/^export /m, '')))
        .join('\n'),
    );
  }
  if (typesAlone.length > 0) parts.push(`export type { ${typesAlone.join(', ')} };`);
  // Without an export list, everything in a file of declarations is exported.
  else if (passedOn.length === 0) parts.push('export {};');
  return `${parts.join('\n\n')}\n`;
}
