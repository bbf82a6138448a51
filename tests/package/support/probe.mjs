// What every environment does with the package: both calls, one typed error, one abort, one redirect. The function travels as text into
// each app, so it uses nothing from outside and only what every environment has.

import { transformSync } from "esbuild";
import assert from "node:assert/strict";
import { Script } from "node:vm";

/**
 * @param {typeof import("linkedin-status")} api
 * @param {{ connectsafely: string, seleqt: string }} baseUrls
 * @param {{ fetch?: typeof fetch }} [options]
 */
async function probe(api, baseUrls, options = {}) {
  const atConnectSafely = { ...options, apiKey: "test.key", baseUrl: baseUrls.connectsafely };
  const atSeleqt = { ...options, apiKey: "test.key", baseUrl: baseUrls.seleqt };
  const account = await api.getAccountStatus(atConnectSafely);
  const connection = await api.getConnectionStatus({ ...atSeleqt, prospectId: 91102 });
  const refused = await api.getConnectionStatus({ ...atSeleqt, prospectId: 92003 }).then(
    () => ({ error: undefined, typed: false }),
    (/** @type {unknown} */ error) => ({ error, typed: api.isLinkedInStatusError(error) }),
  );
  const error = /** @type {import("linkedin-status").LinkedInStatusError} */ (refused.error);
  const controller = new AbortController();
  const reason = { why: "enough" };
  const stalled = api.getConnectionStatus({ ...atSeleqt, prospectId: 94003, signal: controller.signal });
  setTimeout(() => controller.abort(reason), 50);
  const aborted = await stalled.catch((/** @type {unknown} */ thrown) => thrown === reason);
  const elsewhere = await api.getConnectionStatus({ ...atSeleqt, prospectId: 92302 }).then(
    () => "followed",
    (/** @type {import("linkedin-status").LinkedInStatusError} */ thrown) => thrown.code,
  );
  return {
    account: account.status,
    name: account.firstName,
    connection: connection.network_distance,
    error: { name: error.name, code: error.code, status: error.status, vendorMessage: error.vendorMessage },
    typed: refused.typed && error instanceof api.LinkedInStatusError && error instanceof Error,
    aborted,
    elsewhere,
  };
}

export const EXPECTED = {
  account: "AVAILABLE",
  name: "John",
  connection: "SECOND_DEGREE",
  error: { name: "LinkedInStatusError", code: "prospect_not_found", status: 404, vendorMessage: "Prospect not found" },
  typed: true,
  aborted: true,
  elsewhere: "redirected",
};

/**
 * The probe as source text: `run(api, options)` resolves to what it found, as an object.
 *
 * @param {{ connectsafely: string, seleqt: string }} baseUrls
 * @param {"esm" | "cjs" | "script"} format
 */
export function probeSource(baseUrls, format) {
  const text = `${probe.toString()}\nconst run = (api, options) => probe(api, ${JSON.stringify(baseUrls)}, options);\n`;
  return text + { esm: "export { run };\n", cjs: "module.exports = { run };\n", script: "" }[format];
}

const MARK = "linkedin-status found: ";

/** The text of a statement that runs the probe and prints what it found where `foundIn` looks. @param {string} [options] */
export const report = (options = "") =>
  `run(api${options}).then((found) => console.log(${JSON.stringify(MARK)} + JSON.stringify(found)));\n`;

/** @param {string} output */
export function foundIn(output) {
  const line = output.split("\n").find((text) => text.includes(MARK));
  assert.ok(line, `the app printed no result:\n${output.slice(-4_000)}`);
  return JSON.parse(line.slice(line.indexOf(MARK) + MARK.length).replace(/[^}]*$/, ""));
}

/** @param {unknown} found */
export function assertWorks(found) {
  assert.deepEqual(found, EXPECTED);
}

/**
 * A classic worker's script: no `import.meta`, top-level await, `import` or `export`, and no `import()`, which service workers
 * refuse.
 *
 * @param {string} text
 */
export function assertClassic(text) {
  assert.doesNotThrow(() => new Script(text), "it must parse as a script");
  const { code } = transformSync(text, { minify: true, legalComments: "none" });
  assert.equal(/\bimport\(.{0,80}/.exec(code)?.[0], undefined, "a service worker refuses import()");
}
