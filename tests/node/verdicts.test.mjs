// The verdicts on one answer alone, and the model check of the decision: over every state there is, "send" comes only where the
// predicate below holds, which is written from the contract and not from the code.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accountVerdict, checkInvite, connectionVerdict, decideInvite } from "../../pkg/dist/index.js";
import { account, connection, failure } from "../support/stub-service.mjs";

const MISSING = undefined;
const STATUSES = ["AVAILABLE", "IN_USE", "ERROR", "WARMUP", "FREE", "PREMIUM", "available", ""];
const FLAGS = [true, false, null, MISSING];
const LEVELS = [1, 2, 3, 0, 4, null, MISSING];
const FIRST = ["FIRST_DEGREE", "DISTANCE_1"];
const FARTHER = [
  "SECOND_DEGREE",
  "THIRD_DEGREE",
  "THIRD_DEGREE_AND_BEYOND",
  "DISTANCE_2",
  "DISTANCE_3",
  "OUT_OF_NETWORK",
];
const DISTANCES = [...FIRST, ...FARTHER, "SELF", "NEW", "first_degree", null, MISSING];

const ACCOUNTS = STATUSES.flatMap((status) =>
  FLAGS.flatMap((enabled) => FLAGS.map((hasTokens) => account({ status, enabled, hasTokens }))),
);
const CONNECTIONS = [true, false].flatMap((is_connected) =>
  LEVELS.flatMap((connection_level) =>
    DISTANCES.map((network_distance) => connection({ is_connected, connection_level, network_distance })),
  ),
);

/** @typedef {Record<string, any>} Answer */

/** @param {Answer} answer */
const isFit = ({ status, enabled, hasTokens }) => status === "AVAILABLE" && enabled === true && hasTokens === true;

/** @param {Answer} answer */
function isNotConnected({ is_connected, connection_level, network_distance }) {
  const near = connection_level === 1 || FIRST.includes(network_distance) || network_distance === "SELF";
  const far = connection_level === 2 || connection_level === 3 || FARTHER.includes(network_distance);
  return is_connected === false && far && !near;
}

test("connectionVerdict is the first reason of decideInvite in one word, for every answer", async () => {
  const words = /** @type {Record<string, string>} */ ({
    already_connected: "connected",
    own_profile: "self",
    connection_unknown: "unknown",
    not_connected: "not_connected",
  });
  for (const given of CONNECTIONS) {
    const { reasons } = await decideInvite(account(), /** @type {any} */ (given));
    assert.equal(await connectionVerdict(/** @type {any} */ (given)), words[String(reasons[0])], JSON.stringify(given));
  }
});

test("accountVerdict is the decision that the account alone asks for, for every answer", async () => {
  const far = connection({ connection_level: 3, network_distance: MISSING });
  for (const given of ACCOUNTS) {
    const { decision } = await decideInvite(/** @type {any} */ (given), /** @type {any} */ (far));
    const verdict = await accountVerdict(/** @type {any} */ (given));
    assert.equal(verdict, decision === "send" ? "fit" : decision, JSON.stringify(given));
    assert.equal(verdict === "fit", isFit(given), JSON.stringify(given));
  }
});

describe("a verdict on what is no answer is refused as decideInvite refuses it", () => {
  for (const [verdict, option, vendor] of /** @type {const} */ ([
    [connectionVerdict, "connection", "seleqt"],
    [accountVerdict, "account", "connectsafely"],
  ])) {
    const throwing = new Proxy({}, { get: () => assert.fail("boo"), has: () => assert.fail("boo") });
    for (const wrong of [undefined, null, [], {}, "x", 5, true, () => {}, { success: false }, { id: 5 }, throwing]) {
      test(`${option}Verdict of ${typeof wrong} ${wrong === throwing ? "proxy" : JSON.stringify(wrong)}`, async () => {
        const error = await failure(verdict(/** @type {any} */ (wrong)));
        const { code, attempts } = error;
        assert.deepEqual(
          { code, attempts, option: error.option, vendor: error.vendor },
          {
            code: "invalid_options",
            attempts: 0,
            option,
            vendor,
          },
        );
      });
    }
  }
});

