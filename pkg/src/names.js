// The names of options; the tests hold them against the Rust source.

/** Every option of a call on its own. */
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

/** Those of a list besides. */
export const LIST_OPTIONS = Object.freeze(["prospectIds", "concurrency", "perMinute", "onProgress"]);

/** All, in the order of src/js/value.rs. */
export const ALL_OPTIONS = [...OPTION_NAMES, ...LIST_OPTIONS];
