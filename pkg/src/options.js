// Options are read once, before the call first yields: what the caller does to the object afterwards changes nothing, and
// a getter or proxy that throws is met here, not inside WebAssembly. What the values mean is Rust's business.

/** Every option of every call; the tests hold this list against the Rust source. */
export const OPTION_NAMES = Object.freeze([
  "apiKey",
  "accountId",
  "prospectId",
  "jwt",
  "baseUrl",
  "timeoutMs",
  "maxRetries",
  "signal",
  "fetch",
  "allowInsecureHttp",
  "onRetry",
]);

/** Rust refuses what is longer. */
const MAX_URL = 16_384;

/**
 * @typedef {object} Snapshot
 * @property {Record<string, unknown>} values a plain object without prototype, getters and `undefined`
 * @property {{ option: string, why: string }} [problem] the first option that could not be read
 */

/**
 * @param {unknown} options
 * @param {readonly string[]} names read even where they are inherited or not enumerable
 * @returns {Snapshot}
 */
export function snapshot(options, names = OPTION_NAMES) {
  const values = Object.create(null);
  if (typeof options !== "object" || options === null) {
    const found = options === null ? "null" : typeof options;
    return { values, problem: { option: "options", why: `must be an object, but it is ${found}` } };
  }
  /** @type {Snapshot} */
  const result = { values };
  /** @param {string} option */
  const unreadable = (option) => {
    // As in Rust: a name that nobody would give an option may be a value in the wrong place.
    const named = option === "options" || names.includes(option) ? option : "(unnamed)";
    result.problem ??= { option: named, why: "could not be read: its getter or proxy threw" };
  };
  let given = /** @type {string[]} */ ([]);
  try {
    given = Object.keys(options);
  } catch {
    unreadable("options");
  }
  for (const name of new Set([...given, ...names])) {
    try {
      const value = /** @type {Record<string, unknown>} */ (options)[name];
      if (value !== undefined) values[name] = value;
    } catch {
      unreadable(name);
    }
  }
  if (typeof values.baseUrl === "string" && !isReadable(values.baseUrl)) {
    result.problem ??= { option: "baseUrl", why: "must be an absolute URL such as https://api.example.com" };
  }
  return result;
}

/**
 * The platform's own reader refuses more than Rust's grammar does, such as a host of 999.0.0.1; fetch would refuse it, too,
 * as if the network had failed.
 *
 * @param {string} url
 */
function isReadable(url) {
  if (typeof URL !== "function" || url.length > MAX_URL) return true;
  try {
    return Boolean(new URL(url));
  } catch {
    return false;
  }
}
