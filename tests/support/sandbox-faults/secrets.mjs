// More ways in which a server repeats the caller's key: in its body, in headers, in damaged responses. No error of the package may contain
// it. The sandbox neither stores nor logs the key.
import { asJson, fails, HTML, htmlPage, inGroup } from "../../../pkg/src/sandbox/scenarios/build.js";
import { echo } from "../../../pkg/src/sandbox/scenarios/faults.js";

/**
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {number} status
 * @param {import("../../../pkg/src/sandbox/scenarios/build.js").ExpectedError} expect
 * @param {import("../../../pkg/src/sandbox/scenarios/build.js").Play} play
 * @returns {import("../../../pkg/src/sandbox/scenarios/build.js").Draft}
 */
const other = (id, name, says, status, expect, play) => ({
  id,
  name,
  says: `The key ${says}`,
  statuses: [status],
  expect,
  play,
});

/** Every character as an escape of JSON (`\u0041`): the same text once parsed, but a search of the raw body does not find it. */
const escaped = (/** @type {string} */ text) =>
  Array.from(text, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

export const secrets = inGroup("secrets", [
  echo(92101, "echo-plain", "as the whole error text", (key) => ({ error: key })),
  echo(92103, "echo-twice", "twice in one text", (key) => ({ error: `${key} is not ${key}` })),
  echo(92104, "echo-bearer", "behind the word Bearer", (key) => ({
    message: `Bad header: Authorization: Bearer ${key}`,
  })),
  echo(92105, "echo-middle", "in the middle of 2,000 characters", (key) => ({
    error: `${"a".repeat(1_000)}${key}${"b".repeat(Math.max(0, 1_000 - key.length))}`,
  })),
  echo(92106, "echo-at-the-cut", "across the 1,000th character, where messages are cut", (key) => ({
    error: `${"a".repeat(1_000 - Math.ceil(key.length / 2))}${key} and more`,
  })),
  echo(92107, "echo-glued", "in the middle of a word", (key) => ({ error: `x${key}y is not a key` })),
  echo(92108, "echo-detail", "in { detail }", (key) => ({ detail: `No such key: ${key}` })),
  echo(92109, "echo-issues", "in { error: { issues } }", (key) => ({
    error: { issues: [{ message: `Bad key ${key}` }] },
  })),
  echo(92110, "echo-text", "in plain text", (key) => `No such key: ${key}`),
  echo(92111, "echo-html", "in an HTML page", (key) => htmlPage("Unauthorized", `No such key: ${key}`), HTML),
  echo(92112, "echo-escaped", "in JSON escapes", (key) => asJson(`{"error": "No such key: ${escaped(key)}"}`)),
  echo(92113, "echo-percent", "percent-encoded, as in a URL", (key) => ({
    error: `At /login?key=${encodeURIComponent(key)}`,
  })),
  echo(92114, "echo-field-name", "as the name of a field", (key) => ({ [key]: true, error: "Unknown key" })),
  other(92115, "echo-request-id", "as X-Request-Id", 401, fails("unauthorized"), ({ send, key }) =>
    send(401, { error: "Unknown key" }, { "X-Request-Id": key }),
  ),
  other(92116, "echo-in-request-id", "inside X-Request-Id", 401, fails("unauthorized"), ({ send, key }) =>
    send(401, { error: "Unknown key" }, { "X-Request-Id": `req-${key}-1` }),
  ),
  other(
    92117,
    "echo-reason",
    "as the reason phrase of the status line",
    401,
    fails("unauthorized"),
    ({ send, key, res }) => {
      res.statusMessage = key;
      send(401, { error: "Unknown key" });
    },
  ),
  other(92118, "echo-retry-after", "as Retry-After", 429, fails("rate_limited"), ({ send, key }) =>
    send(429, { error: "Slow down" }, { "Retry-After": key }),
  ),
  other(92119, "echo-location", "in the Location of a redirect", 302, fails("redirected"), ({ send, key, targets }) =>
    send(302, undefined, { Location: `${targets.elsewhere}?key=${encodeURIComponent(key)}` }),
  ),
  other(92120, "echo-retried", "in an error that is retried", 503, fails("server_error"), ({ send, key }) =>
    send(503, { error: `Busy with ${key}` }),
  ),
  other(92121, "echo-html-200", "in an HTML page with status 200", 200, fails("invalid_response"), ({ send, key }) =>
    send(200, htmlPage("Welcome", `Your key is ${key}`), HTML),
  ),
  other(
    92122,
    "echo-broken-json",
    "in JSON that is cut right after it",
    200,
    fails("invalid_response"),
    ({ send, key }) => send(200, asJson(`{"id": "${key}`)),
  ),
  other(92123, "echo-wrong-type", "in place of a boolean", 200, fails("invalid_response"), ({ send, answer, key }) =>
    send(200, { ...answer, enabled: key, is_connected: key }),
  ),
  other(92124, "echo-only-field", "as the only field of a 200", 200, fails("invalid_response"), ({ send, key }) =>
    send(200, { [key]: key }),
  ),
  other(92125, "echo-success-false", "in the error of a 200", 200, fails("invalid_response"), ({ send, key }) =>
    send(200, { success: false, error: `The key ${key} is not known here.` }),
  ),
]);
