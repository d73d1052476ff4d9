// A server in CommonJS whose files @vercel/nft finds.
const { configure, imread, imwrite } = require('imwrite');

import('./check.js').then(async ({ check }) => {
  console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
});
