// Finds and starts the system's Chromium. Nothing is downloaded: playwright-core has no browser of its own.
import { createRequire } from 'node:module';
import { findProgram } from '../support/find-program.mjs';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findChromium() {
  const found = findProgram(names, process.env.CHROMIUM);
  if (!found)
    throw new Error(
      'no Chromium on PATH: install the Debian package chromium (node cmake/provision/host-tools.mjs --tests), or set CHROMIUM=/path/to/it',
    );
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
  return chromium.launchPersistentContext('', {
    executablePath: findChromium(),
    headless: true,
    args,
    ignoreDefaultArgs,
  });
}
