// Loaded before the command line (`--import`), as the clock of a simulated machine: time stands still while the process works or
// waits for an answer that is on its way, and leaps to the next timer when there is nothing else to do. Requests tell the
// services what time it truly is, answers come when the services say; what `Date` shows may be wrong by hours.
//
// SIMULATED_CLOCK: { from: the true time at the start in Unix ms, shown: [after so many ms, off by so many ms][] }

// Not through the platform's fetch, which would take its timers from here.
import { once } from "node:events";
import { request } from "node:http";

/** @typedef {{ due: number, then: () => void, every: number | undefined, holds: boolean }} Waiting */

const real = { setTimeout, setImmediate, Date };
/** @type {{ from: number, shown: [after: number, off: number][] }} */
const { from, shown } = JSON.parse(process.env.SIMULATED_CLOCK ?? "");

/** Milliseconds since the start. */
let time = 0;
/** Requests whose answers are on their way. */
let underWay = 0;
/** Turns of the event loop in which nothing was to do. */
let idle = 0;
let watching = false;
/** @type {Map<number, Waiting>} */
const timers = new Map();
let last = 0;

class Timer {
  #id;
  /** @param {number} id */
  constructor(id) {
    this.#id = id;
  }
  /** @param {boolean} holds */
  #hold(holds) {
    const waiting = timers.get(this.#id);
    if (waiting) waiting.holds = holds;
    watch();
    return this;
  }
  ref() {
    return this.#hold(true);
  }
  unref() {
    return this.#hold(false);
  }
  [Symbol.toPrimitive]() {
    return this.#id;
  }
}

/** @param {boolean} repeats */
const setter =
  (repeats) =>
  (/** @type {(...args: unknown[]) => void} */ then, ms = 0, /** @type {unknown[]} */ ...args) => {
    const wait = Math.max(1, Math.trunc(ms) || 1);
    timers.set(++last, { due: time + wait, then: () => then(...args), every: repeats ? wait : undefined, holds: true });
    idle = 0;
    watch();
    return new Timer(last);
  };
const clear = (/** @type {unknown} */ timer) => void (timer && timers.delete(Number(timer)));

const off = () => shown.reduce((found, [after, off]) => (time >= after ? off : found), 0);

class ShownDate extends real.Date {
  /** @param {unknown[]} args */
  constructor(...args) {
    super(.../** @type {[number]} */ (args.length > 0 ? args : [ShownDate.now()]));
  }
  /** @override */
  static now() {
    return Math.floor(from + time + off());
  }
}
performance.now = () => time;

Object.assign(globalThis, {
  Date: ShownDate,
  setTimeout: setter(false),
  setInterval: setter(true),
  clearTimeout: clear,
  clearInterval: clear,

  /** @param {string} url @param {RequestInit} init */
  async fetch(url, { headers, signal } = {}) {
    signal ??= new AbortController().signal;
    const sent = { .../** @type {Record<string, string>} */ (headers), "x-simulated-time": String(from + time) };
    underWay++;
    let answer, text;
    try {
      [answer] = await once(request(url, { headers: sent, signal }).end(), "response");
      text = (await answer.toArray()).join("");
    } catch (cause) {
      throw signal.aborted ? signal.reason : new TypeError("fetch failed", { cause });
    } finally {
      underWay--;
      idle = 0;
      watch();
    }
    await arrival(Number(answer.headers["x-simulated-time"]), signal);
    return new Response(text, { status: answer.statusCode, headers: answer.headers });
  },
});

/** @param {number} at Unix ms @param {AbortSignal} signal */
function arrival(at, signal) {
  return new Promise((/** @type {(value?: unknown) => void} */ resolve, reject) => {
    signal.throwIfAborted();
    const timer = globalThis.setTimeout(
      () => {
        signal.removeEventListener("abort", aborted);
        resolve();
      },
      at - from - time,
    );
    const aborted = () => {
      clear(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", aborted, { once: true });
  });
}

/** Looks after each turn of the event loop whether there is nothing left to do but to wait for a timer. */
function watch() {
  if (watching || underWay > 0 || ![...timers.values()].some(({ holds }) => holds)) return;
  watching = true;
  real.setImmediate(look);
}

function look() {
  watching = false;
  const atWork = process.getActiveResourcesInfo().some((name) => name.startsWith("FSReq"));
  idle = atWork ? 0 : idle + 1;
  if (idle > 4 && underWay === 0) {
    leap();
    idle = 0;
  }
  if (!atWork) return watch();
  watching = true;
  real.setTimeout(() => {
    watching = false;
    watch();
  }, 1);
}

function leap() {
  const holding = [...timers.values()].filter(({ holds }) => holds).map(({ due }) => due);
  const until = Math.min(...holding);
  if (!Number.isFinite(until)) return;
  for (;;) {
    const [next] = [...timers].filter(([, { due }]) => due <= until).sort(([, a], [, b]) => a.due - b.due);
    if (!next) break;
    const [id, waiting] = next;
    time = Math.max(time, waiting.due);
    if (waiting.every === undefined) timers.delete(id);
    else waiting.due += waiting.every;
    waiting.then();
  }
  time = Math.max(time, until);
}
