// '#assets': where a bundle has its glue code, its WebAssembly files and its worker's script from. Each bundle has a form
// of its own, because each host finds files in a way of its own; web/wasm/assets.d.ts says what all of them export.
import { deflateRawSync } from 'node:zlib';

/** Literal addresses, relative to the bundle: the one form that bundlers of pages look for. */
const addressed = {
  wasm: (name) => `() => new URL('../wasm/${name}.wasm', import.meta.url)`,
  worker: "() => new URL('./worker.js', import.meta.url)",
};

/** Glue code on demand, so that a page loads the codecs it uses. */
const lazy = (name) => `() => import('../wasm/${name}.js')`;

const forms = {
  browser: { glue: lazy, ...addressed },
  // import() is forbidden in service workers.
  static: { glue: 'imported', ...addressed },
  // webpack's server build would turn the address into one of the site, which no disk has; tracers of files overlook it in
  // a bare arrow function. The worker is CommonJS by its ending: a copy of it may lie where .js files are, too.
  node: {
    glue: lazy,
    wasm: (name) => `() => { return new URL(/* webpackIgnore: true */ '../wasm/${name}.wasm', import.meta.url); }`,
    worker: "() => { return new URL(/* webpackIgnore: true */ './worker.cjs', import.meta.url); }",
  },
  // __dirname is what tracers of files understand in CommonJS.
  commonjs: {
    glue: lazy,
    head: "import { join } from 'node:path';",
    wasm: (name) => `() => { return join(__dirname, '../wasm/${name}.wasm'); }`,
    worker: "() => { return join(__dirname, 'worker.cjs'); }",
  },
  // Edge runtimes compile nothing at run time: the modules come compiled, by an import.
  workerd: { glue: 'imported', wasm: importedWasm('.wasm') },
  'edge-light': { glue: 'imported', wasm: importedWasm('.wasm?module') },
  inline: {
    glue: (name) => `() => import('../modules/${name}.js')`,
    head: "import { inflate } from '../modules/inflate.js';",
    wasm: (name) => `async () => inflate((await import('../modules/${name}.js')).wasm)`,
    worker: "async () => ({ code: (await import('./worker-text.js')).default })",
  },
  // The thread that started the worker posts compiled modules to it.
  worker: { glue: 'imported', wasm: undefined },
};

function importedWasm(ending) {
  return { import: (name) => `'../wasm/${name}${ending}'` };
}

/** Whether a bundle of this form goes where import() is forbidden. */
export const hasNoImport = (form) => forms[form].glue === 'imported';

/** The text of '#assets' for a bundle of this form. */
export function assetsText(form, names) {
  const { head = '', glue, wasm, worker } = forms[form];
  const imports = [head];
  const imported = (kind, index, from) => {
    imports.push(`import ${kind}${index} from ${from};`);
    return `${kind}${index}`;
  };
  const record = (what, valueOf) =>
    `export const ${what} = {\n${names.map((name, i) => `  '${name}': ${valueOf(name, i)},\n`).join('')}};`;
  const glueOf = (name, i) =>
    glue === 'imported'
      ? `() => Promise.resolve({ default: ${imported('glue', i, `'../wasm/${name}.js'`)} })`
      : glue(name);
  const wasmOf = (name, i) => (wasm.import ? `() => ${imported('wasm', i, wasm.import(name))}` : wasm(name));
  const records = [record('glueOf', glueOf), wasm ? record('wasmOf', wasmOf) : ''];
  return [...imports, ...records, `export const workerScript = ${worker ?? 'undefined'};`].join('\n');
}

/** dist/inline/modules/<name>.js: a codec's glue code and its WebAssembly file as text. */
export function inlineModule(name, wasm) {
  const text = deflateRawSync(wasm, { level: 9 }).toString('base64');
  return `export { default } from '../../wasm/${name}.js';\nexport const wasm = '${text}';\n`;
}
