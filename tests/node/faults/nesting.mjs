// Nesting in the body of a 200: at the limit and far beyond it.

import { fields } from "./fields.mjs";
import { ANSWER } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */
/** @typedef {import("./bodies.mjs").Body} Body */

const DEEP = 200_000;
/** @param {string} open @param {string} close @param {number} depth @param {string} [inside] */
export const nested = (open, close, depth, inside = "") => open.repeat(depth) + inside + close.repeat(depth);
export const ARRAYS = nested("[", "]", DEEP);

/** @type {Body[]} */
export const NESTED = [
  ...[
    { depth: 511, ends: /** @type {const} */ ("answer") },
    { depth: 512, ends: /** @type {const} */ ("invalid_response") },
    { depth: DEEP / 4, ends: /** @type {const} */ ("invalid_response") },
  ].flatMap(({ depth, ends }) => [
    {
      name: `${depth} nested arrays in an undocumented field, the answer's own object around them`,
      ends,
      write: (/** @type {Vendor} */ vendor) => `{${fields(vendor)}, "n": ${nested("[", "]", depth)}}`,
    },
    {
      name: `${depth} nested objects in an undocumented field, the answer's own object around them`,
      ends,
      write: (/** @type {Vendor} */ vendor) => `{${fields(vendor)}, "n": ${nested('{"a":', "}", depth, "1")}}`,
    },
  ]),
  {
    name: "many shallow arrays beside one another",
    ends: "answer",
    write: (vendor) => `{${fields(vendor)}, "n": [${Array(2_000).fill('{"a":[[]]}').join(",")}]}`,
  },
  {
    name: "brackets, quotes and backslashes inside texts, which are no nesting",
    ends: "answer",
    write: (vendor) => `{${fields(vendor, { n: `${"[".repeat(2_000)}\\"${"{".repeat(2_000)}\\`, "[[{": "]}" })}}`,
  },
  {
    name: "513 levels behind texts that close brackets",
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor, { n: `${"]".repeat(2_000)}\\"` })}, "m": ${nested("[", "]", 512)}}`,
  },
  ...["id", "status", "firstName", "enabled", "lastUsed", "linkedinPlan"].map((name) => deep("connectsafely", name)),
  ...["success", "is_connected", "connection_level", "network_distance", "checked_with_account_id"].map((name) =>
    deep("seleqt", name),
  ),
  {
    name: "nested arrays in a field of the plan",
    vendors: ["connectsafely"],
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor)}, "linkedinPlan": {"isPremium": ${ARRAYS}}}`,
  },
  {
    name: "nested objects in an undocumented field of the plan",
    vendors: ["connectsafely"],
    ends: "invalid_response",
    write: (vendor) =>
      `{${fields(vendor)}, "linkedinPlan": {"isPremium": true, "more": ${nested('{"a":', "}", 511, "1")}}}`,
  },
  { name: "200,000 brackets that are never closed", ends: "invalid_response", write: () => "[".repeat(DEEP) },
];

/** @param {Vendor} vendor @param {string} name @returns {Body} */
function deep(vendor, name) {
  // An object is what the plan should be.
  const isArray = name === "linkedinPlan" || name.length % 2 === 1;
  return {
    name: `nested ${isArray ? "arrays" : "objects"} in ${name}`,
    vendors: [vendor],
    ends: "invalid_response",
    write: () => {
      const { [name]: _, ...others } = ANSWER[vendor];
      const inner = isArray ? ARRAYS : `${'{"a":['.repeat(80_000)}1${"]}".repeat(80_000)}`;
      return `{"${name}": ${inner}, ${JSON.stringify(others).slice(1)}`;
    },
  };
}
