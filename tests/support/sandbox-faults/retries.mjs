// More failures that may be retried: rate limits in all forms, and errors that stop after one or two requests.
import { asJson, fails, inGroup } from "../../../pkg/src/sandbox/scenarios/build.js";
import {
  asksToWait,
  failsFirst,
  fault,
  faultOnce,
  limited,
  limitedOnce,
  retries as shipped,
  statedMs,
} from "../../../pkg/src/sandbox/scenarios/retries.js";
import { FAR, STATED, UNSTATED } from "./waits.mjs";

/**
 * @typedef {import("../../../pkg/src/sandbox/scenarios/build.js").Draft} Draft
 * @typedef {import("../../../pkg/src/sandbox/scenarios/build.js").Play} Play
 * @typedef {import("../../../pkg/src/sandbox/scenarios/retries.js").Wait} Wait
 */

/** @type {(id: number, name: string, wait: Wait, attempts?: number) => Draft} */
const busy = (id, name, wait, attempts = 3) => ({
  id,
  name,
  says: `503 each time, ${wait.says}`,
  statuses: [503],
  expect: fails("server_error", { attempts, ...statedMs(wait.waitMs) }),
  play: asksToWait(503, wait),
});

/** @type {Play} */
const resets = ({ reset }) => reset();
/** @type {Play} */
const breaksOff = ({ head, hangUp, res, answer }) => {
  const bytes = asJson(JSON.stringify(answer));
  head(200, bytes.length);
  res.write(bytes.subarray(0, bytes.length / 2), hangUp);
};
/**
 * @param {string} name
 * @returns {Wait}
 */
function wait(name) {
  const found = [...STATED, ...FAR].find((one) => one.name === name);
  if (!found) throw new Error(`No stated wait is called ${name}.`);
  return found;
}

/** @type {(firstId: number, waits: Wait[], make: (id: number, wait: Wait) => Draft) => Draft[]} */
const numbered = (firstId, waits, make) => waits.map((one, index) => make(firstId + index, one));

/** @type {Draft[]} */
const drafts = [
  ...numbered(93001, UNSTATED, (id, one) => limited(id, one, 1)),
  ...numbered(93021, STATED, (id, one) => limited(id, one, 3)),
  ...numbered(93041, FAR, (id, one) => limited(id, one, 1)),
  busy(93051, "busy-retry-after-1", wait("retry-after-1")),
  busy(93052, "busy-retry-after-date", wait("retry-after-date")),
  busy(93053, "busy-retry-after-86400", wait("retry-after-86400"), 1),
  {
    ...busy(93054, "busy-reset-hour", { ...wait("reset-hour"), waitMs: undefined }),
    says: "503 each time with X-RateLimit-Reset in an hour, which counts on 429 alone",
  },
  {
    ...busy(93055, "busy-hold-hour", { ...wait("hold-hour"), waitMs: undefined }),
    says: "503 each time with holdUntil in an hour, which counts on 429 alone",
  },
  ...numbered(93101, STATED, limitedOnce),
  failsFirst(
    93121,
    "once-busy-retry-after-1",
    "Once 503 with Retry-After: 1",
    [503],
    [asksToWait(503, wait("retry-after-1"))],
  ),
  ...[408, 500, 502, 503, 504].map((status, index) => faultOnce(93131 + index, status)),
  failsFirst(93141, "once-reset", "Once a connection reset before the answer", [null], [resets]),
  failsFirst(93142, "once-cut", "Once half an answer and a closed connection", [200], [breaksOff]),
  failsFirst(93143, "twice-502", "Twice 502", [502, 502], [fault(502), fault(502)]),
  failsFirst(93144, "twice-503", "Twice 503", [503, 503], [fault(503), fault(503)]),
  failsFirst(93145, "twice-reset", "Twice a connection reset", [null, null], [resets, resets]),
  failsFirst(93146, "flaky", "502, then a connection reset", [502, null], [fault(502), resets]),
  failsFirst(
    93147,
    "flaky-limited",
    "503, then 429 with Retry-After: 1",
    [503, 429],
    [fault(503), asksToWait(429, wait("retry-after-1"))],
  ),
  {
    ...failsFirst(
      93148,
      "thrice-503",
      "Three times 503: once more than the default retries",
      [503, 503, 503],
      [fault(503), fault(503), fault(503)],
    ),
    expect: fails("server_error"),
  },
  {
    ...failsFirst(93149, "once-503-unauthorized", "", [503], [fault(503)]),
    says: "503, then 401: the retry's own error counts",
    statuses: [503, 401],
    expect: fails("unauthorized", { attempts: 2 }),
    play: ({ turn, send }) => (turn(2) === 0 ? send(503) : send(401, { error: "Unauthorized" })),
  },
];

const isShipped = (/** @type {Draft} */ { id }) => shipped.some((one) => one.id === id);

export const retries = inGroup(
  "retries",
  drafts.filter((draft) => !isShipped(draft)),
);
