// A function for an edge runtime.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

addEventListener('fetch', (event) => {
  event.respondWith(check({ configure, imread, imwrite }).then((result) => new Response(JSON.stringify(result))));
});
