// A user's script, for tests that watch a whole process: it makes calls against a sandbox and has nothing else to do. After
// its last call it must end by itself.
// Arguments: base URL, scenario id, how (see HOW).

import { getConnectionStatus } from "../../pkg/dist/index.js";

const [baseUrl = "", id = "", how = "once"] = process.argv.slice(2);

/** @param {import("../../pkg/types/index.js").CallOptions & { apiKey?: string }} [options] */
const call = (options) =>
  getConnectionStatus({ apiKey: "test.key", baseUrl, prospectId: Number(id), timeoutMs: 60_000, ...options });

/** @param {number} count @param {() => Promise<unknown>} make */
const atOnce = (count, make) => Promise.allSettled(Array.from({ length: count }, make));

/** @type {Record<string, () => Promise<unknown>>} */
const HOW = {
  once: () => atOnce(1, call),
  "with a signal": () => atOnce(1, () => call({ signal: new AbortController().signal })),
  "with a timeout signal": () => atOnce(1, () => call({ signal: AbortSignal.timeout(300) })),
  "with a deadline": () => atOnce(1, () => call({ timeoutMs: 300 })),
  aborted: () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    return atOnce(3, () => call({ signal: controller.signal }));
  },
  "with an onRetry that throws": () => atOnce(1, () => call({ onRetry: () => fail() })),
  "with an onRetry that rejects": () => atOnce(1, () => call({ onRetry: async () => fail() })),
  "refused connections": () => atOnce(2, () => call({ baseUrl: "http://127.0.0.1:1" })),
  "bad options": () => atOnce(2, () => call({ timeoutMs: -1 })),
  "fifty on one signal": () => {
    const { signal } = new AbortController();
    return atOnce(50, () => call({ signal }));
  },
  "fifty on one signal, one after the other": async () => {
    const { signal } = new AbortController();
    for (let made = 0; made < 50; made++) await call({ signal });
  },
  "not waited for": async () => {
    void call().catch(() => {});
  },
};

/** @returns {never} */
function fail() {
  throw new Error("onRetry's own fault");
}

await (HOW[how] ?? fail)();
// A timer that keeps no process alive: it only rings where something else does. That needs no clock of another process,
// which on a busy machine would run on while this one waits for its turn.
const LATE_MS = 3_000;
setTimeout(() => console.log(`still running ${LATE_MS} ms after the last call`), LATE_MS).unref();
process.disconnect?.();
