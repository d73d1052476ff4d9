// A page whose own worker uses the package.
const worker = new Worker(new URL('./own-worker.js', import.meta.url));

globalThis.hostResult = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message || 'the worker did not start'));
});
