// Steps: work that is written once, and done at once or in promises. Each step is a value, or the promise of one; a bare
// `yield` parts long work into pieces, between which a thread can do other things.

export type Steps<T> = Generator<unknown, T, unknown>;

/** The value of a step, for `yield*`. */
export function* take<T>(step: T): Steps<Awaited<T>> {
  return (yield step) as Awaited<T>;
}

/** Does all steps before it returns. None of them may be a promise. */
export function runNow<T>(steps: Steps<T>): T {
  let next = steps.next();
  while (!next.done) next = steps.next(next.value);
  return next.value;
}

/** Does the steps one after the other, each when the one before is settled, and each piece in a task of its own. */
export async function runLater<T>(steps: Steps<T>): Promise<T> {
  let next = steps.next();
  while (!next.done) {
    let value: unknown;
    try {
      // eslint-disable-next-line @typescript-eslint/await-thenable -- a value of an unknown type may be a promise
      value = await (next.value === undefined ? nextTask() : next.value);
    } catch (error) {
      next = steps.throw(error);
      continue;
    }
    next = steps.next(value);
  }
  return next.value;
}

/** Resolves in a task of its own, at once: timers, which jsdom has alone, would wait. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel !== 'function') return void setTimeout(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
