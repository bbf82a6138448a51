// The API reference of the npm package, by TypeDoc, from the types that ship, into target/doc/npm. A warning is a failure.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, tools } from "../../tests/package/support/places.mjs";
import { run } from "../../tests/package/support/run.mjs";

// TypeDoc reads types with the compiler's own interface, which TypeScript 7 no longer has: it comes with an older one.
const program = join(await tools("docs"), "node_modules/typedoc/bin/typedoc");
const options = fileURLToPath(new URL("typedoc.json", import.meta.url));
await run(process.execPath, [program, "--options", options], { cwd: ROOT });
console.log("The reference is in target/doc/npm/index.html.");
