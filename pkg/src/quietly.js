// What the caller or the platform hands in may throw wherever it is touched. Not from here.

/**
 * Calls back without ever failing: not by a throw, not by a promise that rejects.
 *
 * @param {unknown} then
 * @param {unknown} [argument]
 * @param {unknown} [self]
 */
export function quietly(then, argument, self) {
  if (typeof then !== "function") return;
  try {
    Promise.resolve(Reflect.apply(then, self, [argument])).catch(() => {});
  } catch {
    // The caller's business.
  }
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null;
}

/**
 * @param {unknown} value
 * @param {string | symbol} name
 * @returns {unknown} undefined where there is no such thing, or no way to it
 */
export function get(value, name) {
  try {
    return isObject(value) || typeof value === "function" ? Reflect.get(value, name) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @param {string | symbol} name
 */
export function method(value, name) {
  const found = get(value, name);
  return typeof found === "function" ? found : undefined;
}
