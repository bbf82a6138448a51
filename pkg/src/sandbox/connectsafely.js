// ConnectSafely's endpoint: its path, its key header, and which scenario an `accountId` selects.
import { ACCOUNT_NOT_FOUND, accountAnswer, UNAUTHORIZED } from "./documented.js";
import { bearerToken } from "./keys.js";

/** @typedef {import("./router.js").Endpoint} Endpoint */
/** @typedef {import("./scenarios/index.js").Scenarios} Scenarios */

/**
 * The endpoint with this path; undefined if it is not ConnectSafely's.
 * @param {URL} url
 * @param {Scenarios} scenarios
 * @returns {Endpoint | undefined}
 */
export function connectSafelyEndpoint(url, scenarios) {
  if (url.pathname !== "/linkedin/account/status") return undefined;
  return {
    vendor: "connectsafely",
    answer: accountAnswer(),
    readKey: (headers) => bearerToken(headers.authorization),
    missingKey: UNAUTHORIZED,
    wrongKey: UNAUTHORIZED,
    choice: choose(url.searchParams.get("accountId"), scenarios),
  };
}

/**
 * @param {string | null} accountId
 * @param {Scenarios} scenarios
 * @returns {Endpoint["choice"]}
 */
function choose(accountId, scenarios) {
  if (accountId === null) return { name: "ordinary", play: ({ send, answer }) => send(200, answer) };
  const scenario = scenarios.find(accountId);
  if (scenario) return scenario;
  // The format of a real account id: test fixtures that hold real ids get an answer with the same id.
  if (/^[0-9a-f]{24}$/i.test(accountId)) {
    return { name: "ordinary", play: ({ send, answer }) => send(200, { ...answer, id: accountId }) };
  }
  return { name: "ordinary", play: ({ send }) => send(404, ACCOUNT_NOT_FOUND) };
}
