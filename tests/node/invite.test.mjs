// decideInvite through the public API: the verdict, the decision table row by row and by overlap, and what is no answer.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { decideInvite, isLinkedInStatusError } from "../../pkg/dist/index.js";
import { account, connection, failure } from "../support/stub-service.mjs";

const CONNECTED = connection({ is_connected: true, connection_level: 1, network_distance: "FIRST_DEGREE" });
const SELF = connection({ connection_level: null, network_distance: "SELF" });
const DARK = connection({ connection_level: null, network_distance: null });
const FAR = connection();

/**
 * What one level and one distance say, by the words of the contract.
 *
 * @param {unknown} level
 * @param {unknown} distance
 */
function says(level, distance) {
  const first = level === 1 || ["FIRST_DEGREE", "DISTANCE_1"].includes(String(distance));
  const farther = level === 2 || level === 3 || FARTHER.includes(String(distance));
  return { first, farther, self: distance === "SELF" };
}
const FARTHER = [
  "SECOND_DEGREE",
  "THIRD_DEGREE",
  "THIRD_DEGREE_AND_BEYOND",
  "DISTANCE_2",
  "DISTANCE_3",
  "OUT_OF_NETWORK",
];
const REASON = {
  connected: "already_connected",
  self: "own_profile",
  unknown: "connection_unknown",
  not_connected: "not_connected",
};

test("the verdict is the contract's for every level, distance and is_connected", async () => {
  const distances = [...FARTHER, "FIRST_DEGREE", "DISTANCE_1", "SELF", null, undefined, "NEW", "first_degree", ""];
  for (const level of [1, 2, 3, null, undefined, 0, 4, -1]) {
    for (const distance of distances) {
      const { first, farther, self } = says(level, distance);
      for (const is_connected of [true, false]) {
        /** @type {keyof typeof REASON} */
        let verdict = "unknown";
        if (is_connected) verdict = farther || self ? "unknown" : "connected";
        else if (first || (self && farther)) verdict = "unknown";
        else if (self) verdict = "self";
        else if (farther) verdict = "not_connected";
        const given = connection({ is_connected, connection_level: level, network_distance: distance });
        const { reasons } = await decideInvite(account(), /** @type {any} */ (given));
        assert.equal(reasons[0], REASON[verdict], JSON.stringify(given));
      }
    }
  }
});

describe("each row of the table decides alone", () => {
  for (const [says, fields, answer, decision, reasons] of /** @type {const} */ ([
    ["connected", {}, CONNECTED, "skip", ["already_connected"]],
    ["self", {}, SELF, "skip", ["own_profile"]],
    ["no tokens", { hasTokens: false }, FAR, "fix", ["account_session_missing"]],
    ["ERROR", { status: "ERROR" }, FAR, "fix", ["account_needs_attention"]],
    ["disabled", { enabled: false }, FAR, "fix", ["automation_disabled"]],
    ["IN_USE", { status: "IN_USE" }, FAR, "wait", ["account_busy"]],
    ["WARMUP", { status: "WARMUP" }, FAR, "wait", ["account_warming_up"]],
    ["another status", { status: "FREE" }, FAR, "unknown", ["account_state_unknown"]],
    ["an empty status", { status: "" }, FAR, "unknown", ["account_state_unknown"]],
    ["a status in lower case", { status: "available" }, FAR, "unknown", ["account_state_unknown"]],
    ["enabled is null", { enabled: null }, FAR, "unknown", ["account_state_unknown"]],
    ["enabled is missing", { enabled: undefined }, FAR, "unknown", ["account_state_unknown"]],
    ["hasTokens is null", { hasTokens: null }, FAR, "unknown", ["account_state_unknown"]],
    ["hasTokens is missing", { hasTokens: undefined }, FAR, "unknown", ["account_state_unknown"]],
    ["unknown", {}, DARK, "unknown", ["connection_unknown"]],
    ["otherwise", {}, FAR, "send", ["not_connected", "may_be_pending"]],
  ])) {
    test(says, async () => {
      const made = await decideInvite(/** @type {any} */ (account(fields)), /** @type {any} */ (answer));
      assert.deepEqual(made, { decision, reasons });
    });
  }
});

