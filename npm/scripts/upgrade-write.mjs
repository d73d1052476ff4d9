// What npm run upgrade writes: the version into upstream.json and into the headers of the patches that apply to it.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Returns the names of the files that it changed. */
export function writeVersion(library, { version, file, sha256 }, results) {
  const path = join(library.folder, 'upstream.json');
  let text = readFileSync(path, 'utf8');
  // Line by line: the rest of the file stays as somebody wrote it.
  for (const [field, value] of Object.entries({ version, file, sha256 })) {
    text = text.replace(new RegExp(`^(  "${field}": )"[^"]*"`, 'm'), (_, start) => start + JSON.stringify(value));
  }
  writeFileSync(path, text);
  const fitting = library.patches.filter(({ name, appliesTo }) => {
    const result = results.find((one) => one.name === name);
    return result?.outcome === 'applies' && !appliesTo.includes(version);
  });
  for (const patch of fitting) {
    const before = readFileSync(patch.file, 'utf8');
    writeFileSync(
      patch.file,
      before.replace(/^Applies to: .*$/m, (line) => `${line}, ${version}`),
    );
  }
  return [path, ...fitting.map((patch) => patch.file)].map((one) => basename(one));
}
