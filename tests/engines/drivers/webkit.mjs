// WebKitGTK: its MiniBrowser on a screen of its own, by W3C WebDriver over HTTP: https://www.w3.org/TR/webdriver2/
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findProgram, startProgram, startScreen } from './program.mjs';

export async function start({ folder, downloads, seconds }) {
  const driverProgram = findProgram(['WebKitWebDriver'], 'webkit2gtk-driver');
  const screen = await startScreen();
  const config = join(folder, '.config');
  mkdirSync(config);
  writeFileSync(join(config, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const port = await freePort();
  const env = { DISPLAY: screen.display, HOME: folder, XDG_CONFIG_HOME: config, XDG_RUNTIME_DIR: folder, GDK_BACKEND: 'x11' };
  const driver = startProgram(driverProgram, [`--port=${port}`, '--host=127.0.0.1'], { env, folder });
  const end = async () => {
    await driver.end();
    await screen.end();
  };
  try {
    const call = caller(`http://127.0.0.1:${port}`, driver.ended);
    await untilReady(call);
    const timeouts = { script: seconds * 1000, pageLoad: seconds * 1000 };
    const capabilities = { alwaysMatch: { timeouts } }; // and the MiniBrowser that the driver belongs to
    const newSession = () => call('POST', '/session', { capabilities });
    let current = await newSession();
    const session = (method, path, body) => call(method, `/session/${current.sessionId}${path}`, body);
    let first = await session('GET', '/window');
    const open = async () => {
      try {
        return await openWindow(session, first);
      } catch (error) {
        // A page that crashed took its session along.
        if (!/invalid session id/.test(error)) throw error;
        current = await newSession();
        first = await session('GET', '/window');
        return openWindow(session, first);
      }
    };
    return { version: current.capabilities.browserVersion, open, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The driver's commands go to the current window, so each step chooses its own before. The first one always stays. */
async function openWindow(session, first) {
  const { handle } = await session('POST', '/window/new', { type: 'tab' });
  const here = async (method, path, body) => {
    await session('POST', '/window', { handle });
    return session(method, path, body);
  };
  return {
    go: (url) => here('POST', '/url', { url }),
    evaluate: (expression) => here('POST', '/execute/async', { script: `(${expression}).then(arguments[0])`, args: [] }),
    async close() {
      await here('DELETE', '/window');
      await session('POST', '/window', { handle: first });
    },
  };
}

function caller(base, ended) {
  return async (method, path, body) => {
    const request = fetch(base + path, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
    const response = await Promise.race([request, ended]);
    const { value } = await response.json();
    const crashed = /Could not parse script result/.test(value?.message) ? " (the page's process crashed)" : '';
    if (value?.error) throw new Error(`${value.error}: ${value.message}${crashed}`);
    return value;
  };
}

async function untilReady(call) {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      return await call('GET', '/status');
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The driver tells no port of its own choice. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
