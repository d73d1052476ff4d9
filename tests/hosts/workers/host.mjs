// The package imported in a worker of the application: module, classic, shared.
export default {
  name: 'workers',
  title: 'Worker of a page, no bundler',
  async run({ check, read, write, serve, page }) {
    // Import maps do not reach workers.
    const entry = JSON.parse(read('node_modules/imwrite/package.json')).exports['.'].default;
    write('imwrite.js', `export * from '${entry.replace('./', './node_modules/imwrite/')}';\n`);
    await check('module worker', async () => page(`${await serve()}#module`));
    await check('classic worker, import()', async () => page(`${await serve()}#classic`));
    await check('shared worker', async () => page(`${await serve()}#shared`), { workers: 'none' });
  },
};
