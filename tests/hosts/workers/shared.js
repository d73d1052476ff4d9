// A shared worker.
import { configure, imread, imwrite } from './imwrite.js';
import { check } from './check.js';

addEventListener('connect', async ({ ports: [port] }) => port.postMessage(await check({ configure, imread, imwrite })));
