// A server whose files @vercel/nft finds.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
