// A classic worker, which has import() and no import.
Promise.all([import('./imwrite.js'), import('./check.js')]).then(async ([imwrite, { check }]) => postMessage(await check(imwrite)));
