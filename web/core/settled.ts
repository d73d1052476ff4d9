// For interfaces that call back.

/** A callback that comes once, as a promise. */
export function settled(start: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
