// Firefox, by WebDriver BiDi over its own WebSocket: https://w3c.github.io/webdriver-bidi/
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { requireProgram, startProgram, startScreen } from './program.mjs';

const require = createRequire(new URL('../../../npm/package.json', import.meta.url));
const WebSocket = require('ws');

/** It asks no server on its own, and saves downloads without asking. */
const preferences = (downloads) => ({
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.download.dir': downloads,
  'browser.download.folderList': 2,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.topsites.contile.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#none',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': 'data:,',
  'webgl.force-enabled': true, // by the processor, where the system has no GPU
});

export async function start({ folder, downloads }) {
  const program = requireProgram(['firefox-esr', 'firefox'], 'firefox-esr');
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  // Without a screen (--headless) it has no WebGL.
  const places = { DISPLAY: await startScreen(folder), HOME: folder, XDG_CONFIG_HOME: folder, XDG_RUNTIME_DIR: folder };
  const env = { ...places, GDK_BACKEND: 'x11', MOZ_CRASHREPORTER_DISABLE: '1' };
  const firefox = startProgram(
    folder,
    program,
    ['--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    env,
  );
  const [, address] = await firefox.said(/WebDriver BiDi listening on (ws:\S+)/);
  const session = await connect(`${address}/session`, firefox.ended);
  const { capabilities } = await session.send('session.new', { capabilities: {} });
  await session.send('session.subscribe', { events: ['log.entryAdded'] });
  return { version: capabilities.browserVersion, open: (complain) => openTab(session, complain), close: session.close };
}

async function openTab({ send, listeners }, complain) {
  const { context } = await send('browsingContext.create', { type: 'tab' });
  const listen = ({ source, level, text }) =>
    source.context === context && ['error', 'warn'].includes(level) && complain(text);
  listeners.add(listen);
  return {
    go: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    async evaluate(expression) {
      const answer = await send('script.evaluate', { expression, target: { context }, awaitPromise: true });
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      return answer.result.value;
    },
    async close() {
      listeners.delete(listen);
      await send('browsingContext.close', { context });
    },
  };
}

/** `send(method, params)` gives a command's result; `listeners` hear the log. */
async function connect(address, ended) {
  const socket = new WebSocket(address, { maxPayload: 2 ** 30, perMessageDeflate: false });
  const lost = new Promise((_, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('Firefox closed the connection')));
  });
  lost.catch(() => {});
  const waiting = new Map();
  const listeners = new Set();
  socket.on('message', (text) => {
    const { id, type, result, error, message, method, params } = JSON.parse(text);
    if (method === 'log.entryAdded') for (const listen of listeners) listen(params);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (type === 'error') reject?.(new Error(`${error}: ${message}`));
    else resolve?.(result);
  });
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), lost, ended]);
  let last = 0;
  const send = (method, params) => {
    const id = ++last;
    const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    socket.send(JSON.stringify({ id, method, params }));
    return Promise.race([answered, lost, ended]);
  };
  return { send, listeners, close: () => socket.terminate() };
}
