// Vitest with its environments.
import { nodeProgram } from '../support/tools.mjs';

const nodeVersion = '22.23.3';

export default {
  name: 'vitest',
  title: `Vitest 5.1.1 (Node ${nodeVersion})`,
  packages: { [nodeProgram]: nodeVersion, vitest: '5.1.1', vite: '8.3.8', jsdom: '31.0.1', 'happy-dom': '21.0.4' },
  async run({ check, printed, path }) {
    const node = path('node_modules', nodeProgram, 'bin/node');
    for (const environment of ['node', 'jsdom', 'happy-dom']) {
      await check(environment, () => printed(node, [path('node_modules/vitest/vitest.mjs'), 'run', '--environment', environment]));
    }
  },
};