test("of all overlaps the first row decides, and every row that holds is told in order", async () => {
  for (const [verdict, answer] of /** @type {const} */ ([
    ["already_connected", CONNECTED],
    ["own_profile", SELF],
    ["connection_unknown", DARK],
    ["not_connected", FAR],
  ])) {
    for (const status of ["AVAILABLE", "IN_USE", "ERROR", "WARMUP", "UNKNOWN", "PREMIUM"]) {
      for (const enabled of [true, false, null, undefined]) {
        for (const hasTokens of [true, false, null, undefined]) {
          const rows = /** @type {[boolean, string, string][]} */ ([
            [verdict === "already_connected", "skip", verdict],
            [verdict === "own_profile", "skip", verdict],
            [hasTokens === false, "fix", "account_session_missing"],
            [status === "ERROR", "fix", "account_needs_attention"],
            [enabled === false, "fix", "automation_disabled"],
            [status === "IN_USE", "wait", "account_busy"],
            [status === "WARMUP", "wait", "account_warming_up"],
            [
              ["UNKNOWN", "PREMIUM"].includes(status) || enabled == null || hasTokens == null,
              "unknown",
              "account_state_unknown",
            ],
            [verdict === "connection_unknown", "unknown", verdict],
          ]).filter(([holds]) => holds);
          const given = account({ status, enabled, hasTokens });
          const expected = rows[0]
            ? { decision: rows[0][1], reasons: rows.map(([, , reason]) => reason) }
            : { decision: "send", reasons: ["not_connected", "may_be_pending"] };
          assert.deepEqual(
            await decideInvite(/** @type {any} */ (given), /** @type {any} */ (answer)),
            expected,
            JSON.stringify({ given, verdict }),
          );
        }
      }
    }
  }
});

test("what is done to the answers after the call changes nothing", async () => {
  const given = { account: account(), connection: FAR ? connection() : FAR };
  const made = decideInvite(/** @type {any} */ (given.account), /** @type {any} */ (given.connection));
  Object.assign(given.account, { status: "ERROR", enabled: false, id: 7 });
  Object.assign(given.connection, { is_connected: true, connection_level: 1, network_distance: "FIRST_DEGREE" });
  assert.equal((await made).decision, "send");
});

test("nothing is done to the answers, nor to what else is in them", async () => {
  const frozen = Object.freeze(account({ linkedinPlan: Object.freeze({ isPremium: null }), own: { deep: [1n] } }));
  assert.equal(
    (await decideInvite(/** @type {any} */ (frozen), Object.freeze(/** @type {any} */ (FAR)))).decision,
    "send",
  );
  const circular = /** @type {Record<string, unknown>} */ (account());
  circular.again = circular;
  circular.run = () => {};
  assert.equal((await decideInvite(/** @type {any} */ (circular), /** @type {any} */ (FAR))).decision, "send");
});

test("instances of classes, objects without prototype and inherited fields are answers", async () => {
  class Account {
    id = "a1";
    #status = "IN_USE";
    get status() {
      return this.#status;
    }
    get enabled() {
      return true;
    }
    hasTokens = true;
  }
  const bare = Object.assign(Object.create(null), connection());
  assert.deepEqual(await decideInvite(/** @type {any} */ (new Account()), bare), {
    decision: "wait",
    reasons: ["account_busy"],
  });
  const heir = Object.create(connection());
  assert.equal((await decideInvite(/** @type {any} */ (account()), heir)).decision, "send");
});

