// Writes what follows from the built codecs' describe(): web/generated/*.ts, web/types/generated.ts and the option tables in docs/options.md;
// and from third_party/: the tables in docs/third-party.md.
// `--check` writes nothing and fails when a file is stale. Needs the wasm build; needs no packages.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { basename, join } from 'node:path';
import { modulesFile, versionsFile } from './generated-modules.mjs';
import { formatsFile, optionTables, textsFile, typesFile } from './generated-text.mjs';
import { libraryNames, readLibrary } from '../../cmake/provision/libraries.mjs';
import { synchronousGlue } from './synchronous-glue.mjs';
import { thirdPartyTables } from './third-party-page.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = join(root, 'build/wasm/bin');
const scratch = await mkdtemp(join(tmpdir(), 'imwrite-generate-'));

/** The records of all codecs: { encoders, decoders, transcoders }. */
async function describe() {
  const glue = join(scratch, 'describe.mjs');
  await writeFile(glue, await synchronousGlue(join(binaries, 'describe.js')));
  const { default: factory } = await import(pathToFileURL(glue));
  const wasm = await WebAssembly.compile(await readFile(join(binaries, 'describe.wasm')));
  const module = factory({
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(wasm, imports);
      done(instance);
      return instance.exports;
    },
  });
  return JSON.parse(module.describe());
}

async function moduleNames() {
  const files = await readdir(binaries).catch(() => []);
  const built = files.filter((file) => file.endsWith('.wasm')).map((file) => basename(file, '.wasm'));
  const names = built.filter((name) => name !== 'describe').sort();
  if (names.length === 0) throw new Error(`${binaries} holds no .wasm files: build the preset "wasm" first`);
  return names;
}

/** The file's text with `tables` between its marks; undefined where there is no such file. */
async function filled(file, mark, tables) {
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const [start, end] = [`<!-- ${mark}:start -->`, `<!-- ${mark}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} needs the lines ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n${tables}\n${text.slice(to)}`;
}

async function wanted() {
  const modules = await moduleNames();
  const { version } = JSON.parse(await readFile(join(root, 'npm/package.json'), 'utf8'));
  const { encoders, decoders, transcoders } = await describe();
  // Every reader has the same.
  const { limits } = decoders[0];
  const libraries = Object.assign({}, ...[...encoders, ...decoders, ...transcoders].map((codec) => codec.libraries));
  const texts = {
    'web/types/generated.ts': typesFile(encoders, transcoders, limits),
    'web/generated/formats.ts': formatsFile(encoders, limits),
    'web/generated/option-texts.ts': textsFile(encoders, limits),
    'web/generated/modules.ts': modulesFile(modules, transcoders),
    'web/generated/versions.ts': versionsFile({ imwrite: version, ...libraries }),
  };
  texts['docs/options.md'] = await filled('docs/options.md', 'options', optionTables(encoders, transcoders, limits));
  const thirdParty = thirdPartyTables(libraryNames().map((name) => readLibrary(name)));
  texts['docs/third-party.md'] = await filled('docs/third-party.md', 'libraries', `\n${thirdParty}\n`);
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
}

const check = process.argv.includes('--check');
let stale = 0;
for (const [file, text] of Object.entries(await wanted())) {
  const path = join(root, file);
  const present = await readFile(path, 'utf8').catch(() => '');
  if (present === text) continue;
  ++stale;
  if (!check) await writeFile(path, text);
  console.log(check ? `${file} is stale: run \`npm run generate\`` : `${file} written`);
}
await rm(scratch, { recursive: true });
if (check && stale > 0) process.exitCode = 1;
