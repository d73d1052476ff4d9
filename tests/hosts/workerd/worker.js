// A worker of workerd (Cloudflare Workers).
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

export default {
  async fetch() {
    return Response.json(await check({ configure, imread, imwrite }));
  },
};
