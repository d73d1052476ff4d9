// Nothing but where things are.
export default {
  source: { entry: { index: './main.js' } },
  output: { distPath: { root: 'rsbuild' } },
};
