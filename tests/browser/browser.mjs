// Finds and starts the system's Chromium. Nothing is downloaded: playwright-core has no browser of its own.
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const files = [process.env.CHROMIUM, ...names.flatMap((name) => folders.map((folder) => join(folder, name)))];
  const found = files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error('no Chromium on PATH: install the Debian package chromium (node cmake/provision/host-tools.mjs --tests), or set CHROMIUM=/path/to/it');
  return found;
}

const silent = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Headless, and silent: it asks no server on its own. */
export function startBrowser(more = []) {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: [...silent, ...more] });
}

/** A browser with an unpacked extension, as a context that owns it. */
export function startWithExtension(folder) {
  const args = [...silent, `--disable-extensions-except=${folder}`, `--load-extension=${folder}`];
  const ignoreDefaultArgs = ['--disable-extensions'];
  return chromium.launchPersistentContext('', { executablePath: findChromium(), headless: true, args, ignoreDefaultArgs });
}
