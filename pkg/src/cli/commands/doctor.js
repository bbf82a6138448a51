// linkedin-status doctor: what stands in the way of the other commands? A line for each check, as soon as it is made.

import { mark } from "../card.js";
import { examine } from "../doctor/checks.js";
import { EXIT } from "../exit-codes.js";
import { stdout } from "../output.js";
import { toJson } from "../text.js";

/** @type {Record<string, string>} */
const TITLES = {
  connectsafely_key: "ConnectSafely key",
  seleqt_key: "Seleqt key",
  connectsafely_host: "ConnectSafely",
  seleqt_host: "Seleqt",
  clock: "Clock",
  account: "Account",
};
const WIDTH = Math.max(...Object.values(TITLES).map((title) => title.length));

const MARKS = /** @type {const} */ ({ ok: "yes", problem: "bad", skipped: "none" });

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function doctor({ options }, run) {
  const checks = [];
  for await (const one of examine(options, run)) {
    checks.push(one);
    if (options.json) continue;
    await stdout.write(`${mark(MARKS[one.result])} ${(TITLES[one.check] ?? "").padEnd(WIDTH)}  ${one.message}\n`);
  }
  const first = checks.find(({ exit }) => exit !== EXIT.done);
  if (options.json) {
    const rows = checks.map(({ check, result, message, more }) => ({ check, result, message, ...more }));
    await stdout.write(`${toJson({ ok: first === undefined, checks: rows }, 2)}\n`);
  }
  return first?.exit ?? EXIT.done;
}
