// @vercel/nft, by which Vercel, Nitro (Nuxt) and others decide which files a server gets.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default {
  name: 'nft',
  title: '@vercel/nft 1.11.5',
  packages: { '@vercel/nft': '1.11.5' },
  async run({ check, run, printed, onEnd }) {
    for (const [entry, kind] of [['main.mjs', 'ES module'], ['require.cjs', 'CommonJS']]) {
      await check(kind, async () => {
        // Away from node_modules: what was not traced is not there.
        const folder = mkdtempSync(join(tmpdir(), 'imwrite-nft-'));
        onEnd(() => rmSync(folder, { recursive: true, force: true }));
        await run(process.execPath, ['trace.mjs', entry, folder]);
        return printed(process.execPath, [entry], { cwd: folder });
      });
    }
  },
};
