// Valid answers of ConnectSafely: each status and plan, documented or reported, and fields that may be null or missing.
import { FREE_PLAN } from "../documented.js";
import { answers, CONNECTSAFELY, inGroup, ok } from "./build.js";

const UNKNOWN_STATE = ["account_state_unknown"];

/**
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {string[]} reasons
 * @param {Record<string, unknown>} changes
 * @returns {import("./build.js").Draft}
 */
const account = (id, name, says, reasons, changes) => ({
  id,
  name,
  says,
  vendors: CONNECTSAFELY,
  expect: ok({ reasons }),
  play: answers(changes),
});

/** ConnectSafely sends a plan only with AVAILABLE and WARMUP. */
const NO_PLAN = { linkedinPlan: undefined };
const nullsFor = (/** @type {string[]} */ ...names) => Object.fromEntries(names.map((name) => [name, null]));

export const connectSafelyAnswers = inGroup("answers", [
  account(91001, "available", "AVAILABLE, enabled, with tokens and the free plan; used five minutes ago", [], {}),
  account(91002, "available-documented", "The documented example with the documented lastUsed of February 2026", [], {
    lastUsed: "2026-02-24T04:53:13.750Z",
  }),
  account(91003, "available-sales-navigator", "AVAILABLE, premiumType SALES_NAVIGATOR", [], {
    linkedinPlan: { ...FREE_PLAN, premiumType: "SALES_NAVIGATOR", isPremium: true, hasSalesNavigator: true },
  }),
  account(91004, "available-recruiter", "AVAILABLE, premiumType RECRUITER", [], {
    linkedinPlan: {
      ...FREE_PLAN,
      premiumType: "RECRUITER",
      isPremium: true,
      hasRecruiter: true,
      hasHiringManager: true,
    },
  }),
  account(91005, "available-business", "AVAILABLE, premiumType BUSINESS_PREMIUM", [], {
    linkedinPlan: { ...FREE_PLAN, premiumType: "BUSINESS_PREMIUM", isPremium: true, hasAwayMessages: true },
  }),
  account(91006, "available-unknown-plan", "AVAILABLE, with a premiumType that is not documented", [], {
    linkedinPlan: { ...FREE_PLAN, premiumType: "PREMIUM_GALAXY", isPremium: true },
  }),
  account(91007, "in-use", "IN_USE: busy with another task", ["account_busy"], { status: "IN_USE", ...NO_PLAN }),
  account(91008, "error", "ERROR: the account needs attention", ["account_needs_attention"], {
    status: "ERROR",
    ...NO_PLAN,
  }),
  account(91009, "warmup", "WARMUP, with a plan", ["account_warming_up"], { status: "WARMUP" }),
  account(91010, "unknown", "UNKNOWN, a status that is not documented", UNKNOWN_STATE, {
    status: "UNKNOWN",
    ...NO_PLAN,
  }),
  account(91011, "free", "FREE, a status with an older meaning; not healthy", UNKNOWN_STATE, {
    status: "FREE",
    ...NO_PLAN,
  }),
  account(91012, "premium", "PREMIUM, a status with an older meaning; not healthy", UNKNOWN_STATE, {
    status: "PREMIUM",
    ...NO_PLAN,
  }),
  account(91013, "unknown-status", "An undocumented status: PAUSED_BY_ADMIN", UNKNOWN_STATE, {
    status: "PAUSED_BY_ADMIN",
    ...NO_PLAN,
  }),
  account(91014, "lower-case-status", "available in lower case: not the documented value", UNKNOWN_STATE, {
    status: "available",
  }),
  account(91015, "disabled", "AVAILABLE, but automation is switched off", ["automation_disabled"], { enabled: false }),
  account(91016, "no-tokens", "AVAILABLE, but without LinkedIn session tokens", ["account_session_missing"], {
    hasTokens: false,
  }),
  account(
    91017,
    "all-wrong",
    "ERROR, switched off and without tokens",
    ["account_session_missing", "account_needs_attention", "automation_disabled"],
    { status: "ERROR", enabled: false, hasTokens: false, ...NO_PLAN },
  ),
  account(91018, "disabled-in-use", "IN_USE and switched off", ["automation_disabled", "account_busy"], {
    status: "IN_USE",
    enabled: false,
    ...NO_PLAN,
  }),
  account(91019, "null-strings", "AVAILABLE, with null in place of every optional string", [], {
    ...nullsFor("firstName", "lastName", "publicId", "platform", "lastUsed"),
  }),
  account(91020, "all-null", "AVAILABLE, every other field null", UNKNOWN_STATE, {
    ...nullsFor("firstName", "lastName", "publicId", "platform", "lastUsed", "enabled", "hasTokens", "linkedinPlan"),
  }),
  account(91021, "null-plan-fields", "AVAILABLE, with a plan of nothing but nulls", [], {
    linkedinPlan: nullsFor(...Object.keys(FREE_PLAN)),
  }),
  account(91022, "empty-plan", "AVAILABLE, with an empty plan", [], { linkedinPlan: {} }),
  account(91023, "no-plan", "AVAILABLE, without a plan", [], NO_PLAN),
  account(91024, "tokens-missing", "AVAILABLE, hasTokens is missing", UNKNOWN_STATE, { hasTokens: undefined }),
  account(91025, "tokens-null", "AVAILABLE, hasTokens is null", UNKNOWN_STATE, { hasTokens: null }),
  account(91026, "enabled-missing", "AVAILABLE, enabled is missing", UNKNOWN_STATE, { enabled: undefined }),
  account(91027, "enabled-null", "AVAILABLE, enabled is null", UNKNOWN_STATE, { enabled: null }),
  {
    id: 91028,
    name: "only-id-and-status",
    says: "AVAILABLE, with the two required fields and nothing else",
    vendors: CONNECTSAFELY,
    expect: ok({ reasons: UNKNOWN_STATE }),
    play: ({ send, answer: { id, status } }) => send(200, { id, status }),
  },
  account(91029, "names-of-the-world", "Names with accents, emoji, Chinese, Arabic and combining marks", [], {
    firstName: "Zoe\u0308 🦀",
    lastName: "李小龍 محمد",
    publicId: "zo%C3%AB-李",
  }),
]);