describe("accounts_not_pinned stands beside send where a service chose its account itself", () => {
  for (const ofAccount of [undefined, "a1"]) {
    for (const ofConnection of [undefined, 42]) {
      for (const [says, answer] of /** @type {const} */ ([
        ["not connected", connection()],
        ["connected", connection({ is_connected: true, connection_level: 1, network_distance: null })],
      ])) {
        test(`account ${ofAccount ?? "left out"}, connection ${ofConnection ?? "left out"}, ${says}`, async () => {
          const { decision, reasons } = await check(account(), answer, ofAccount, ofConnection);
          const pinned = ofAccount !== undefined && ofConnection !== undefined;
          assert.equal(reasons.includes("accounts_not_pinned"), decision === "send" && !pinned);
          if (decision === "send") assert.deepEqual(reasons.slice(0, 2), ["not_connected", "may_be_pending"]);
        });
      }
    }
  }
});

/**
 * @param {Answer | Error | number} ofAccount an answer, or what goes wrong instead
 * @param {Answer | Error | number} ofConnection
 * @param {string} [accountId]
 * @param {number} [ofSeleqt]
 */
function check(ofAccount, ofConnection, accountId, ofSeleqt) {
  const fetch = async (/** @type {string} */ url) => {
    const given = url.includes("/prospects/") ? ofConnection : ofAccount;
    if (given instanceof Error) throw given;
    return typeof given === "number"
      ? { status: given, json: async () => ({}), text: async () => "{}" }
      : { status: 200, text: async () => JSON.stringify(given) };
  };
  return checkInvite({
    account: { apiKey: "a.key", accountId },
    connection: { apiKey: "b.key", prospectId: 7, accountId: ofSeleqt },
    fetch: /** @type {any} */ (fetch),
    maxRetries: 0,
  });
}

test("of all states, account by connection by pinning by error, only what may be sent is sent", async () => {
  let states = 0;
  for (const ofAccount of ACCOUNTS) {
    for (const ofConnection of CONNECTIONS) {
      const maySend = isFit(ofAccount) && isNotConnected(ofConnection);
      const decided = await decideInvite(/** @type {any} */ (ofAccount), /** @type {any} */ (ofConnection));
      assert.equal(decided.decision === "send", maySend, JSON.stringify([ofAccount, ofConnection]));
      for (const accountId of [undefined, "a1"]) {
        for (const ofSeleqt of [undefined, 42]) {
          const made = await check(ofAccount, ofConnection, accountId, ofSeleqt);
          states++;
          const expected = [...decided.reasons];
          if (maySend && !(accountId && ofSeleqt)) expected.push("accounts_not_pinned");
          assert.equal(made.decision, decided.decision);
          assert.equal(made.reasons.join(), expected.join(), JSON.stringify([ofAccount, ofConnection]));
        }
      }
    }
  }
  const failures = [new TypeError("fetch failed"), 301, 400, 401, 403, 404, 429, 500, 502, 204, { success: false }];
  for (const wrong of failures) {
    for (const [one, others] of /** @type {[number, Answer[]][]} */ ([
      [0, CONNECTIONS],
      [1, ACCOUNTS],
    ])) {
      for (const other of others) {
        for (const pinned of [true, false]) {
          const pair = one === 0 ? [wrong, other] : [other, wrong];
          const [ofAccount, ofConnection] = /** @type {[Answer, Answer]} */ (pair);
          const ids = /** @type {[string?, number?]} */ (pinned ? ["a1", 42] : []);
          const error = await failure(check(ofAccount, ofConnection, ...ids));
          states++;
          assert.ok(error.code !== undefined && error.decision === undefined, String(error));
        }
      }
    }
  }
  assert.ok(states >= 100_000, String(states));
});
