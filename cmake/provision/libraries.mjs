// What the folders of third_party/ say: each library's upstream.json, and its patches with their headers.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, exists } from './cache.mjs';
import { ProvisionError } from './report.mjs';

export const THIRD_PARTY = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'third_party');

const FIELDS = ['Why', 'Gain', 'Upstream', 'Applies to', 'Guarded by', 'Needs'];

export function libraryNames(root = THIRD_PARTY) {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .filter((name) => exists(join(root, name, 'upstream.json')))
    .sort();
}

/**
 * { name, folder, upstream, licenses, package, versions: [{ version, file, sha256 }], patches }; the first version is
 * the one we test.
 */
export function readLibrary(name, root = THIRD_PARTY) {
  const folder = join(root, name);
  const path = join(folder, 'upstream.json');
  let json;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ProvisionError(`${path} cannot be read: ${error.message}.`);
  }
  const { version, file, sha256, fallbacks = [], ...others } = json;
  return {
    ...others,
    name,
    folder,
    versions: [{ version, file, sha256 }, ...fallbacks],
    patches: patchesIn(join(folder, 'patches')),
  };
}

/** In the order in which they are applied: that of their names. */
function patchesIn(folder) {
  if (!exists(folder)) return [];
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .sort();
  return files.map((file) => ({
    name: file.slice(0, -'.patch'.length),
    file: join(folder, file),
    ...readPatch(readFileSync(join(folder, file), 'utf8')),
  }));
}

/**
 * A patch's fields, `Why: …` up to the first empty line, where an indented line goes on; `body` is what comes behind
 * that.
 */
export function readPatch(text) {
  const end = text.indexOf('\n\n');
  const header = {};
  const unknown = [];
  let field;
  for (const line of text.slice(0, Math.max(end, 0)).split('\n')) {
    const [, name, value] = /^([A-Z][A-Za-z ]*): (.*)$/.exec(line) ?? [];
    if (FIELDS.includes(name)) {
      field = name;
      header[field] = value;
    } else if (field && /^ {2}\S/.test(line)) {
      header[field] += ` ${line.trim()}`;
    } else {
      unknown.push(line);
    }
  }
  const list = (name) => header[name]?.split(/,\s*/) ?? [];
  return { header, unknown, appliesTo: list('Applies to'), needs: list('Needs'), body: text.slice(end + 2) };
}

/**
 * Where a version's patched sources live. Other changes are another folder, so an old build folder keeps what it was
 * configured with.
 */
export function sourceFolder(name, version, patches) {
  const hash = createHash('sha256');
  for (const { body } of patches) hash.update(body);
  return join(cacheFolder(), 'sources', `${name}-${version}-${hash.digest('hex').slice(0, 8)}`);
}
