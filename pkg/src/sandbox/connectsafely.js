// ConnectSafely's half of the sandbox: its path, its key, and what an `accountId` chooses.
import { ACCOUNT_NOT_FOUND, accountAnswer, UNAUTHORIZED } from "./documented.js";
import { bearerToken } from "./keys.js";
import { findScenario } from "./scenarios/index.js";

/** @typedef {import("./router.js").Endpoint} Endpoint */

/**
 * The endpoint that this path is, if it is one.
 * @param {URL} url
 * @returns {Endpoint | undefined}
 */
export function connectSafelyEndpoint(url) {
  if (url.pathname !== "/linkedin/account/status") return undefined;
  return {
    vendor: "connectsafely",
    answer: accountAnswer(),
    readKey: (headers) => bearerToken(headers.authorization),
    missingKey: UNAUTHORIZED,
    wrongKey: UNAUTHORIZED,
    choice: choose(url.searchParams.get("accountId")),
  };
}

/**
 * @param {string | null} accountId
 * @returns {Endpoint["choice"]}
 */
function choose(accountId) {
  if (accountId === null) return { name: "ordinary", play: ({ send, answer }) => send(200, answer) };
  const scenario = findScenario(accountId);
  if (scenario) return scenario;
  // The shape of a real id: whoever keeps real ids in fixtures gets an answer about that very account.
  if (/^[0-9a-f]{24}$/i.test(accountId)) {
    return { name: "ordinary", play: ({ send, answer }) => send(200, { ...answer, id: accountId }) };
  }
  return { name: "ordinary", play: ({ send }) => send(404, ACCOUNT_NOT_FOUND) };
}
