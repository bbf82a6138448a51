// The version of the package, written into the bundle when it is built.

import manifest from "../../package.json" with { type: "json" };

export const VERSION = manifest.version;
