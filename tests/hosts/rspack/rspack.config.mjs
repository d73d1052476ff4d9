// Nothing but where things are.
import { rspack } from '@rspack/core';

export default (env) => ({
  mode: env.mode,
  entry: './main.js',
  output: { path: `${import.meta.dirname}/${env.folder}`, publicPath: env.base },
  devServer: { port: env.port, host: 'localhost', client: { overlay: false } },
  plugins: [new rspack.HtmlRspackPlugin()],
});
