/**
 * Calls back without ever failing: not by a throw, not by a promise that rejects.
 *
 * @param {unknown} then
 * @param {unknown} [argument]
 */
export function quietly(then, argument) {
  if (typeof then !== "function") return;
  try {
    Promise.resolve(then(argument)).catch(() => {});
  } catch {
    // The caller's business.
  }
}
