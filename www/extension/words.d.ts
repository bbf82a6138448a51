// `cargo xtask extension` puts this file of the package's source beside these.
export * from "../../pkg/src/words.js";
