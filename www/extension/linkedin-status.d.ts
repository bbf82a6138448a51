// `cargo xtask extension` puts the package's file beside these.
export * from "../../pkg/types/index.js";

import type { AccountStatus } from "../../pkg/types/index.js";
export declare function accountVerdict(account: AccountStatus): Promise<"fit" | "wait" | "fix" | "unknown">;
