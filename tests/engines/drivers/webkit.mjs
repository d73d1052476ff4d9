// WebKitGTK: its MiniBrowser on a screen of its own, by W3C WebDriver over HTTP: https://www.w3.org/TR/webdriver2/
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { requireProgram, startProgram, startScreen } from './program.mjs';

export async function start({ folder, downloads, seconds }) {
  const program = requireProgram(['WebKitWebDriver'], 'webkit2gtk-driver');
  const config = join(folder, '.config');
  mkdirSync(config);
  writeFileSync(join(config, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const port = await freePort();
  const places = { DISPLAY: await startScreen(folder), HOME: folder, XDG_CONFIG_HOME: config, XDG_RUNTIME_DIR: folder };
  const driver = startProgram(folder, program, [`--port=${port}`, '--host=127.0.0.1'], {
    ...places,
    GDK_BACKEND: 'x11',
  });
  const call = caller(`http://127.0.0.1:${port}`, driver.ended, seconds);
  await untilReady(call);
  const timeouts = { script: seconds * 1000, pageLoad: seconds * 1000 };
  let sessionId;
  let first;
  let lost = false;
  const session = async (method, path, body) => {
    try {
      return await call(method, `/session/${sessionId}${path}`, body);
    } catch (error) {
      // A page that crashed takes its session along, at once or a little later.
      lost ||= /unknown error|invalid session id/.test(error);
      throw error;
    }
  };
  const newSession = async () => {
    // The browser is the MiniBrowser that the driver belongs to.
    const { sessionId: id, capabilities } = await call('POST', '/session', {
      capabilities: { alwaysMatch: { timeouts } },
    });
    [sessionId, lost] = [id, false];
    first = await session('GET', '/window');
    return capabilities.browserVersion;
  };
  const version = await newSession();
  const open = async () => {
    if (lost) {
      await session('DELETE', '').catch(() => {});
      await newSession();
    }
    return openWindow(session, first);
  };
  return { version, open, close: () => {} };
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
    evaluate: (expression) =>
      here('POST', '/execute/async', { script: `(${expression}).then(arguments[0])`, args: [] }),
    async close() {
      await here('DELETE', '/window');
      await session('POST', '/window', { handle: first });
    },
  };
}

function caller(base, ended, seconds) {
  const headers = { 'Content-Type': 'application/json' };
  return async (method, path, body) => {
    const signal = AbortSignal.timeout((seconds + 5) * 1000);
    const request = fetch(base + path, { method, headers, body: body && JSON.stringify(body), signal });
    const response = await Promise.race([request, ended]);
    const { value } = await response.json();
    // What a script throws is caught in the page, so there it is all that the driver knows of a crash.
    const crash = value?.error === 'unknown error' ? " (the page's process crashed?)" : '';
    if (value?.error) throw new Error(`${value.error}: ${value.message}${crash}`);
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
