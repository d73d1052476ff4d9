// Node 20, 22 and 24: ES modules, require() and worker threads.
import { nodeProgram } from '../support/tools.mjs';

export default ['20.18.0', '22.23.3', '24.21.0'].map((version) => ({
  name: `node-${version.split('.')[0]}`,
  title: `Node ${version}`,
  packages: { [nodeProgram]: version },
  async run({ check, printed, path }) {
    const node = path('node_modules', nodeProgram, 'bin/node');
    await check('import', () => printed(node, ['main.mjs']));
    await check('require()', () => printed(node, ['require.cjs']));
    await check('import in a worker thread', () => printed(node, ['thread.mjs']));
    await check('imwrite/inline', () => printed(node, ['--input-type=module', '-e', inline]));
  },
}));

const inline = `
import * as imwrite from 'imwrite/inline';
import { check } from './check.js';
console.log('HOST-RESULT ' + JSON.stringify(await check(imwrite)));
`;
