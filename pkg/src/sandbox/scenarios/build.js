// Helpers that scenarios are defined with: how a call is expected to end, and common ways to respond.

/**
 * @typedef {import("../../../types/sandbox.js").SandboxScenario} SandboxScenario
 * @typedef {import("../../../types/sandbox.js").SandboxExpectedAnswer} ExpectedAnswer
 * @typedef {import("../../../types/sandbox.js").SandboxExpectedError} ExpectedError
 * @typedef {import("../exchange.js").Exchange} Exchange
 * @typedef {(exchange: Exchange) => void} Play
 * @typedef {SandboxScenario & { readonly play: Play, readonly cors?: "none" | "preflight" }} Scenario
 * @typedef {Omit<Scenario, "group" | "title" | "statuses" | "vendors"> & Partial<Pick<Scenario, "title" | "statuses" | "vendors">>} Draft
 */

export const CONNECTSAFELY = /** @type {const} */ (["connectsafely"]);
export const SELEQT = /** @type {const} */ (["seleqt"]);
export const BOTH = /** @type {const} */ (["connectsafely", "seleqt"]);

/**
 * Fills in defaults: the title from the name, both vendors, and status 200.
 * @param {SandboxScenario["group"]} group
 * @param {readonly Draft[]} drafts
 * @returns {Scenario[]}
 */
export const inGroup = (group, drafts) =>
  drafts.map((draft) => ({ title: draft.name.replaceAll("-", " "), vendors: BOTH, statuses: [200], ...draft, group }));

/**
 * The call is expected to resolve.
 * @param {Partial<ExpectedAnswer>} [more]
 * @returns {ExpectedAnswer}
 */
export const ok = (more) => ({ ok: true, attempts: 1, ...more });

const RETRIED = new Set(["network", "provider_failed", "server_error"]);

/**
 * The call is expected to reject. Codes that are retried take three requests with the default options.
 * @param {ExpectedError["code"]} code
 * @param {Partial<ExpectedError>} [more]
 * @returns {ExpectedError}
 */
export const fails = (code, more) => ({ ok: false, code, attempts: RETRIED.has(code) ? 3 : 1, ...more });

/** Only the deadline or an abort ends the call. */
export const onlyAborts = fails("timeout", { onlyAborts: true });

/**
 * Sends a valid answer with these fields changed. A field that is undefined is left out.
 * @param {Record<string, unknown>} [changes]
 * @param {import("../exchange.js").Headers} [headers]
 * @returns {Play}
 */
export const answers =
  (changes, headers) =>
  ({ send, answer }) =>
    send(200, { ...answer, ...changes }, headers);

/**
 * Sends this response.
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
 * Text to be sent unchanged with a JSON content type.
 * @param {string} text
 */
export const asJson = (text) => Buffer.from(text);

/** Headers of an HTML page such as a proxy sends. */
export const HTML = { "Content-Type": "text/html; charset=utf-8" };
/**
 * @param {string} title
 * @param {string} [text]
 */
export const htmlPage = (title, text = "Please come back later.") =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;
