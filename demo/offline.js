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
    const { active } = await navigator.serviceWorker.ready;
    const missing = await keepModules(active);
    line.textContent = missing ? 'Works offline, with the formats that were used.' : 'Works offline from now on.';
  } catch {
    line.textContent = 'Needs a network: this browser keeps no pages.';
  }
}

/** Has the codecs kept that were not needed yet; gives how many could not be. */
function keepModules(worker) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage('keep modules', [port2]);
  return new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data.missing)));
}
