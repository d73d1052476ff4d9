// A service worker that uses the package's static entry, because the HTML standard forbids import() there.
import * as imw from '/imwrite/static/index.js';
import { plain, rgbaPattern } from './tools.js';

addEventListener('install', () => skipWaiting());
addEventListener('message', async ({ data: { format, options }, ports: [port] }) => {
  try {
    const bytes = await imw.imwrite({ data: rgbaPattern(40, 30), width: 40, height: 30 }, format, options);
    port.postMessage({ bytes });
  } catch (error) {
    port.postMessage({ error: plain(error, imw.ImwriteError) });
  }
});
