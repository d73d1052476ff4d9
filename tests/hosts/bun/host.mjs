// Bun: run, and its bundler.
const program = `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`;

export default {
  name: 'bun',
  title: 'Bun 1.4.5',
  fast: true,
  packages: { [program]: '1.4.5' },
  async run({ check, run, printed, path }) {
    const bun = path('node_modules', program, 'bin/bun');
    await check('run', () => printed(bun, ['run', 'main.mjs']));
    await check('build --target=bun, imwrite/inline', async () => {
      await run(bun, ['build', 'inline.mjs', '--target=bun', '--outfile=bundle/main.js']);
      return printed(bun, ['run', path('bundle/main.js')], { cwd: '/' });
    });
    await check('build --compile, imwrite/inline', async () => {
      await run(bun, ['build', 'inline.mjs', '--compile', '--outfile=bundle/program']);
      return printed(path('bundle/program'), [], { cwd: '/' });
    });
  },
};
