// Opens what a host built in the system's Chromium and waits for the result that its page leaves.
import { startBrowser, startWithExtension } from '../../browser/browser.mjs';

let browser;

/**
 * The page, or the frame in it that `frame` names, sets `globalThis.hostResult` to the result or a promise of it.
 * What the page complains about is told when there is no result.
 */
export async function resultOfPage(url, { timeout = 120_000, frame } = {}) {
  // A page may take the browser with it.
  if (!browser?.isConnected()) browser = await startBrowser();
  const context = await browser.newContext();
  try {
    return await resultIn(await context.newPage(), url, { timeout, frame });
  } finally {
    await context.close();
  }
}

export async function resultIn(page, url, { timeout = 120_000, frame } = {}) {
  const complaints = new Set();
  let crashed = Infinity;
  const tellAll = (text, fatal) => {
    complaints.add(text);
    if (fatal) crashed = Math.min(crashed, Date.now());
  };
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && tellAll(message.text()));
  page.on('pageerror', (error) => tellAll(String(error), true));
  page.on('requestfailed', (request) => tellAll(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => response.status() >= 400 && tellAll(`${response.url()}: ${response.status()}`, true));
  const deadline = Date.now() + timeout;
  let problem = '';
  try {
    if (url.startsWith('http')) await connected(url);
    await page.goto(url, { timeout, waitUntil: 'load' });
    while (Date.now() < deadline) {
      // A development server may load the page again at any time.
      const target = frame ? await frameNamed(page, frame) : page;
      const result = await within(deadline - Date.now(), target.evaluate(() => globalThis.hostResult).catch(retryAfterReload));
      if (result) return result;
      // With its script broken, it will not come; a moment for a page that recovers.
      if (Date.now() > crashed + 5000) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } catch (error) {
    problem = String(error.message).split('\n')[0];
  }
  throw new Error([problem || 'the page gives no result', ...complaints].slice(0, 8).join('\n      '));
}

function retryAfterReload(error) {
  if (!/context was destroyed|navigat|Target closed/i.test(error.message)) throw error;
}

async function frameNamed(page, name) {
  await page.waitForSelector(`iframe[name="${name}"]`);
  return page.frame({ name });
}

function within(timeout, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page has no result after ${timeout / 1000} s`)), timeout);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export async function closeBrowser() {
  await browser?.close();
}

/** Opens a page of an unpacked extension, in a browser of its own. */
export async function resultOfExtension(folder, name) {
  const context = await startWithExtension(folder);
  try {
    // Its id is in the address of its background, which starts with the browser.
    const [background] = context.serviceWorkers();
    const { host } = new URL((background ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }))).url());
    return await resultIn(await context.newPage(), `chrome-extension://${host}/${name}`);
  } finally {
    await context.close();
  }
}

/** Waits until a server takes connections: some say that they are ready a moment before. */
async function connected(url) {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    const refused = await fetch(url, { method: 'HEAD' }).then(() => false, () => true);
    if (!refused) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
