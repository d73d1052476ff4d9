// The files of the repository, and what they include and import, as their lines say it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (path) => readFileSync(join(root, path), 'utf8');

/** The files below a folder whose names match, as paths from the root. */
export function filesIn(folder, pattern) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return paths.filter((path) => pattern.test(path) && !/(^|\/)(node_modules|dist)\//.test(path)).sort();
}

export const cpp = /\.(h|cc)$/;
export const script = /\.(ts|js|mjs)$/;

/** [{ name, angled }] of a C++ file. */
export function includesOf(path) {
  const lines = read(path).matchAll(/^\s*#\s*include\s*([<"])([^>"]+)/gm);
  return [...lines].map(([, bracket, name]) => ({ name, angled: bracket === '<' }));
}

/** The specifiers of a script's imports and exports, import() included. */
export function importsOf(path) {
  const text = read(path).replace(/\/\*[^]*?\*\/|^\s*\/\/.*$|`[^`]*`/gm, '');
  const found = text.matchAll(/\bfrom\s*(['"])([^'"]+)\1|(?<!-)\bimport\s*\(?\s*(['"])([^'"]+)\3/g);
  return [...found].map((match) => match[2] ?? match[4]);
}

/** The file an include or import of `path` names, from the root. */
export const target = (path, specifier) => posix.normalize(posix.join(dirname(path), specifier));

/** Circles among what files take from one another, each once: the names on its way, from one back to itself. */
export function circlesIn(edges) {
  const circles = [];
  const done = new Set();
  const visit = (name, way) => {
    if (way.includes(name)) return void circles.push([...way.slice(way.indexOf(name)), name].join(' → '));
    if (done.has(name)) return;
    for (const next of edges.get(name) ?? []) visit(next, [...way, name]);
    done.add(name);
  };
  for (const name of edges.keys()) visit(name, []);
  return circles;
}
