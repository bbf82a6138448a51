// A 200 with one invalid field: required fields that are missing, null or of a wrong type, optional ones of a wrong type.
import { FREE_PLAN } from "../../../pkg/src/sandbox/documented.js";
import {
  answers,
  asJson,
  CONNECTSAFELY,
  fails,
  inGroup,
  ok,
  SELEQT,
} from "../../../pkg/src/sandbox/scenarios/build.js";

const invalid = fails("invalid_response");
const either = ok({ orCode: "invalid_response" });
/** A field with this value is left out. */
const MISSING = undefined;

/** @typedef {[how: string, value: unknown]} Wrong */

/** @type {[field: string, wrongs: Wrong[]][]} */
const ACCOUNT = [
  ["id", [["missing", MISSING], ["null", null], ["number", 42], ["object", {}]]],
  ["status", [["missing", MISSING], ["null", null], ["number", 1], ["boolean", true], ["array", ["AVAILABLE"]]]],
  ["enabled", [["string", "yes"], ["number", 1]]],
  ["hasTokens", [["string", "true"], ["number", 0], ["array", []]]],
  ["firstName", [["number", 5], ["object", { first: "John" }]]],
  ["lastName", [["boolean", false]]],
  ["publicId", [["object", {}], ["number", 123]]],
  ["platform", [["array", []]]],
  ["lastUsed", [["number", 1_771_908_793_750], ["object", { $date: 1_771_908_793_750 }]]],
  ["linkedinPlan", [["array", []], ["string", "NON_PREMIUM"], ["boolean", false]]],
]; // prettier-ignore

/** @type {[field: string, wrongs: Wrong[]][]} */
const PLAN = [
  ["premiumType", [["number", 3]]],
  ["isPremium", [["string", "true"]]],
  ["hasSalesNavigator", [["number", 1]]],
  ["hasHiringManager", [["object", {}]]],
];

/** @type {[field: string, wrongs: Wrong[]][]} */
const CONNECTION = [
  ["success", [["missing", MISSING], ["null", null], ["string", "true"], ["number", 1]]],
  ["is_connected", [["missing", MISSING], ["null", null], ["string", "true"], ["number", 1], ["array", []]]],
  ["checked_with_account_id", [["missing", MISSING], ["null", null], ["string", "42"], ["fraction", 42.5], ["object", {}]]],
  ["connection_level", [["string", "1"], ["fraction", 1.5], ["boolean", true], ["array", [1]]]],
  ["network_distance", [["number", 1], ["object", {}], ["boolean", false]]],
]; // prettier-ignore

/** Field names in the kebab case of scenario names. */
const kebabCase = (/** @type {string} */ field) =>
  field.replaceAll("_", "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * @param {number} firstId
 * @param {readonly ("connectsafely" | "seleqt")[]} vendors
 * @param {[string, Wrong[]][]} table
 * @param {(field: string, value: unknown) => Record<string, unknown>} change
 * @param {string} prefix
 * @returns {import("../../../pkg/src/sandbox/scenarios/build.js").Draft[]}
 */
const wrongFields = (firstId, vendors, table, change, prefix) =>
  table
    .flatMap(([field, wrongs]) => wrongs.map(([how, value]) => ({ field, how, value })))
    .map(({ field, how, value }, index) => ({
      id: firstId + index,
      name: `${prefix}${kebabCase(field)}-${how}`,
      says:
        value === MISSING
          ? `${field} is missing`
          : `${field} is ${JSON.stringify(value)}${value === null ? "" : ", a wrong type"}`,
      vendors,
      expect: invalid,
      play: answers(change(field, value)),
    }));

const plain = (/** @type {string} */ field, /** @type {unknown} */ value) => ({ [field]: value });
const inPlan = (/** @type {string} */ field, /** @type {unknown} */ value) => ({
  linkedinPlan: { ...FREE_PLAN, [field]: value },
});

/**
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {string} number
 * @param {import("../../../pkg/src/sandbox/scenarios/build.js").Draft["expect"]} expect
 * @returns {import("../../../pkg/src/sandbox/scenarios/build.js").Draft}
 */
const accountNumber = (id, name, says, number, expect) => ({
  id,
  name,
  says,
  vendors: SELEQT,
  expect,
  play: ({ send, answer }) => {
    const text = JSON.stringify({ ...answer, checked_with_account_id: 0 });
    send(200, asJson(text.replace('"checked_with_account_id":0', `"checked_with_account_id":${number}`)));
  },
});

export const fieldFaults = inGroup("faults", [
  ...wrongFields(94201, CONNECTSAFELY, ACCOUNT, plain, ""),
  ...wrongFields(94241, CONNECTSAFELY, PLAN, inPlan, "plan-"),
  ...wrongFields(94301, SELEQT, CONNECTION, plain, ""),
  {
    id: 94341,
    name: "success-false",
    says: "success is false, with an error text",
    expect: invalid,
    play: ({ send }) => send(200, { success: false, error: "Something went wrong" }),
  },
  {
    id: 94342,
    name: "success-false-complete",
    says: "success is false in an otherwise valid answer",
    vendors: SELEQT,
    expect: invalid,
    play: answers({ success: false }),
  },
  {
    id: 94344,
    name: "other-vendor",
    says: "The other service's answer",
    expect: invalid,
    play: ({ send, vendor }) =>
      send(
        200,
        vendor === "seleqt"
          ? { id: "696ce9e780e0483585e4e553", status: "AVAILABLE", enabled: true, hasTokens: true }
          : { success: true, is_connected: true, connection_level: 1, checked_with_account_id: 42 },
      ),
  },
  accountNumber(94345, "account-id-infinite", "checked_with_account_id is 1e400", "1e400", invalid),
  accountNumber(94346, "account-id-unsafe", "checked_with_account_id is 2^53 + 1", "9007199254740993", either),
  accountNumber(94347, "account-id-decimal", "checked_with_account_id is 42.0, the integer 42", "42.0", either),
]);
