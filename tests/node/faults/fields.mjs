import { ANSWER } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */

/** The fields of a right answer as JSON without the braces. @param {Vendor} vendor @param {Record<string, unknown>} [changes] */
export const fields = (vendor, changes) => JSON.stringify({ ...ANSWER[vendor], ...changes }).slice(1, -1);
