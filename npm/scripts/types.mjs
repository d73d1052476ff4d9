// Writes npm/dist/types: one file of declarations for each entry, rolled up from those that the compiler makes of web/,
// and the copies of it for CommonJS and for compilers before TypeScript 5.7.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollUp } from './roll-up.mjs';

const npm = fileURLToPath(new URL('../', import.meta.url));

/** The entries, each with what the compiler makes of it. */
const entries = { index: 'index.d.ts', cv: 'cv/index.d.ts' };

/** Classes that come with the DOM library or @types/node: where TypeScript has neither, nothing is of their type. */
const hostClasses = ['AbortSignal', 'URL'];

/** A generic one, which no type can look up by name. */
const hostGeneric = /^(?!\s*(\/\*)?\*).*\bReadableStream</;

/** Comments, texts, names. */
const token = /\/\*[^]*?\*\/|'(?:[^'\\]|\\.)*'|\w+/g;

export function writeTypes(dist) {
  const emitted = mkdtempSync(join(tmpdir(), 'imwrite-types-'));
  try {
    emit(emitted);
    for (const [name, text] of Object.entries(
      rollUp(emitted, entries, forEveryHost, { Global: 'types/global.d.ts' }),
    )) {
      const title = `// The types of imwrite${name === 'index' ? '' : `/${name}`}.\n`;
      for (const [folder, form] of [
        ['types', text],
        ['types/ts5.6', forOldCompilers(text)],
      ]) {
        mkdirSync(join(dist, folder), { recursive: true });
        writeFileSync(join(dist, folder, `${name}.d.ts`), title + form);
        writeFileSync(join(dist, folder, `${name}.d.cts`), title + form.replace(/'\.\/(\w+)\.js';$/gm, "'./$1.cjs';"));
      }
    }
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
}

function emit(folder) {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const settings = ['-p', join(npm, 'tsconfig.types.json'), '--outDir', folder];
  execFileSync(process.execPath, [join(typescript, 'bin/tsc'), ...settings], { stdio: 'inherit' });
}

/** A declaration as it compiles without the DOM library, too. */
function forEveryHost(code) {
  const named = code.replace(token, (piece) => (hostClasses.includes(piece) ? `Global<'${piece}'>` : piece));
  const reason = '// @ts-ignore: ReadableStream comes with the DOM library or @types/node.';
  return named.replace(/^.*$/gm, (line) =>
    hostGeneric.test(line) ? `${/^\s*/.exec(line)[0]}${reason}\n${line}` : line,
  );
}

/** Typed arrays and their views became generic in TypeScript 5.7. */
function forOldCompilers(text) {
  return text.replace(/\b(\w+Array|DataView|ArrayBufferView)<ArrayBuffer(?:Like)?>/g, '$1');
}
