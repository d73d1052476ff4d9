// The types of Emscripten's glue code, which the build puts beside the bundles.
declare module '*-encode.js' {
  const factory: import('./module.js').ModuleFactory<import('./module.js').EncoderModule>;
  export default factory;
}
declare module '*-decode.js' {
  const factory: import('./module.js').ModuleFactory<import('./module.js').DecoderModule>;
  export default factory;
}
declare module '*-transcode.js' {
  const factory: import('./module.js').ModuleFactory<import('./module.js').TranscoderModule>;
  export default factory;
}
declare module '*/fs.js' {
  const factory: import('./module.js').ModuleFactory<import('./module.js').FsModule>;
  export default factory;
}
