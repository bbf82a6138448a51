// The small words that scenarios are written in: what is expected of a call, and the plainest ways to answer.

/**
 * @typedef {import("../../../types/sandbox.js").SandboxScenario} SandboxScenario
 * @typedef {import("../../../types/sandbox.js").SandboxExpectedAnswer} ExpectedAnswer
 * @typedef {import("../../../types/sandbox.js").SandboxExpectedError} ExpectedError
 * @typedef {import("../exchange.js").Exchange} Exchange
 * @typedef {(exchange: Exchange) => void} Play
 * @typedef {SandboxScenario & { readonly play: Play, readonly cors?: "none" | "preflight" }} Scenario
 * @typedef {Omit<Scenario, "group" | "statuses" | "vendors"> & Partial<Pick<Scenario, "statuses" | "vendors">>} Draft
 */

export const CONNECTSAFELY = /** @type {const} */ (["connectsafely"]);
export const SELEQT = /** @type {const} */ (["seleqt"]);
export const BOTH = /** @type {const} */ (["connectsafely", "seleqt"]);

/**
 * Completes drafts: unless they say otherwise, both vendors play them, and their status is 200.
 * @param {SandboxScenario["group"]} group
 * @param {readonly Draft[]} drafts
 * @returns {Scenario[]}
 */
export const inGroup = (group, drafts) => drafts.map((draft) => ({ vendors: BOTH, statuses: [200], ...draft, group }));

/**
 * The call resolves.
 * @param {Partial<ExpectedAnswer>} [more]
 * @returns {ExpectedAnswer}
 */
export const ok = (more) => ({ ok: true, attempts: 1, ...more });

const RETRIED = new Set(["network", "provider_failed", "server_error"]);

/**
 * The call rejects. Codes that are retried take three requests, the default.
 * @param {ExpectedError["code"]} code
 * @param {Partial<ExpectedError>} [more]
 * @returns {ExpectedError}
 */
export const fails = (code, more) => ({ ok: false, code, attempts: RETRIED.has(code) ? 3 : 1, ...more });

/** Nothing but the deadline or an abort ends the call. */
export const onlyAborts = fails("timeout", { onlyAborts: true });

/**
 * Answers right, but for these fields. A field that is undefined is missing.
 * @param {Record<string, unknown>} [changes]
 * @param {import("../exchange.js").Headers} [headers]
 * @returns {Play}
 */
export const answers =
  (changes, headers) =>
  ({ send, answer }) =>
    send(200, { ...answer, ...changes }, headers);

/**
 * Answers just this.
 * @param {number} status
 * @param {import("../exchange.js").Body} [body]
 * @param {import("../exchange.js").Headers} [headers]
 * @returns {Play}
 */
export const replies =
  (status, body, headers) =>
  ({ send }) =>
    send(status, body, headers);

/**
 * Text that is sent as it stands, under the name of JSON.
 * @param {string} text
 */
export const asJson = (text) => Buffer.from(text);

/** An HTML page as proxies send it. */
export const HTML = { "Content-Type": "text/html; charset=utf-8" };
/**
 * @param {string} title
 * @param {string} [text]
 */
export const htmlPage = (title, text = "Please come back later.") =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;
