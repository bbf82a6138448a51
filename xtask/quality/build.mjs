// Builds the package in the copy that Stryker works on, below target/stryker. Its own link to node_modules
// would come after the build.

import { symlinkSync } from "node:fs";

symlinkSync("../../../node_modules", "node_modules", "junction");
await import("../js/bundle.mjs");
