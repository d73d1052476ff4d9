// Buffers for pixels on their way to a worker. They are reused: fresh memory costs more than the copy into it.

/** Buffers that are free. The engine may collect them; without WeakRef none are kept. */
let list: WeakRef<ArrayBuffer[]> | undefined;

/** A buffer of at least this size, with arbitrary content. */
export function acquireBuffer(bytes: number): ArrayBuffer {
  const buffers = kept();
  // Where none is large enough, the last one is taken out and dropped.
  const [buffer] = buffers.splice(
    buffers.findIndex(({ byteLength }) => byteLength >= bytes),
    1,
  );
  return buffer && buffer.byteLength >= bytes ? buffer : new ArrayBuffer(bytes);
}

export function releaseBuffer(buffer: ArrayBuffer): void {
  kept().push(buffer);
}

function kept(): ArrayBuffer[] {
  let buffers = list?.deref();
  if (!buffers) {
    buffers = [];
    if (typeof WeakRef === 'function') list = new WeakRef(buffers);
  }
  return buffers;
}
