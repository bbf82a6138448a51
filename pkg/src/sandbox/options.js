// Validates the options of startSandbox. Unknown names are errors, so that a typo is not silently ignored.

/** @typedef {import("../../types/sandbox.js").SandboxOptions} SandboxOptions */

/**
 * @param {unknown} options
 * @returns {{ port: number, log: SandboxOptions["log"], throttle: SandboxOptions["throttle"] }}
 */
export function readOptions(options = {}) {
  const { port = 0, log, throttle, ...rest } = asObject(options, "The options of startSandbox");
  refuseUnknown(rest, "port, log and throttle");
  if (!isWhole(port, 0, 65_535)) {
    throw new RangeError(`port must be a whole number from 0 to 65535 (0 picks a free one), not ${show(port)}.`);
  }
  if (!isLog(log)) throw new TypeError(`log must be a function that takes a line, not ${show(log)}.`);
  return { port, log, throttle: throttle === undefined ? undefined : readThrottle(throttle) };
}

/** @param {unknown} throttle */
function readThrottle(throttle) {
  const { perMinute, windowMs = 60_000, ...rest } = asObject(throttle, "throttle");
  refuseUnknown(rest, "perMinute and windowMs", "throttle.");
  if (!isWhole(perMinute, 1, 1_000_000)) {
    throw new RangeError(`throttle.perMinute must be a whole number of at least 1, not ${show(perMinute)}.`);
  }
  if (!isWhole(windowMs, 1, 86_400_000)) {
    throw new RangeError(`throttle.windowMs must be whole milliseconds of at least 1, not ${show(windowMs)}.`);
  }
  return { perMinute, windowMs };
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {Record<string, unknown>}
 */
function asObject(value, name) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new TypeError(`${name} must be an object, such as { port: 8080 }, not ${show(value)}.`);
}

/**
 * @param {Record<string, unknown>} rest
 * @param {string} known
 * @param {string} [prefix]
 */
function refuseUnknown(rest, known, prefix = "") {
  const [name] = Object.keys(rest);
  if (name !== undefined) throw new TypeError(`Unknown option "${prefix}${name}". The sandbox knows ${known}.`);
}

/**
 * @param {unknown} value
 * @param {number} from
 * @param {number} to
 * @returns {value is number}
 */
const isWhole = (value, from, to) =>
  typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;

/**
 * @param {unknown} value
 * @returns {value is SandboxOptions["log"]}
 */
const isLog = (value) => value === undefined || typeof value === "function";

/** @param {unknown} value */
function show(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null
    ? "an object"
    : typeof value === "function"
      ? "a function"
      : String(value);
}
