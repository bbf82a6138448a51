// Nothing may escape a call sideways: no unhandled rejection, no uncaught exception, no warning, no word on the console.

import assert from "node:assert/strict";
import { after } from "node:test";

/** Guards the whole file that calls this. */
export function guard() {
  /** @type {unknown[]} */
  const escaped = [];
  process.on("unhandledRejection", (reason) => escaped.push({ unhandledRejection: reason }));
  process.on("uncaughtException", (error) => escaped.push({ uncaughtException: error }));
  process.on("warning", (warning) => escaped.push({ warning }));
  for (const name of /** @type {const} */ (["log", "info", "warn", "error", "debug"])) {
    const print = console[name];
    console[name] = (...args) => {
      escaped.push({ console: name, args });
      print.apply(console, args);
    };
  }
  after(async () => {
    // Rejections are told a turn later, and those of abandoned promises once they are collected.
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(escaped, []);
  });
}
