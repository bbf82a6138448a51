// Errors as text on stderr (what happened, what the service said, what to do next) and, with --json, as JSON on stdout.

import { isLinkedInStatusError, LinkedInStatusError } from "../error.js";
import { messageText } from "./error-text.js";
import { OutputError, stderr, stdout } from "./output.js";
import { BASE_URL_NAMES, keyVariable } from "./services.js";
import { asSystemUsage, isSystemError } from "./system-errors.js";
import { clean, duration, toJson } from "./text.js";
import { whyNotFit } from "../words.js";

/** @typedef {import("../../types/index.js").LinkedInStatusError} Failure */

/**
 * @param {unknown} thrown
 * @param {{ json?: boolean, env: NodeJS.ProcessEnv }} how
 */
export async function reportError(thrown, { json, env }) {
  showError(thrown, env);
  // An OutputError says that stdout takes nothing: JSON there would be lost as well.
  if (json && !(thrown instanceof OutputError)) {
    await stdout.write(`${toJson({ error: asError(thrown).toJSON() }, 2)}\n`).catch((error) => showError(error, env));
  }
}

/**
 * @param {unknown} thrown
 * @returns {Failure}
 */
export function asError(thrown) {
  if (isLinkedInStatusError(thrown)) return /** @type {Failure} */ (thrown);
  if (isSystemError(thrown)) return /** @type {Failure} */ (asSystemUsage(thrown, "A file or stream cannot be used"));
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `Something went wrong in linkedin-status itself: ${what}. Please report it, with the command.`;
  const error = new LinkedInStatusError({ code: "internal", message, retryable: false, attempts: 0, cause: thrown });
  return /** @type {Failure} */ (/** @type {unknown} */ (error));
}

/**
 * On stderr, in terms of the command line.
 *
 * @param {unknown} thrown
 * @param {NodeJS.ProcessEnv} env
 */
export function showError(thrown, env) {
  const { paint } = stderr;
  const headline = (/** @type {string} */ text) =>
    stderr.line(`${paint("red", paint("bold", "error:"))} ${clean(text, 1_500)}`);
  if (thrown instanceof OutputError) return headline(thrown.message);
  const error = asError(thrown);
  const next = nextStep(error, env);
  headline(messageText(error, next, env));
  if (next) stderr.line(`  ${paint("bold", "Next:")} ${next}`);
  // The code and status say nothing to a user who mistyped an option.
  if (error.code === "invalid_options") return;
  const about = [
    error.code,
    error.status && `HTTP ${error.status}`,
    error.requestId && `request ${clean(error.requestId, 100)}`,
  ];
  stderr.line(`  ${paint("dim", about.filter(Boolean).join(", "))}`);
}

/**
 * What to do, in terms of commands, flags and variables.
 *
 * @param {Failure} error
 * @param {NodeJS.ProcessEnv} env
 */
export function nextStep({ code, message, vendor, option, retryAfterMs, attempts }, env) {
  const key = keyVariable(vendor, env);
  const { flag, variable: url } = BASE_URL_NAMES[vendor ?? "seleqt"];
  switch (code) {
    case "invalid_options": {
      if (!vendor) return undefined; // From usageError: its message says what to do.
      if (option?.endsWith("apiKey") || option?.endsWith("jwt")) return `set ${key} anew and run again.`;
      if (option?.endsWith("baseUrl")) {
        return `correct ${flag} or ${url} and run again; http:// is for this machine alone (localhost, 127.0.0.1). Nothing was sent.`;
      }
      return "correct the option and run again; nothing was sent.";
    }
    case "unauthorized":
      return `check ${key}: is it complete, still valid, and made for the service behind ${url}?`;
    case "forbidden":
      return `check that ${key} belongs to the right workspace and that its plan is active.`;
    case "account_not_found":
      return "connect a LinkedIn account in ConnectSafely, or check --account-id if you gave it.";
    case "account_not_active":
      return "choose an account that is active in the Seleqt workspace, or leave it out for the first active one.";
    case "no_active_account":
      return "connect a LinkedIn account in Seleqt and run again.";
    case "prospect_not_found":
      return "check the prospect id.";
    case "prospect_has_no_profile_url":
      return "add the prospect's LinkedIn profile URL in Seleqt and run again.";
    case "bad_request":
      return "check the ids and options of the command: the service did not accept them.";
    case "rate_limited":
      return retryAfterMs ? `run again in ${duration(retryAfterMs)}.` : "wait a minute or so and run again.";
    case "account_not_fit":
      return whyNotFit(message);
    case "daily_limit": {
      const when = new Date(Date.now() + (retryAfterMs ?? 0));
      return retryAfterMs
        ? `go on in ${duration(retryAfterMs)}, from ${when.toISOString().slice(0, 16).replace("T", " ")} UTC on; what is answered stays.`
        : "go on tomorrow; what is answered stays.";
    }
    case "timeout":
      return "run again, or allow more time with --timeout MS.";
    case "network":
      return `check the connection, and ${flag} or ${url} if you set it; then run again.`;
    case "redirected":
    case "unexpected_status":
    case "invalid_response":
      return `check ${flag} or ${url}: does the service itself answer there?`;
    case "provider_failed":
    case "server_error":
      return attempts > 1 ? `it was tried ${attempts} times; run again later.` : "run again later.";
    default:
      return undefined;
  }
}
