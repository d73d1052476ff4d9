// A server with nothing but what it needs, in a folder of its own.
export default {
  output: 'standalone',
  distDir: process.env.HOST_FOLDER,
  outputFileTracingRoot: import.meta.dirname,
  serverExternalPackages: process.env.HOST_EXTERNAL?.split(','),
  turbopack: { root: import.meta.dirname },
};
