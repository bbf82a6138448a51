// Counters per API key: how often a scenario that fails first was requested, and the requests that the throttle allowed.
import { fingerprint } from "./keys.js";
import { COUNTED_KEYS, COUNTED_STARTS } from "./limits.js";

/** Requests per key and scenario: tests that use different keys do not affect one another. */
export function createTurns() {
  /** @type {Map<string, number>} */
  const turns = new Map();
  return {
    /**
     * Counts one request. Returns 0 for the first one, up to cycle - 1, then 0 again.
     * @param {string} key
     * @param {string} scenario
     * @param {number} cycle
     */
    next(key, scenario, cycle) {
      const name = `${scenario} ${fingerprint(key)}`;
      const turn = turns.get(name) ?? 0;
      turns.delete(name);
      if (turn + 1 < cycle) turns.set(name, turn + 1);
      if (turns.size > COUNTED_KEYS) turns.delete(String(turns.keys().next().value));
      return turn % cycle;
    },
    reset: () => turns.clear(),
  };
}

/**
 * Allows each key `perMinute` requests in a sliding window. A refused request does not count.
 * @param {{ perMinute: number, windowMs?: number }} limits
 */
export function createThrottle({ perMinute, windowMs = 60_000 }) {
  /** Start times by key; the key with the latest request is the last entry. @type {Map<string, number[]>} */
  const starts = new Map();
  let total = 0;

  function forgetOldest() {
    const [name, times = []] = starts.entries().next().value ?? [""];
    starts.delete(name);
    total -= times.length;
  }

  return {
    /**
     * @param {string} key
     * @returns {{ allowed: boolean, headers: Record<string, string> }} whether the request is allowed, and the headers of its response
     */
    ask(key) {
      const name = fingerprint(key);
      const now = Date.now();
      const recent = starts.get(name) ?? [];
      const current = recent.findIndex((at) => at > now - windowMs);
      total -= recent.splice(0, current < 0 ? recent.length : current).length;
      const allowed = recent.length < perMinute;
      if (allowed) {
        recent.push(now);
        total += 1;
      }
      starts.delete(name);
      starts.set(name, recent);
      while (starts.size > 1 && (starts.size > COUNTED_KEYS || total > COUNTED_STARTS)) forgetOldest();
      const freeAt = (recent[0] ?? now) + windowMs;
      /** @type {Record<string, string>} */
      const headers = {
        "X-RateLimit-Limit": String(perMinute),
        "X-RateLimit-Used": String(recent.length),
        "X-RateLimit-Remaining": String(perMinute - recent.length),
        "X-RateLimit-Reset": String(Math.ceil(freeAt / 1000)),
      };
      if (!allowed) headers["Retry-After"] = String(Math.max(1, Math.ceil((freeAt - now) / 1000)));
      return { allowed, headers };
    },
    reset() {
      starts.clear();
      total = 0;
    },
  };
}
