// Chromium, through playwright-core, as the other browser tests start it.
import { join } from 'node:path';
import { startBrowser } from '../../browser/browser.mjs';

export async function start({ downloads }) {
  const browser = await startBrowser();
  return {
    version: browser.version(),
    async open(complain) {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complain(message.text()));
      page.on('pageerror', (error) => complain(String(error)));
      page.on('download', (download) => download.saveAs(join(downloads, download.suggestedFilename())));
      return {
        go: (url) => page.goto(url),
        evaluate: (expression) => page.evaluate(expression),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
