// The words for decisions, reasons and errors, which the command line, the page and the extension show.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { duration, errorWords, REASONS } from "../../pkg/src/words.js";

const read = (/** @type {string} */ name) => readFile(new URL(`../../pkg/types/${name}`, import.meta.url), "utf8");
const types = `${await read("invite.d.ts")}\n${await read("error.d.ts")}`;

/** The members of a union of strings. @param {string} name */
function membersOf(name) {
  const text = types.split(`export type ${name} =`)[1]?.split(/\n\n|\nexport /)[0] ?? "";
  const found = [...text.matchAll(/^ +\| "([a-z_]+)"/gm)].map(([, member = ""]) => member);
  assert.ok(found.length > 5, name);
  return found;
}

test("every reason has words", () => {
  for (const reason of membersOf("InviteReason")) assert.ok(Object.hasOwn(REASONS, reason), reason);
});

test("every error code has words of its own", () => {
  const codes = membersOf("LinkedInStatusErrorCode").filter((code) => code !== "internal");
  const titles = codes.map((code) => errorWords({ code, message: "x", retryable: false, option: "a" }).title);
  assert.ok(!titles.includes("Something went wrong"), String(codes[titles.indexOf("Something went wrong")]));
  assert.equal(new Set(titles).size, codes.length);
});

test("only what the answer says reads as not connected", () => {
  for (const [reason, { title, advice }] of Object.entries(REASONS)) {
    if (reason !== "not_connected") assert.doesNotMatch(`${title} ${advice}`, /not connected/i, reason);
  }
});

test("an option named like a property of every object has no borrowed words", () => {
  const { title } = errorWords({ code: "invalid_options", message: "m", retryable: false, option: "toString" });
  assert.equal(title, "Please check toString");
});

test("times read as people say them", () => {
  const told = [400, 42_000, 720_000, 11_100_000].map(duration);
  assert.deepEqual(told, ["0.4 s", "42 s", "12 min", "3 h 5 min"]);
});