describe("what is no answer is refused as invalid_options, and never thrown at once", () => {
  const throwing = (/** @type {string} */ name) => ({
    enumerable: true,
    get() {
      throw new Error(`the getter of ${name}`);
    },
  });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const proxy = new Proxy(
    {},
    {
      get() {
        throw new Error("the proxy");
      },
    },
  );
  const nothing = [
    null,
    undefined,
    [],
    {},
    "AVAILABLE",
    5,
    true,
    () => {},
    Symbol("x"),
    1n,
    proxy,
    revoked,
    new Date(),
    new Map(),
  ];
  const bad = {
    account: [
      ...nothing,
      account({ id: undefined }),
      account({ id: 5 }),
      account({ status: null }),
      account({ status: new String("AVAILABLE") }),
      account({ enabled: "yes" }),
      account({ hasTokens: 1 }),
      account({ lastUsed: new Date() }),
      account({ firstName: 5n }),
      account({ firstName: Symbol("x") }),
      account({ publicId: () => {} }),
      account({ linkedinPlan: [] }),
      account({ linkedinPlan: () => {} }),
      account({ linkedinPlan: { isPremium: "no" } }),
      account({ linkedinPlan: Object.defineProperty({}, "isPremium", throwing("isPremium")) }),
      account({ linkedinPlan: proxy }),
      Object.defineProperty(account(), "status", throwing("status")),
      Object.assign([], account()),
    ],
    connection: [
      ...nothing,
      connection({ success: false }),
      connection({ success: undefined }),
      connection({ is_connected: null }),
      connection({ is_connected: 1 }),
      connection({ checked_with_account_id: undefined }),
      connection({ checked_with_account_id: "42" }),
      connection({ checked_with_account_id: 1.5 }),
      connection({ connection_level: "2" }),
      connection({ connection_level: NaN }),
      connection({ connection_level: Infinity }),
      connection({ connection_level: 2n }),
      connection({ network_distance: 2 }),
      connection({ network_distance: {} }),
      Object.defineProperty(connection(), "network_distance", throwing("network_distance")),
    ],
  };
  for (const option of /** @type {const} */ (["account", "connection"])) {
    for (const [at, wrong] of bad[option].entries()) {
      test(`${option} ${at}`, async () => {
        const given = { account: account(), connection: connection(), [option]: wrong };
        const error = await failure(
          decideInvite(/** @type {any} */ (given.account), /** @type {any} */ (given.connection)),
        );
        assert.ok(isLinkedInStatusError(error), String(error));
        const { code, attempts, retryable, vendor } = error;
        assert.deepEqual(
          { code, option: error.option, attempts, retryable, vendor },
          {
            code: "invalid_options",
            option,
            attempts: 0,
            retryable: false,
            vendor: option === "account" ? "connectsafely" : "seleqt",
          },
        );
        assert.match(error.message, new RegExp(`^${option} `));
      });
    }
  }
});

test("without arguments it rejects, too", async () => {
  const error = await failure(/** @type {any} */ (decideInvite)());
  assert.deepEqual([error.code, error.option], ["invalid_options", "account"]);
});

test("every documented field is checked", async () => {
  const rust = async (/** @type {string} */ name) => {
    const source = await readFile(new URL(`../../src/${name}.rs`, import.meta.url), "utf8");
    // The plan's own fields stand in a list of their own.
    return source.split(/const (?=\w+: &\[Field\])/).flatMap((list) => {
      const outer = list.startsWith("PLAN:") ? "linkedinPlan." : "";
      return [...list.matchAll(/(?:required|optional)\("(\w+)"/g)].map(([, field]) => `${outer}${field}`);
    });
  };
  const fields = { account: await rust("connectsafely"), connection: await rust("seleqt") };
  assert.ok(fields.account.length === 17 && fields.connection.length === 5, JSON.stringify(fields));
  const inPlan = (/** @type {string} */ name) => name.split("linkedinPlan.")[1];
  assert.equal(fields.account.filter(inPlan).length, 7);
  for (const option of /** @type {const} */ (["account", "connection"])) {
    for (const name of fields[option]) {
      const part = inPlan(name);
      const wrong = part ? { linkedinPlan: { [part]: [] } } : { [name]: [] };
      const given = { account: account(), connection: connection() };
      Object.assign(given[option], wrong);
      const error = await failure(
        decideInvite(/** @type {any} */ (given.account), /** @type {any} */ (given.connection)),
      );
      assert.deepEqual([error.code, error.option], ["invalid_options", option], name);
      assert.match(error.message, new RegExp(name));
    }
  }
});

test("each field is read once", async () => {
  let reads = 0;
  const given = Object.defineProperty(account(), "status", {
    enumerable: true,
    get: () => (reads++ ? 5 : "AVAILABLE"),
  });
  assert.equal((await decideInvite(/** @type {any} */ (given), /** @type {any} */ (FAR))).decision, "send");
  assert.equal(reads, 1);
});
