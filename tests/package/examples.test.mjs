// What the pages and the types' documentation show is what compiles, as TypeScript and as JavaScript that is checked.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { examples } from "./support/examples.mjs";
import { app, QUICK, ROOT, tools, WORK } from "./support/places.mjs";
import { run } from "./support/run.mjs";

/** What a reader has, and the examples leave out. Any other name must be imported or declared by the example itself. */
const READERS_OWN = `
  declare const apiKey: string | undefined;
  declare const jwt: string | undefined;
  declare const error: unknown;
  declare const account: import("linkedin-status").AccountStatus;
  declare const connection: import("linkedin-status").ConnectionStatus;
  declare function askForAnotherKey(): void;
  declare function schedule(delayMs: number): void;
  declare function sendInvitation(): Promise<void>;
`;

/** @type {import("./support/examples.mjs").Example[]} */
let found = [];
/** @type {string} */
let folder;
before(async () => {
  if (!QUICK) folder = await tools("checkers");
  // A quick run does not install other clients.
  found = (await examples()).filter(({ code }) => !QUICK || !code.includes('from "undici"'));
});

const COMPILERS = /** @type {const} */ ({
  5: () => join(folder, "node_modules/typescript/bin/tsc"),
  7: () => join(ROOT, "node_modules/typescript/bin/tsc"),
});

test("the examples were found", () => {
  for (const file of [
    "README-md",
    "docs-environments",
    "docs-errors",
    "pkg-types-index",
    "pkg-types-fetch",
    "pkg-types-sandbox",
  ]) {
    assert.ok(found.filter(({ name }) => name.startsWith(file)).length > 0, `${file} has examples`);
  }
  assert.ok(found.some(({ language }) => language === "ts"));
  assert.ok(found.some(({ commonJs }) => commonJs));
});

for (const [version, compiler] of Object.entries(COMPILERS)) {
  if (QUICK && version !== "7") continue;
  for (const language of ["TypeScript", "JavaScript"]) {
    test(`every example compiles as ${language}, TypeScript ${version}`, async () => {
      const isJs = language === "JavaScript";
      const files = found
        .filter((example) => (isJs ? example.language === "js" : !example.commonJs))
        .map(({ name, commonJs, code }) => {
          const end = `${commonJs ? "c" : "m"}${isJs ? "js" : "ts"}`;
          return [`${name}.${end}`, commonJs ? code : `${code}\nexport {};\n`];
        });
      const options = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        target: "es2022",
        module: "nodenext",
        lib: ["es2023", "dom", "dom.iterable"],
        types: ["node"],
        skipLibCheck: true,
        ...(isJs ? { allowJs: true, checkJs: true } : {}),
      };
      const cwd = await app(QUICK ? WORK : folder, `examples-${version}-${language}`, {
        "readers-own.d.ts": READERS_OWN,
        ...Object.fromEntries(files),
        "tsconfig.json": JSON.stringify({
          compilerOptions: options,
          files: ["readers-own.d.ts", ...files.map(([name]) => name)],
        }),
      });
      await run(process.execPath, [compiler(), "-p", "."], { cwd });
    });
  }
}
