// What the caller or the platform hands in may throw wherever it is touched. Not from here.

/**
 * Calls back without ever failing: not by a throw, not by a promise that rejects.
 *
 * @param {unknown} then
 * @param {unknown} [argument]
 */
export function quietly(then, argument) {
  if (typeof then !== "function") return;
  try {
    const given = then(argument);
    // Only what may be a promise: else each callback would make two of them.
    if (isObject(given)) Promise.resolve(given).catch(() => {});
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
 * @param {unknown} object a copy without getters, or any parsed JSON
 * @param {string} name
 * @returns {unknown} undefined where it is not the object's own, or there is no object; lists have no names
 */
export const ownProperty = (object, name) =>
  isObject(object) && Object.hasOwn(object, name) ? /** @type {Record<string, unknown>} */ (object)[name] : undefined;

/**
 * Defines a property, whatever hangs on `Object.prototype`: a descriptor would inherit a `get` from there.
 *
 * @param {object} object
 * @param {string | symbol} name
 * @param {PropertyDescriptor} descriptor
 */
export const define = (object, name, descriptor) =>
  Object.defineProperty(object, name, /** @type {object} */ ({ __proto__: null, configurable: true, ...descriptor }));

/**
 * @param {unknown} value
 * @param {string | symbol} name
 */
export function method(value, name) {
  const found = get(value, name);
  return typeof found === "function" ? found : undefined;
}

/**
 * Not with `Array.isArray` alone, which throws at a proxy that was revoked.
 *
 * @param {unknown} value
 */
export function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return true;
  }
}
