// How calls end, with what is promised of every end. To be imported by files with tests: it watches the whole process.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { isLinkedInStatusError } from "../../pkg/dist/index.js";
import { KEY } from "./calls.mjs";

const untouched = Reflect.ownKeys(Object.prototype).length;

/** @type {unknown[]} */
const unhandled = [];
/** @param {unknown} reason */
const note = (reason) => unhandled.push(reason);
before(() => void process.on("unhandledRejection", note));
after(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  assert.deepEqual(unhandled, [], "no rejection goes unhandled");
});

/**
 * How a call ends, after what is promised of every end has been checked.
 *
 * @param {Promise<unknown>} made
 */
export async function endOf(made) {
  /** @type {{ answer?: unknown, error?: import("../../pkg/dist/index.js").LinkedInStatusError }} */
  const end = await made.then(
    (answer) => ({ answer }),
    (error) => ({ error }),
  );
  assert.equal(Reflect.ownKeys(Object.prototype).length, untouched, "Object.prototype is as it was");
  assert.equal(/** @type {Record<string, unknown>} */ ({})["polluted"], undefined);
  if (!("error" in end)) return end;
  assert.ok(isLinkedInStatusError(end.error), `not one of ours: ${String(end.error)}`);
  assert.notEqual(end.error.code, "internal", end.error.message);
  const json = end.error.toJSON();
  assert.deepEqual(JSON.parse(JSON.stringify(end.error)), json);
  assert.ok(!JSON.stringify(json).includes(KEY));
  assert.ok((end.error.vendorMessage?.length ?? 0) <= 2_000 && end.error.message.length < 2_000);
  return end;
}
