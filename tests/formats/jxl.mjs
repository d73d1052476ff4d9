// JPEG XL in tests: libjxl's own djxl judges its files, and makes PNG of them for sharp.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/programs.mjs';

/** The file as djxl decodes it, in the form that the extension names. */
export function byDjxl(bytes, extension) {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-jxl-'));
  const [from, to] = [join(folder, 'file.jxl'), join(folder, `file.${extension}`)];
  try {
    writeFileSync(from, bytes);
    execFileSync('djxl', ['--quiet', from, to], { stdio: 'pipe' });
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export default {
  // A naked codestream, or the container.
  magic: '(ff0a|0000000c4a584c20)',
  lossless: {},
  isLossless: () => true,
  close: {},
  closeWithin: 0,
  judge: (files) => files.forEach((file) => run('djxl', '--quiet', file, `${file}.png`)),
  forSharp: (bytes) => [byDjxl(bytes, 'png')],
  keeping: { effort: true },
  moduleBytes: 46_500,
};
