// A folder in which the examples of a page run: the package, and the files that they read.
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { imread, imwriteFile, imwriteMulti } from '../../npm/dist/node/index.js';
import { sharp } from '../support/sharp.mjs';
import { root } from './support.mjs';

export const execute = promisify(execFile);

/** Both are parts of 16-bit scans, with a profile and a resolution. */
async function scan(step) {
  const data = Uint16Array.from({ length: 60 * 40 * 3 }, (_, i) => (i * step) % 65536);
  const { metadata } = await imread(
    await sharp({ create: { width: 4, height: 4, channels: 3, background: 'navy' } })
      .withIccProfile('p3')
      .tiff()
      .toBuffer(),
  );
  return { data, width: 60, height: 40, channels: 3, metadata: { icc: metadata.icc, dpi: [300, 300] } };
}

/** Makes the folder inside `parent`, with `imwrite` in node_modules and on the path as `npx imwrite`. */
export async function exampleFolder(parent) {
  const folder = mkdtempSync(join(parent, 'page-'));
  for (const name of ['node_modules', 'bin', 'scans']) mkdirSync(join(folder, name));
  symlinkSync(join(root, 'npm'), join(folder, 'node_modules/imwrite'), 'dir');
  const npx = join(folder, 'bin/npx');
  writeFileSync(
    npx,
    `#!/bin/sh\n[ "$1" = imwrite ] || exit 97\nshift\nexec "${process.execPath}" "${root}/npm/dist/cli.js" "$@"\n`,
  );
  chmodSync(npx, 0o755);

  const photo = await imread(join(root, 'tests/fixtures/coffee.png'));
  await imwriteFile(join(folder, 'photo.png'), photo);
  await imwriteFile(join(folder, 'photo.jpg'), photo, { metadata: { dpi: 300, text: { Comment: 'coffee' } } });
  await imwriteFile(join(folder, 'scans/a.tif'), await scan(7), { metadata: 'keep' });
  await imwriteFile(join(folder, 'scans/b.tif'), await scan(11), { metadata: 'keep' });
  const pages = await Promise.all([scan(3), scan(5)]);
  writeFileSync(
    join(folder, 'scan.tif'),
    await imwriteMulti(pages, 'tiff', { metadata: { dpi: 300, iptc: new Uint8Array([0x1c, 2, 120, 0, 1, 65]) } }),
  );
  return folder;
}

/** Runs a program in the folder; its error has what it printed. */
export async function run(folder, file, args, environment = {}) {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, ...environment };
  return execute(file, args, { cwd: folder, env, timeout: 60_000, maxBuffer: 2 ** 26 });
}
