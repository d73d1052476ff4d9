// The package imported in a worker of the application: module, classic, shared.
export default {
  name: 'workers',
  title: 'Worker of a page, no bundler',
  async run({ check, entry, write, serve, page }) {
    // Import maps do not reach workers.
    write('imwrite.js', `export * from '${entry('.')}';\n`);
    await check('module worker', async () => page(`${await serve()}#module`));
    await check('classic worker, import()', async () => page(`${await serve()}#classic`));
    await check('shared worker', async () => page(`${await serve()}#shared`), { workers: 'none' });
  },
};
