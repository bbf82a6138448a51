// docs/openapi.yaml: valid, answered by Prism in a way that the client takes, and of the same types as ours.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { app, QUICK, ROOT, tools } from "./support/places.mjs";
import { nodeProgram } from "./support/programs.mjs";
import { run, serve } from "./support/run.mjs";

const skip = QUICK && "left out by --quick";
const DESCRIPTION = join(ROOT, "docs/openapi.yaml");

test("the description is valid, by the recommended rules of Redocly", { skip }, async () => {
  const { createConfig, lint } = createRequire(join(await tools("docs"), "package.json"))("@redocly/openapi-core");
  // Seleqt's paths do end with a slash.
  const config = await createConfig({ extends: ["recommended"], rules: { "no-path-trailing-slash": "off" } });
  const problems = await lint({ ref: DESCRIPTION, config });
  assert.deepEqual(
    problems.map((/** @type {any} */ { ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
    [],
  );
});

test("Prism, started from it, answers the client: both endpoints and each documented error", { skip }, async () => {
  const folder = await tools("docs");
  const cwd = await app(folder, "prism", {
    // The status is asked for in the way that Prism has for it.
    "main.mjs": `import { getAccountStatus, getConnectionStatus } from "linkedin-status";
const [baseUrl] = process.argv.slice(2);
const base = { baseUrl, apiKey: "test.key", maxRetries: 0 };
const as = (code, more = "") => ({
  ...base,
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Prefer: "code=" + code + more } }),
});
const told = (call) => call.then((answer) => answer.status ?? answer.network_distance, (error) => error.code);
const found = [
  await told(getAccountStatus(base)),
  await told(getConnectionStatus({ ...base, prospectId: 1, accountId: 42 })),
  await told(getConnectionStatus({ baseUrl, jwt: "test.jwt", prospectId: 1 })),
];
for (const code of [401, 404]) found.push(await told(getAccountStatus(as(code))));
for (const name of ["noProfileUrl", "noActiveAccount", "accountNotActive"])
  found.push(await told(getConnectionStatus({ ...as(400, ", example=" + name), prospectId: 1 })));
for (const code of [403, 404, 502]) found.push(await told(getConnectionStatus({ ...as(code), prospectId: 1 })));
console.log(found.join());
`,
  });
  const program = join(folder, "node_modules/@stoplight/prism-cli/dist/index.js");
  const args = [program, "mock", "--host", "127.0.0.1", "--port", "0", "--errors", DESCRIPTION];
  const ready = /listening on (http:\/\/127\.0\.0\.1:[1-9]\d*)/;
  const prism = await serve(await nodeProgram(24), args, { cwd, ready });
  try {
    const said = await run(process.execPath, ["main.mjs", prism.found], { cwd });
    assert.deepEqual(said.trim().split(","), [
      ...["AVAILABLE", "FIRST_DEGREE", "FIRST_DEGREE"],
      ...["unauthorized", "account_not_found"],
      ...["prospect_has_no_profile_url", "no_active_account", "account_not_active"],
      ...["forbidden", "prospect_not_found", "provider_failed"],
    ]);
  } catch (error) {
    throw new Error(`Prism said:\n${prism.output().slice(-4_000)}`, { cause: error });
  } finally {
    await prism.stop();
  }
});

test("types that are generated from it are assignable to ours, and name the same fields", { skip }, async () => {
  const folder = await tools("docs");
  const cwd = await app(folder, "openapi-types", {
    "main.mts": `import type { AccountStatus, ConnectionStatus, LinkedinPlan } from "linkedin-status";
import type { components } from "./generated.js";

type Schemas = components["schemas"];
export const account = (given: Schemas["AccountStatus"]): AccountStatus => given;
export const plan = (given: Schemas["LinkedinPlan"]): LinkedinPlan => given;
export const connection = (given: Schemas["ConnectionStatus"]): ConnectionStatus => given;
export const back: [
  (given: AccountStatus) => Schemas["AccountStatus"],
  (given: LinkedinPlan) => Schemas["LinkedinPlan"],
  (given: ConnectionStatus) => Schemas["ConnectionStatus"],
] = [(given) => given, (given) => given, (given) => given];

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
export const fields: [
  Same<keyof AccountStatus, keyof Schemas["AccountStatus"]>,
  Same<keyof LinkedinPlan, keyof Schemas["LinkedinPlan"]>,
  Same<keyof ConnectionStatus, keyof Schemas["ConnectionStatus"]>,
] = [true, true, true];
`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, target: "es2022", module: "nodenext", types: [] },
      files: ["main.mts"],
    }),
  });
  const generator = join(folder, "node_modules/openapi-typescript/bin/cli.js");
  await run(process.execPath, [generator, DESCRIPTION, "--output", "generated.ts"], { cwd });
  for (const compiler of [join(ROOT, "node_modules"), join(folder, "node_modules")])
    await run(process.execPath, [join(compiler, "typescript/bin/tsc"), "-p", "."], { cwd });
});
