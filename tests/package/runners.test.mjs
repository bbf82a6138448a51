// Test runners, whose worlds differ from Node's: Jest makes a realm of its own, and its jsdom has neither fetch nor
// TextEncoder, and signals that Node's fetch refuses.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environment } from "./support/environments.mjs";
import { app, QUICK, tools } from "./support/places.mjs";
import { nodeProgram } from "./support/programs.mjs";
import { EXPECTED, probeSource } from "./support/probe.mjs";
import { run } from "./support/run.mjs";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
before(async () => {
  if (!QUICK) sandbox = await startSandbox();
});
after(() => sandbox?.close());

/** @param {string} name */
async function versionOf(name) {
  return JSON.parse(await readFile(join(await tools("runners"), "node_modules", name, "package.json"), "utf8")).version;
}

/** @param {string} options */
const works = (options) => `expect(await run(api${options})).toEqual(${JSON.stringify(EXPECTED)});`;

/** @param {string} environmentFile @param {string} body */
const jestFiles = (environmentFile, body) => ({
  "package.json": JSON.stringify({ name: "an-app", private: true, jest: { testEnvironment: environmentFile } }),
  "probe.js": probeSource(sandbox.baseUrls, "cjs"),
  "it.test.js": `const { run } = require("./probe.js");\nconst api = require("linkedin-status");\n${body}`,
  "esm.test.mjs": `import { test, expect } from "@jest/globals";
import * as api from "linkedin-status";
import { createRequire } from "node:module";
const { run } = createRequire(import.meta.url)("./probe.js");
test("the ES module works, too", async () => { ${works(environmentFile === "node" ? "" : ", { fetch: nodeFetch }")} });
`,
});

/** @param {string} cwd */
async function jest(cwd) {
  const program = join(await tools("runners"), "node_modules/jest/bin/jest.js");
  const args = ["--experimental-vm-modules", "--no-warnings", program, "--ci", "--no-cache", "--runInBand"];
  const match = ["js", "mjs"].map((end) => `--testMatch=**/*.test.${end}`);
  await run(process.execPath, [...args, ...match, "--rootDir", cwd], { cwd });
  return versionOf("jest");
}

environment("jest-node", async () => {
  const body = `test("it works", async () => { ${works("")} });\n`;
  return jest(await app(await tools("runners"), "jest-node", jestFiles("node", body)));
});

environment("jest-jsdom", async () => {
  const body = `
test("nothing is polyfilled here", () => {
  expect([typeof window, typeof fetch, typeof TextEncoder, typeof TextDecoder, typeof Response]).toEqual(
    ["object", "undefined", "undefined", "undefined", "undefined"],
  );
});
test("without any fetch the error says so", async () => {
  await expect(api.getAccountStatus({ apiKey: "k" })).rejects.toMatchObject({ code: "invalid_options", option: "fetch" });
});
test("Node's fetch works as an option, although it refuses jsdom's signals", async () => {
  ${works(", { fetch: nodeFetch }")}
});
test("Node's fetch works as the global one", async () => {
  globalThis.fetch = nodeFetch;
  try {
    ${works("")}
  } finally {
    delete globalThis.fetch;
  }
});
test("a mock with nothing but status and json works", async () => {
  const fetch = async () => ({ ok: true, status: 200, json: async () => ({ id: "1", status: "AVAILABLE", firstName: "Zoë 🙂" }) });
  expect(await api.getAccountStatus({ apiKey: "k", fetch })).toEqual({ id: "1", status: "AVAILABLE", firstName: "Zoë 🙂" });
});
test("text beyond ASCII survives both ways", async () => {
  const asked = [];
  const name = "Zoë Łukasz 你好 🙂 \\u{10ffff}";
  const fetch = async (url) => {
    asked.push(url);
    return { status: 404, headers: { get: () => null }, text: async () => JSON.stringify({ error: name }) };
  };
  const error = await api.getAccountStatus({ apiKey: "test.key", accountId: name, fetch }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "account_not_found", vendorMessage: name });
  expect(new URL(asked[0]).searchParams.get("accountId")).toBe(name);
});
`;
  const cwd = await app(await tools("runners"), "jest-jsdom", {
    ...jestFiles("./environment.js", body),
    "environment.js": `
const { TestEnvironment } = require("jest-environment-jsdom");
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nodeFetch = fetch;
  }
};
`,
  });
  return jest(cwd);
});

environment("vitest", async () => {
  const cwd = await app(await tools("runners"), "vitest", {
    "probe.mjs": probeSource(sandbox.baseUrls, "esm"),
    "it.test.mjs": `import { expect, test } from "vitest";
import * as api from "linkedin-status";
import { run } from "./probe.mjs";
test("it works", async () => { ${works("")} });
`,
  });
  // Vitest 5 needs a newer Node than the oldest that this package supports.
  const node = await nodeProgram(24);
  const program = join(await tools("runners"), "node_modules/vitest/vitest.mjs");
  for (const pool of ["forks", "threads", "vmThreads"]) await run(node, [program, "run", `--pool=${pool}`], { cwd });
  // As in a Vite app, through Vite's own transformation.
  await writeFile(
    join(cwd, "vitest.config.mjs"),
    'export default { test: { server: { deps: { inline: ["linkedin-status"] } } } };\n',
  );
  await run(node, [program, "run"], { cwd });
  return versionOf("vitest");
});
