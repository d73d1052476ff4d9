// Nothing but where things are.
module.exports = (env) => ({
  mode: env.mode,
  entry: `./${env.entry ?? 'main'}.js`,
  output: { path: `${__dirname}/${env.folder}`, publicPath: env.base },
  devServer: { port: env.port, host: 'localhost', client: { overlay: false } },
  plugins: [new (require('html-webpack-plugin'))()],
});
