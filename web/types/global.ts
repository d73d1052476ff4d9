// Types of globals that not every engine, and not every TypeScript configuration, has.

/** The instance type of a global class; `never` where TypeScript does not know it (no DOM library, say). */
export type Global<Name extends string> =
  typeof globalThis extends Record<Name, { prototype: infer Instance }> ? Instance : never;
