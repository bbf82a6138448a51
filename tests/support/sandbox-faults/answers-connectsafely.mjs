// More valid answers of ConnectSafely: each plan, statuses of older meaning, and fields that may be null or missing.
import { FREE_PLAN } from "../../../pkg/src/sandbox/documented.js";
import { account, NO_PLAN } from "../../../pkg/src/sandbox/scenarios/answers.js";
import { CONNECTSAFELY, inGroup, ok } from "../../../pkg/src/sandbox/scenarios/build.js";

const UNKNOWN_STATE = ["account_state_unknown"];

const nullsFor = (/** @type {string[]} */ ...names) => Object.fromEntries(names.map((name) => [name, null]));

export const connectSafelyAnswers = inGroup("answers", [
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
  account(91014, "lower-case-status", "available in lower case: not the documented value", UNKNOWN_STATE, {
    status: "available",
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
