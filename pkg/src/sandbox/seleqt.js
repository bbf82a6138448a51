// Seleqt's endpoint: its two paths, their key headers, and which scenario `prospect_id` and `account_id` select.
import { connectionAnswer, DEFAULT_ACCOUNT, SELEQT_ERRORS, UNKNOWN_ACCOUNT } from "./documented.js";
import { bearerToken } from "./keys.js";

/** @typedef {import("./router.js").Endpoint} Endpoint */
/** @typedef {import("./scenarios/index.js").Scenarios} Scenarios */
/** @typedef {import("./exchange.js").Exchange} Exchange */

/** Ids in this range answer like ordinary ones, except that some fail at first and some always. */
export const UNSTEADY = { from: 95_000, to: 95_999 };

/** What the last digit of an ordinary prospect id means: is_connected, connection_level, network_distance. */
const ORDINARY = /** @type {const} */ ([
  { digits: [1, 2], distance: [true, 1, "FIRST_DEGREE"] },
  { digits: [3, 4, 5], distance: [false, 2, "SECOND_DEGREE"] },
  { digits: [6, 7, 8], distance: [false, 3, "THIRD_DEGREE"] },
  { digits: [9], distance: [false, null, "OUT_OF_NETWORK"] },
  { digits: [0], distance: [false, null, null] },
]);

/** What ids without a scenario answer, as text for the page. */
export const RULES = [
  ...ORDINARY.map(({ digits, distance: [isConnected, level, distance] }) => ({
    ids: `ending in ${digits.join(", ")}`,
    says: `is_connected ${isConnected}, connection_level ${level}, network_distance ${distance}`,
  })),
  {
    ids: `${UNSTEADY.from} to ${UNSTEADY.to}`,
    says:
      "The same, with failures, for trying out lists: ids ending in 03, 23, 43, 63, 83 answer 502 first, ids ending in 105, 305, " +
      "505, 705, 905 answer 429 first (Retry-After: 1), ids ending in 50 have no profile URL (400), and those in 77 are " +
      "not found (404).",
  },
];

/**
 * The endpoint with this path; undefined if it is not Seleqt's.
 * @param {URL} url
 * @param {Scenarios} scenarios
 * @returns {Endpoint | undefined}
 */
export function seleqtEndpoint(url, scenarios) {
  const path = /^\/api\/v1\/(public\/)?prospects\/(\d{1,16})\/connection-status\/$/.exec(url.pathname);
  if (!path) return undefined;
  const isPublic = path[1] !== undefined;
  const asked = url.searchParams.get("account_id");
  const account = asked === null ? DEFAULT_ACCOUNT : /^\d{1,16}$/.test(asked) ? Number(asked) : undefined;
  return {
    vendor: "seleqt",
    answer: connectionAnswer(account),
    readKey: isPublic ? (headers) => header(headers["x-api-key"]) : (headers) => bearerToken(headers.authorization),
    missingKey: isPublic ? SELEQT_ERRORS.missingKey : SELEQT_ERRORS.missingJwt,
    wrongKey: isPublic ? SELEQT_ERRORS.invalidKey : SELEQT_ERRORS.invalidJwt,
    choice: choose(Number(path[2]), account, scenarios),
  };
}

/**
 * @param {number} prospectId
 * @param {number | undefined} account
 * @param {Scenarios} scenarios
 * @returns {Endpoint["choice"]}
 */
function choose(prospectId, account, scenarios) {
  if (account === undefined) return refuse(400, { error: "account_id must be an integer" });
  if (account === UNKNOWN_ACCOUNT) return refuse(400, SELEQT_ERRORS.accountNotActive);
  if (prospectId < 1 || !Number.isSafeInteger(prospectId)) return refuse(404, SELEQT_ERRORS.notFound);
  const scenario = scenarios.find(String(prospectId));
  if (scenario) return scenario;
  const play = ordinary(prospectId);
  if (prospectId < UNSTEADY.from || prospectId > UNSTEADY.to) return { name: "ordinary", play };
  return { name: "unsteady", counter: `unsteady ${prospectId}`, play: unsteady(prospectId, play) };
}

/**
 * @param {number} status
 * @param {object} body
 * @returns {Endpoint["choice"]}
 */
const refuse = (status, body) => ({ name: "ordinary", play: ({ send }) => send(status, body) });

/**
 * @param {number} prospectId
 * @returns {(exchange: Exchange) => void}
 */
function ordinary(prospectId) {
  const digit = prospectId % 10;
  const rule = ORDINARY.find(({ digits }) => digits.some((one) => one === digit)) ?? ORDINARY[0];
  const [is_connected, connection_level, network_distance] = rule.distance;
  return ({ send, answer }) => send(200, { ...answer, is_connected, connection_level, network_distance });
}

/**
 * Implements what `RULES` says about the unsteady range.
 * @param {number} prospectId
 * @param {(exchange: Exchange) => void} play
 * @returns {(exchange: Exchange) => void}
 */
function unsteady(prospectId, play) {
  return (exchange) => {
    const { send, turn } = exchange;
    if (prospectId % 100 === 50) return send(400, SELEQT_ERRORS.noProfileUrl);
    if (prospectId % 100 === 77) return send(404, SELEQT_ERRORS.notFound);
    if (prospectId % 20 === 3 && turn(2) === 0) return send(502, SELEQT_ERRORS.providerFailed);
    if (prospectId % 200 === 105 && turn(2) === 0) {
      return send(429, SELEQT_ERRORS.rateLimited, { "Retry-After": "1" });
    }
    play(exchange);
  };
}

/** @param {string | string[] | undefined} value */
const header = (value) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
