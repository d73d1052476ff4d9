// Node, as CommonJS: require() of the package, as old tools do it.
const { configure, imread, imwrite } = require('imwrite');

import('./check.js').then(async ({ check }) => {
  console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
});
