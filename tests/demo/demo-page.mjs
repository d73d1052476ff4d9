// How the tests handle the demo page.
import { readFile } from 'node:fs/promises';
import { fixture, openPage, sharp } from '../browser/support.mjs';

/** The demo in a fresh page, once the first picture is encoded. `path` may hold settings, such as '#format=png'. */
export async function openDemo(t, site, { path = '', ...options } = {}) {
  const opened = await openPage(t, site, path, options);
  await written(opened.page);
  return opened;
}

const VIEWPORT = { width: 1280, height: 720 };
const MEDIA = { colorScheme: 'light', reducedMotion: 'no-preference', forcedColors: 'none' };

/**
 * A page that the tests of a file share, since opening one takes seconds. The function that is returned gives it as a visitor
 * finds it: the first picture and format, no options, no files. It is closed with the browser.
 */
export function useDemo(site, options) {
  let opened;
  let format;
  return async () => {
    if (opened) {
      await reset(opened.page, format);
      return opened;
    }
    opened = await openDemo({ after() {} }, site, options);
    format = await opened.page.locator('#formats :checked').inputValue();
    return opened;
  };
}

async function reset(page, format) {
  await page.setViewportSize(VIEWPORT);
  await page.emulateMedia(MEDIA);
  await page.evaluate(() => {
    const byId = (id) => document.getElementById(id);
    document.documentElement.style.fontSize = '';
    document.activeElement.blur();
    scrollTo(0, 0);
    for (const id of ['stop', 'compare-stop', 'batch-clear', 'zoom-fit']) byId(id).click();
    for (const view of document.querySelectorAll('[name=view][value=slider]')) view.click();
    byId('split').value = 50;
    byId('split').dispatchEvent(new Event('input'));
    for (const button of document.querySelectorAll('#files [aria-label^=Delete]')) button.click();
    byId('search').value = '';
    byId('search').dispatchEvent(new Event('input'));
  });
  await chooseFormat(page, format);
  await page.locator('#reset').click();
  await page.evaluate(() => document.querySelector('#options details')?.removeAttribute('open'));
  // The settings above may have begun an encode; the one that counts begins when the picture has been opened.
  await page.evaluate(async () => {
    const told = new Promise((resolve) => {
      new MutationObserver((_, observer) => resolve(observer.disconnect())).observe(document.getElementById('facts'), {
        childList: true,
      });
    });
    document.querySelector('[data-sample]').click();
    await told;
  });
  await facts(page, 'coffee.png');
  await written(page);
}

/** Waits until nothing is being encoded any more and a result is there. */
export const written = (page) => page.locator('#download:not([disabled])').waitFor();

/** What the page does after `change`, once the new result is there. */
export async function afterwards(page, change) {
  await page.evaluate(() => {
    const download = document.getElementById('download');
    globalThis.renewed = new Promise((resolve, reject) => {
      new MutationObserver((records, observer) => {
        if (!records.some(({ oldValue }) => oldValue !== null) || download.disabled) return;
        observer.disconnect();
        resolve();
      }).observe(download, { attributeFilter: ['disabled'], attributeOldValue: true });
      const gaveUp = () =>
        reject(new Error(`no new result in a minute: ${document.getElementById('error').textContent}`));
      setTimeout(gaveUp, 60_000);
    });
    globalThis.renewed.catch(() => {}); // it may end before anyone waits for it
  });
  await change();
  await page.evaluate(() => globalThis.renewed);
}

export const chooseFormat = (page, format) => page.locator(`#formats [value=${format}]`).check();

export async function download(page, button = page.locator('#download')) {
  const [offered] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: offered.suggestedFilename(), bytes: await readFile(await offered.path()) };
}

/** Drops a file on the page, as a hand would. */
export async function drop(page, name, bytes, type = '') {
  const data = await page.evaluateHandle(
    ({ name, bytes, type }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    { name, bytes: new Uint8Array(bytes), type },
  );
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('#stage', event, { dataTransfer: data });
}

export const facts = (page, name) => page.locator('#facts', { hasText: name }).waitFor();

export async function photo(name) {
  const { data, info } = await sharp(fixture(name)).raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height, channels: info.channels };
}
