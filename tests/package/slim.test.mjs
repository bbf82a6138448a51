// `linkedin-status/slim`: what setWasm takes, what it says when it is given something else, and what calls do meanwhile. Each
// test imports a fresh copy, since the module is given once.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { installedPackage } from "./support/places.mjs";

/** @typedef {typeof import("linkedin-status/slim")} Slim */

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
/** @type {string} */
let dist;
/** @type {Buffer} */
let wasm;
let copies = 0;

before(async () => {
  sandbox = await startSandbox();
  dist = join(await installedPackage(), "dist");
  wasm = await readFile(join(dist, "linkedin_status.wasm"));
});
after(() => sandbox.close());

/** @returns {Promise<Slim>} */
const fresh = () => import(`${pathToFileURL(join(dist, "slim.js")).href}?copy=${copies++}`);

/** @param {Slim} slim @param {object} [options] */
const ask = (slim, options) =>
  slim.getConnectionStatus({ apiKey: "test.key", prospectId: 91102, baseUrl: sandbox.baseUrls.seleqt, ...options });

/** @param {RegExp} message */
const refusal = (message) => (/** @type {unknown} */ error) => {
  const { name, code, option, retryable, attempts, message: text } = /** @type {any} */ (error);
  assert.match(text, message);
  assert.deepEqual(
    [name, code, option, retryable, attempts],
    ["LinkedInStatusError", "invalid_options", "wasm", false, 0],
  );
  return true;
};

const aResponse = (status = 200, type = "application/wasm") =>
  new Response(new Uint8Array(wasm), { status, headers: { "content-type": type } });
const buffer = () => new Uint8Array(wasm).buffer;
const compiled = () => new WebAssembly.Module(new Uint8Array(wasm));

/** @type {Record<string, () => Parameters<Slim["setWasm"]>[0]>} */
const SOURCES = {
  "a module": compiled,
  "an ArrayBuffer": buffer,
  "a Uint8Array": () => new Uint8Array(wasm),
  "a Buffer, a view into something larger": () =>
    Buffer.concat([Buffer.alloc(7), wasm, Buffer.alloc(9)]).subarray(7, -9),
  "a Response": () => aResponse(),
  "a Response with another content type": () => aResponse(200, "application/octet-stream"),
  "a promise of a module": async () => compiled(),
  "a promise of bytes": async () => buffer(),
  "a promise of a Response": async () => aResponse(),
};

for (const [name, source] of Object.entries(SOURCES)) {
  test(`slim answers once it was given ${name}`, async () => {
    const slim = await fresh();
    slim.setWasm(source());
    assert.equal((await ask(slim)).network_distance, "SECOND_DEGREE");
    await assert.rejects(ask(slim, { prospectId: 92003 }), { code: "prospect_not_found" });
  });
}

test("slim in CommonJS answers, too", async () => {
  const { createRequire } = await import("node:module");
  /** @type {Slim} */
  const slim = createRequire(join(dist, "x.cjs"))("linkedin-status/slim");
  slim.setWasm(wasm);
  assert.equal((await ask(slim)).network_distance, "SECOND_DEGREE");
});

test("calls made while the promise is pending wait for it", async () => {
  const slim = await fresh();
  /** @type {(source: WebAssembly.Module) => void} */
  let give = () => {};
  slim.setWasm(new Promise((resolve) => (give = resolve)));
  const answers = Promise.all([ask(slim), ask(slim)]);
  give(compiled());
  assert.equal((await answers).length, 2);
});

test("a call before setWasm is refused with what to do, and works afterwards", async () => {
  const slim = await fresh();
  await assert.rejects(ask(slim), refusal(/Call setWasm/));
  await assert.rejects(ask(slim), { vendor: "seleqt" });
  slim.setWasm(compiled());
  assert.equal((await ask(slim)).network_distance, "SECOND_DEGREE");
});

