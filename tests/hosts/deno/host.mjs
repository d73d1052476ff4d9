// Deno: with all rights, and with no more than to read its project.
const { platform, arch } = process;
const program = `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`;

export default {
  name: 'deno',
  title: 'Deno 2.9.6',
  fast: true,
  packages: { [program]: '2.9.6' },
  async run({ check, printed, path }) {
    const deno = path('node_modules', program, 'deno');
    await check('run -A', () => printed(deno, ['run', '-A', '--node-modules-dir=manual', 'main.mjs']));
    await check('run --allow-read=.', () => printed(deno, ['run', '--no-prompt', '--allow-read=.', '--node-modules-dir=manual', 'main.mjs']));
  },
};
