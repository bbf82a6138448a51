// Which options are good, said once more and as plainly as the documentation says it: what the package is held against.

/** @typedef {Record<string, unknown>} Options */

const CALL = ["baseUrl", "timeoutMs", "maxRetries", "signal", "fetch", "allowInsecureHttp", "onRetry"];

/** @param {unknown} value @param {number} least @param {number} most */
const isWhole = (value, least, most) =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
/** @param {unknown} value */
const isId = (value) => isWhole(value, 1, Number.MAX_SAFE_INTEGER);
/** @param {unknown} value */
const isKey = (value) => typeof value === "string" && /^[!-~]{1,4096}$/.test(value);
/** @param {unknown} value */
const isAccountId = (value) => typeof value === "string" && /^[^\p{Cc}\p{Cs}]{1,256}$/u.test(value);
/** @param {unknown} value */
const isFunction = (value) => typeof value === "function";

/** @type {Record<string, (value: unknown, options: Options) => boolean>} */
const RULES = {
  timeoutMs: (value) => typeof value === "number" && value > 0 && value <= 2_147_483_647,
  maxRetries: (value) => isWhole(value, 0, 100),
  signal: (value) => value instanceof AbortSignal,
  fetch: isFunction,
  onRetry: isFunction,
  allowInsecureHttp: (value) => typeof value === "boolean",
  baseUrl: (value, { allowInsecureHttp }) => typeof value === "string" && isBase(value, allowInsecureHttp === true),
  apiKey: isKey,
  jwt: isKey,
  prospectId: isId,
};

/** @param {string} text @param {boolean} insecure */
function isBase(text, insecure) {
  if (!/^https?:\/\/[^\s?#@\\/]+(\/[^\s?#\\]*)?$/i.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === "https:" || insecure || hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.")
  );
}

/**
 * @param {"connectsafely" | "seleqt"} vendor
 * @param {Options} options
 */
export function isValid(vendor, options) {
  const own = vendor === "seleqt" ? ["apiKey", "jwt", "prospectId", "accountId"] : ["apiKey", "accountId"];
  const given = Object.keys(options).filter((name) => options[name] !== undefined);
  if (given.some((name) => ![...CALL, ...own].includes(name))) return false;
  if (vendor === "seleqt" ? given.includes("apiKey") === given.includes("jwt") : !given.includes("apiKey"))
    return false;
  if (vendor === "seleqt" && !given.includes("prospectId")) return false;
  /** @type {typeof RULES} */
  const rules = { ...RULES, accountId: vendor === "seleqt" ? isId : isAccountId };
  return given.every((name) => rules[name]?.(options[name], options));
}