test("setWasm called twice throws, and the first module stays", async () => {
  const slim = await fresh();
  slim.setWasm(buffer());
  assert.throws(() => slim.setWasm(buffer()), refusal(/only once/));
  await ask(slim);
  assert.throws(() => slim.setWasm(compiled()), refusal(/only once/));
  await ask(slim);
});

for (const wrong of [
  undefined,
  null,
  "/linkedin_status.wasm",
  42,
  {},
  [],
  () => wasm,
  new URL("http://127.0.0.1/x.wasm"),
]) {
  test(`setWasm throws at once when given ${Array.isArray(wrong) ? "an array" : String(wrong)}, and may be called again`, async () => {
    const slim = await fresh();
    assert.throws(() => slim.setWasm(/** @type {any} */ (wrong)), refusal(/no WebAssembly module/));
    slim.setWasm(compiled());
    await ask(slim);
  });
}

/** @type {Record<string, [() => any, RegExp]>} */
const LATE = {
  "bytes that are no WebAssembly": [() => new TextEncoder().encode("<!doctype html>"), /no WebAssembly/],
  "no bytes": [() => new Uint8Array(0), /no WebAssembly/],
  "half of the file": [() => new Uint8Array(wasm).slice(0, wasm.length / 2), /could not be compiled/],
  "another module": [() => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)), /not this version's/],
  "a page that was not found": [() => aResponse(404, "text/html"), /status 404/],
  "a Response that was read": [() => readAlready(), /could not be read/],
  "a promise of an address": [async () => "/linkedin_status.wasm", /no WebAssembly module/],
};

function readAlready() {
  const response = aResponse();
  void response.arrayBuffer();
  return response;
}

for (const [name, [source, message]] of Object.entries(LATE)) {
  test(`${name}: every call is refused with what to do, until a right one is given`, async () => {
    const slim = await fresh();
    slim.setWasm(source());
    await assert.rejects(ask(slim), refusal(message));
    await assert.rejects(ask(slim), refusal(message));
    slim.setWasm(compiled());
    await ask(slim);
  });
}

test("a promise that is rejected: calls are refused with its reason as cause, and no rejection goes unhandled", async () => {
  const slim = await fresh();
  const reason = new TypeError("fetch failed");
  slim.setWasm(Promise.reject(reason));
  await new Promise((resolve) => setTimeout(resolve, 10));
  const error = await ask(slim).catch((thrown) => thrown);
  refusal(/was rejected/)(error);
  assert.equal(error.cause, reason);
  slim.setWasm(async_(compiled()));
  await ask(slim);
});

test("calls that the same module failed have an error of their own, with their own stack", async () => {
  const slim = await fresh();
  slim.setWasm(Promise.reject(new TypeError("fetch failed")));
  const caller = async function oneOfTwo() {
    return slim.accountVerdict({ id: "a", status: "AVAILABLE" });
  };
  const other = async function otherOfTwo() {
    return slim.accountVerdict({ id: "a", status: "AVAILABLE" });
  };
  const errors = await Promise.all([caller, other, caller].map((call) => call().catch((thrown) => thrown)));
  errors.push(await other().catch((thrown) => thrown));
  assert.equal(new Set(errors).size, 4);
  for (const [at, name] of ["oneOfTwo", "otherOfTwo", "oneOfTwo", "otherOfTwo"].entries()) {
    refusal(/was rejected/)(errors[at]);
    assert.match(errors[at].stack.split("\n")[1], new RegExp(name));
    assert.equal(errors[at].cause.message, "fetch failed");
  }
});

/** @template T @param {T} value @returns {Promise<T>} */
const async_ = async (value) => value;

test("a promise that never settles: a call ends with its own deadline, and with its signal", async () => {
  const slim = await fresh();
  slim.setWasm(new Promise(() => {}));
  await assert.rejects(ask(slim, { timeoutMs: 50 }), { code: "timeout", attempts: 0 });
  const controller = new AbortController();
  const call = ask(slim, { signal: controller.signal });
  const reason = { why: "enough" };
  controller.abort(reason);
  assert.equal(await call.catch((thrown) => thrown), reason);
});
