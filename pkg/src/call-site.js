// Where a caller called us. An error is made long after that, when nothing of the caller may be left on the stack; its `stack`
// begins there all the same, and shows no frame of this package.

import { define, get } from "./quietly.js";

/** @typedef {(error: Error) => Error} CallSite gives an error the stack of the call, and returns it */

/**
 * To be called at once by a public function.
 *
 * @param {Function} called the public function
 * @returns {CallSite}
 */
export function callSite(called) {
  /** @type {{ stack?: unknown }} */
  let site = {};
  // Missing in Firefox before 138: the first two frames are this function and the public one.
  if (Error.captureStackTrace) Error.captureStackTrace(site, called);
  else site = { stack: new Error().stack?.split("\n").slice(2).join("\n") };
  return (error) => {
    // Node shows the source line of the first frame that V8 itself knows of.
    Error.captureStackTrace?.(error, called);
    // V8 heads the frames with the error, other engines do not. There may be none, and `Error.prepareStackTrace` may make anything, or throw.
    const stack = String(get(site, "stack"));
    const frames = stack.indexOf("\n    at ");
    const value = frames >= 0 ? `${error}${stack.slice(frames)}` : stack;
    if (frames >= 0 || stack.includes("@")) define(error, "stack", { value, writable: true });
    return error;
  };
}
