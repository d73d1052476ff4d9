// Waiting that an AbortSignal can end.

/** What is to be stopped by each signal. One listener for all: engines warn of many on one signal, as of a leak. */
const stopping = new WeakMap<AbortSignal, Set<{ readonly stop: () => void }>>();

/** Calls `stop` when the signal fires. @returns What takes that back, and leaves nothing of ours at the signal. */
export function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (!signal) return () => {};
  const calls = stopping.get(signal) ?? listen(signal);
  const call = { stop };
  calls.add(call);
  return () => {
    if (calls.delete(call) && calls.size === 0) forget(signal);
  };
}

function listen(signal: AbortSignal): Set<{ readonly stop: () => void }> {
  const calls = new Set<{ readonly stop: () => void }>();
  stopping.set(signal, calls);
  signal.addEventListener('abort', stopAll);
  return calls;
}

function forget(signal: AbortSignal): void {
  stopping.delete(signal);
  signal.removeEventListener('abort', stopAll);
}

function stopAll({ target }: Event): void {
  const signal = target as AbortSignal;
  const calls = stopping.get(signal) ?? [];
  forget(signal);
  for (const { stop } of calls) stop();
}

/** `promise`, or a rejection with `signal.reason` as soon as the signal fires. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  // The loser of the race still settles; nobody waits for it any more.
  promise.catch(() => {});
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => (stop = () => reject(signal.reason)));
  const ignore = onAbort(signal, stop);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    ignore();
  }
}
