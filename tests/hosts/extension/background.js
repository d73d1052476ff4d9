// The background of the extension: a service worker.
import { configure, imread, imwrite } from 'imwrite/static';
import { check } from './check.js';

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  check({ configure, imread, imwrite }).then(respond);
  return true;
});
