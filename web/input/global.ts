// Types of globals that not every engine, and not every TypeScript configuration, has.

/** The instance type of a global class; `never` where TypeScript does not know it (no DOM library, say). */
export type Global<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer Instance }>
  ? Instance
  : never;

/** The name of an object's class, which also holds for objects of another frame or realm. @internal */
export function classOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** A string or a URL, of whichever realm. @internal */
export function isAddress(value: unknown): value is string | URL {
  return typeof value === 'string' || classOf(value) === 'URL';
}

/** What can be compiled, or is. @internal */
export function isWasmSource(value: unknown): boolean {
  return isAddress(value) || ArrayBuffer.isView(value) || ['ArrayBuffer', 'WebAssembly.Module'].includes(classOf(value));
}
