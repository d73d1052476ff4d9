// The page without a network: a service worker keeps its files after the first visit. As an installed program, it opens files.

const PAUSE_MS = 2000; // the first picture comes first

/** `open(files)` gets the files that the system opens the program with. */
export function wireOffline(line, open) {
  globalThis.launchQueue?.setConsumer(async ({ files }) => {
    if (files.length > 0) open(await Promise.all(files.map((file) => file.getFile())));
  });
  if (!navigator.serviceWorker) return;
  setTimeout(() => void keep(line), PAUSE_MS);
}

async function keep(line) {
  try {
    await navigator.serviceWorker.register('offline-worker.js', { type: 'module' });
    await navigator.serviceWorker.ready;
    line.textContent = 'Works offline from now on.';
  } catch {
    line.textContent = 'Needs a network: this browser keeps no pages.';
  }
}
