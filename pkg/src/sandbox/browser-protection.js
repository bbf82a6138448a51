// Protects the sandbox, and the browser that shows its pages, from other web pages: Host check and security headers.
import { createHash } from "node:crypto";
import { isIPv4 } from "node:net";

/**
 * Whether a `Host` header names this machine: localhost, 127.0.0.0/8 or [::1], with any port or none.
 *
 * Any other name means DNS rebinding: a web page whose own host name was pointed at 127.0.0.1, so that the browser
 * treats the sandbox as that page's own server and CORS does not apply.
 * @param {string | undefined} host
 */
export function isLoopbackHost(host = "") {
  const name = host.replace(/:\d{1,5}$/, "").toLowerCase();
  return name === "localhost" || name === "[::1]" || (isIPv4(name) && name.startsWith("127."));
}

/** The body of the 421 that every other `Host` gets. */
export const FOREIGN_HOST = {
  error:
    "The sandbox answers only requests to localhost, 127.0.0.1 or [::1], and the Host header of this one names another " +
    "host. Call it by one of these names; if a proxy is in between, let it set the Host header.",
};

/**
 * Headers of every response. They change nothing for a program that calls the sandbox; a browser that shows a response
 * as a page runs and loads nothing from it. The page at `/` replaces the policy by its own.
 * @param {import("node:http").ServerResponse} res
 */
export function protectBrowser(res) {
  res.setHeader("Content-Security-Policy", contentPolicy([]));
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "no-referrer");
}

/**
 * The policy of a page that consists of one document with this inline script and style, and nothing else.
 * @param {{ script: string, style: string }} inline exactly what stands between the tags
 */
export const pagePolicy = ({ script, style }) =>
  // 'self' is for the icon, which browsers request from /favicon.ico.
  contentPolicy([`script-src ${hashOf(script)}`, `style-src ${hashOf(style)}`, "img-src 'self'"]);

/** @param {string[]} exceptions */
const contentPolicy = (exceptions) =>
  ["default-src 'none'", ...exceptions, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join("; ");

/** @param {string} text */
const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
