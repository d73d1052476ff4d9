// Which code blocks of the pages run in a page of the site, and with which lines.

/** What only Node has. */
const ofNode = /from '(?!imwrite(\/cv)?')|\bimport\(|\b(Buffer|process|require)\b/;

/**
 * The program of a block, or undefined where it has none: JavaScript that imports the package alone and does something by itself
 * or by `call`, the lines of a comment "<!-- run … -->" behind the block, for a block that only exports functions.
 */
export function programOf({ language, role, code, call }) {
  if (language !== 'js' || !['', 'page'].includes(role) || ofNode.test(code)) return undefined;
  if (!/^import .* from 'imwrite/m.test(code)) return undefined;
  if (call !== undefined) return `${code}\n// Try it.\n${call}`;
  if (/^export /m.test(code) || !/^(?!import |\/\/|\s|$)/m.test(code)) return undefined;
  return code;
}

/** The lines of a comment "<!-- run … -->"; undefined if it is another one. */
export const callOf = (comment) => /^<!-- run\n([^]*)-->\s*$/.exec(comment)?.[1];
