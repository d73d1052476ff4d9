// Jest 30: CommonJS as by default, with the environments node and jsdom; ES modules.
export default {
  name: 'jest',
  title: 'Jest 30.5.2',
  packages: { jest: '30.5.2', 'jest-environment-jsdom': '30.5.2' },
  async run({ check, printed, bin, read, write }) {
    write('check.cjs', `${read('check.js').replaceAll(/^export /gm, '')}\nmodule.exports = { check };\n`);
    write('jest.config.json', JSON.stringify({ testMatch: ['**/*.test.[cm]js'], transform: {} }));
    await check('node, CommonJS', () => printed(bin('jest'), ['node.test']));
    await check('jsdom, CommonJS', () => printed(bin('jest'), ['node.test', '--env=jsdom']));
    await check('node, ES modules', () => printed(bin('jest'), ['module.test'], { env: { NODE_OPTIONS: '--experimental-vm-modules' } }), {
      needs: '`NODE_OPTIONS=--experimental-vm-modules` (of Jest itself)',
    });
  },
};
