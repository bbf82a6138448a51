// The version of the package that this file was built from.

import manifest from "../../package.json" with { type: "json" };

export const VERSION = manifest.version;
