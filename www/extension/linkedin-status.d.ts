// `cargo xtask extension` puts the package's file beside these.
export * from "../../pkg/types/index.js";
