// A service worker: import() is not allowed there, so that the package comes with static glue.
import { configure, imread, imwrite } from 'imwrite/static';
import { check } from './check.js';

addEventListener('message', (event) => {
  event.waitUntil(check({ configure, imread, imwrite }).then((result) => event.ports[0].postMessage(result)));
});
