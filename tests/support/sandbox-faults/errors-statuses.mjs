// One scenario per HTTP status: number 92000 + status, name `status-N`. The body is a short error; for 2xx it is a valid
// answer, so that only the status differs from a 200.
import { CONNECTSAFELY, BOTH, fails, inGroup } from "../../../pkg/src/sandbox/scenarios/build.js";

/** @type {[import("../../../pkg/src/sandbox/scenarios/build.js").ExpectedError["code"], number[]][]} */
const CODES = [
  ["bad_request", [400, 422]],
  ["unauthorized", [401]],
  ["forbidden", [403]],
  ["server_error", [408, 500, 502, 503, 504, 507, 520, 599]],
  ["unexpected_status", [201, 202, 203, 204, 205, 206, 402, 405, 406, 409, 410, 413, 418, 428, 431, 451, 499]],
];

/** server_error too, but not retried: the same request would fail again. */
const NOT_RETRIED = [501, 505];

/**
 * @param {number} status
 * @param {import("../../../pkg/src/sandbox/scenarios/build.js").ExpectedError} expect
 * @returns {import("../../../pkg/src/sandbox/scenarios/build.js").Draft}
 */
const bare = (status, expect) => ({
  id: 92_000 + status,
  name: `status-${status}`,
  says: `HTTP ${status} with ${status < 300 ? (hasBody(status) ? "a valid answer" : "no body") : "a plain JSON error"}`,
  // Seleqt's 502 has a code of its own: the scenario provider-failed.
  vendors: status === 502 ? CONNECTSAFELY : BOTH,
  statuses: [status],
  expect,
  play: ({ send, answer }) => {
    if (status < 300) send(status, hasBody(status) ? answer : undefined);
    else send(status, { error: text(status) });
  },
});

const hasBody = (/** @type {number} */ status) => status !== 204 && status !== 205;
const text = (/** @type {number} */ status) => `The sandbox says ${status}`;

export const bareStatuses = inGroup(
  "errors",
  [
    ...CODES.flatMap(([code, statuses]) =>
      statuses.map((status) => bare(status, fails(code, status < 300 ? {} : { vendorMessage: text(status) }))),
    ),
    ...NOT_RETRIED.map((status) => bare(status, fails("server_error", { attempts: 1, vendorMessage: text(status) }))),
  ].sort((a, b) => a.id - b.id),
);
