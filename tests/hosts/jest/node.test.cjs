// A test as Jest runs it by default: CommonJS.
const { configure, imread, imwrite } = require('imwrite');
const { check } = require('./check.cjs');

test('the check', async () => {
  console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
}, 100_000);
