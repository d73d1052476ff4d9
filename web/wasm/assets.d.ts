// What '#assets' exports. npm/scripts/assets.mjs writes it, one for each bundle.
declare module '#assets' {
  /** Glue code, by module. */
  export const glueOf: {
    readonly [N in import('../generated/modules.js').ModuleName]: () => Promise<{
      readonly default: import('./module.js').ModuleFactory<import('./module.js').ModuleOf<N>>;
    }>;
  };
  /** WebAssembly files, by module. Not in workers, which are sent compiled modules. */
  export const wasmOf: Readonly<
    Record<
      import('../generated/modules.js').ModuleName,
      () => import('../core/settings.js').WasmSource | Promise<import('../core/settings.js').WasmSource>
    >
  >;
  /** The script of the package's workers; undefined where no worker can be started. */
  export const workerScript:
    | (() => import('../platform/platform.js').WorkerScript | Promise<import('../platform/platform.js').WorkerScript>)
    | undefined;
}
