// What an object is, also one of another frame or realm, where `instanceof` does not tell.

/** The name of an object's class. @internal */
export function classOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** A string or a URL, of whichever realm. @internal */
export function isAddress(value: unknown): value is string | URL {
  return typeof value === 'string' || classOf(value) === 'URL';
}

/** What can be compiled, or is. @internal */
export function isWasmSource(value: unknown): boolean {
  return (
    isAddress(value) || ArrayBuffer.isView(value) || ['ArrayBuffer', 'WebAssembly.Module'].includes(classOf(value))
  );
}
