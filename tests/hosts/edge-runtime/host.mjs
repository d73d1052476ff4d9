// edge-runtime, the engine of Vercel's and Next.js's edge functions.
export default {
  name: 'edge-runtime',
  title: 'edge-runtime 4.0.1',
  packages: { 'edge-runtime': '4.0.1', esbuild: '0.28.2' },
  async run({ check, printed }) {
    await check('condition edge-light', () => printed(process.execPath, ['run.mjs']), { workers: 'none' });
  },
};
