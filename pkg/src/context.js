// Keeps the caller's async context (AsyncLocalStorage of Node and the edge) for the caller's own functions.
//
// wasm-bindgen-futures polls all futures of an instance from one queue, in a microtask that whoever was first has scheduled: a
// `fetch` called from there would run in another call's context. An async function, though, continues in the context in which
// it was called, whoever resolves what it awaits; that holds in every runtime, with no API of one of them.

/**
 * @returns {(job: () => void) => void} calls `job`, which must not throw, soon and in the async context in which this function is
 *   called. It needs no end: what waits for a job that never comes is garbage.
 */
export function captureContext() {
  /** @type {(() => void)[]} */
  const jobs = [];
  let wake = () => {};
  const work = async () => {
    for (;;) {
      await new Promise((/** @type {(value?: unknown) => void} */ resolve) => (wake = resolve));
      for (let job = jobs.shift(); job; job = jobs.shift()) job();
    }
  };
  void work();
  return (job) => {
    jobs.push(job);
    wake();
  };
}
