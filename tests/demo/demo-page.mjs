// How the tests handle the demo page.
import { readFile } from 'node:fs/promises';
import { fixture, openPage, sharp } from '../browser/support.mjs';

/** The demo, once the first picture is encoded. */
export async function openDemo(t, site, options) {
  const opened = await openPage(t, site, '', options);
  await written(opened.page);
  return opened;
}

/** Waits until nothing is being encoded any more and a result is there. */
export const written = (page) => page.locator('#download:not([disabled])').waitFor();

/** What the page does after `change`, once the new result is there. */
export async function afterwards(page, change) {
  await page.evaluate(() => {
    const download = document.getElementById('download');
    globalThis.renewed = new Promise((resolve) => {
      new MutationObserver((records, observer) => {
        if (!records.some(({ oldValue }) => oldValue !== null) || download.disabled) return;
        observer.disconnect();
        resolve();
      }).observe(download, { attributeFilter: ['disabled'], attributeOldValue: true });
    });
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
