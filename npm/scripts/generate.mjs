// Writes what follows from the built codecs' describe(): web/generated/*.ts, web/types/generated.ts and the option tables in README.md.
// `--check` writes nothing and fails when a file is stale. Needs the wasm build; needs no packages.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { basename, join } from 'node:path';
import { formatsFile, modulesFile, readmeTables, textsFile, typesFile, versionsFile } from './generated-text.mjs';
import { synchronousGlue } from './synchronous-glue.mjs';

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

function fillReadme(readme, tables) {
  const [start, end] = ['<!-- options:start -->', '<!-- options:end -->'];
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md needs the lines ${start} and ${end}`);
  return `${readme.slice(0, from + start.length)}\n${tables}\n${readme.slice(to)}`;
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
    'web/generated/modules.ts': modulesFile(modules),
    'web/generated/versions.ts': versionsFile({ imwrite: version, ...libraries }),
  };
  const readme = await readFile(join(root, 'README.md'), 'utf8').catch(() => undefined);
  if (readme !== undefined) texts['README.md'] = fillReadme(readme, readmeTables(encoders, transcoders, limits));
  return texts;
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
