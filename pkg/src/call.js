// One call, from the caller's options to the answer or a LinkedInStatusError. The work is Rust's; this side lends the runtime to it,
// and turns what comes back into values that JavaScript knows.

import { isSignal, onAbort } from "./abort.js";
import { now } from "./clock.js";
import { LinkedInStatusError } from "./error.js";
import { copyOf, hostError, invalidOption, isFields, startError, startTimeout, toError, trapError } from "./faults.js";
import { Host } from "./host.js";
import { TRAPPED } from "./instance.js";
import { DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS } from "./limits.js";
import { get, quietly } from "./quietly.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */
/** @typedef {import("../types/index.js").Vendor} Vendor */
/** @typedef {import("./call-site.js").CallSite} CallSite */
/** @typedef {import("./instance.js").GetInstance} GetInstance */
/** @typedef {import("./instance.js").Glue} Glue */
/** @typedef {import("./instance.js").Instance} Instance */
/** @typedef {import("./options.js").Snapshot} Snapshot */
/** @typedef {ReturnType<typeof prepare>} Call */

/**
 * What one service is to be asked, before anything is sent.
 *
 * @param {Snapshot} snapshot
 * @param {Vendor | undefined} vendor none where nobody is asked
 * @param {string} [within] the option in which these options stand
 * @param {unknown} [outer] another signal that ends the call
 */
export function prepare({ values, problem }, vendor, within, outer) {
  const fetcher = values.fetch ?? globalThis.fetch;
  if (values.fetch === undefined && typeof fetcher !== "function") {
    problem ??= { option: "fetch", why: "is required: this runtime has no fetch" };
  }
  const signals = [outer, values.signal].filter(isSignal);
  try {
    // A polyfill or a proxy may throw, and must do so here, not inside WebAssembly.
    for (const signal of signals) onAbort(signal, () => {})();
  } catch {
    problem ??= { option: "signal", why: "could not be listened to: it threw" };
  }
  return {
    values,
    vendor,
    signals,
    fetcher: /** @type {typeof fetch} */ (fetcher),
    problem: problem && within ? inside(within, problem) : problem,
    /** Keys that no error may show. */
    secrets: [values.apiKey, values.jwt].filter((key) => typeof key === "string"),
  };
}

/** @param {string} within @param {NonNullable<Snapshot["problem"]>} problem */
const inside = (within, { option, why }) => ({ option: option === "options" ? within : `${within}.${option}`, why });

/**
 * Throws what is wrong with the calls already: an aborted signal first, then options that could not be read.
 *
 * @param {readonly Call[]} calls
 * @param {CallSite} site
 */
export function refuse(calls, site) {
  for (const { signals } of calls) for (const signal of signals) if (get(signal, "aborted")) throw signal.reason;
  for (const { problem, vendor } of calls) if (problem) throw site(invalidOption(vendor, problem.option, problem.why));
}

/**
 * Has Rust do the work that `calls` take.
 *
 * @template T
 * @param {GetInstance} getInstance
 * @param {readonly Call[]} calls
 * @param {CallSite} site
 * @param {(glue: Glue, hosts: Host[], started: number, instance: Instance) => Promise<T>} enter
 * @param {Partial<import("./host.js").Callbacks>} [more] in the place of the calls' own
 * @returns {Promise<T>}
 */
export async function run(getInstance, calls, site, enter, more) {
  refuse(calls, site);
  const started = now();
  /** @type {Instance | undefined} */
  let instance;
  const hosts = calls.map((call) => new Host(call, { ...callbacks(call, site, () => instance), ...more }));
  try {
    const ready = await whenStarted(getInstance, calls, hosts);
    instance = ready;
    return await ready.run((glue) => enter(glue, hosts, started, ready));
  } catch (fault) {
    throw whatHappened(fault, calls, hosts, instance, site);
  } finally {
    for (const host of hosts) host.close();
  }
}

/**
 * The instance, under the calls' own signals and deadlines: a module that is given as a promise may never come.
 *
 * @param {GetInstance} getInstance
 * @param {readonly Call[]} calls
 * @param {readonly Host[]} hosts
 * @returns {Instance | Promise<Instance>}
 */
function whenStarted(getInstance, calls, hosts) {
  const ready = getInstance();
  if (!(ready instanceof Promise)) return ready;
  const waits = hosts.map((host, at) => {
    const { vendor, values } = /** @type {Call} */ (calls[at]);
    const ms = timeoutOf(values.timeoutMs);
    return host.waitFor(ready, ms).catch((why) => {
      throw why === "timed_out" ? startTimeout(calls.length === 1 ? vendor : undefined, ms) : why;
    });
  });
  return Promise.all(waits).then(() => ready);
}

/** Rust has not checked the option yet. @param {unknown} ms */
const timeoutOf = (ms) => (typeof ms === "number" && ms > 0 && ms <= MAX_TIMEOUT_MS ? ms : DEFAULT_TIMEOUT_MS);

/**
 * The caller's functions, as the host calls them.
 *
 * @param {Call} call
 * @param {CallSite} site
 * @param {() => Instance | undefined} instance
 * @returns {import("./host.js").Callbacks}
 */
export function callbacks(call, site, instance) {
  const { onRetry, onResponse } = call.values;
  return {
    onRetry(fields, delayMs) {
      if (typeof onRetry !== "function") return;
      const error = site(toError(fields, scrubOf([call], instance())));
      quietly(onRetry, { attempt: fields.attempts, delayMs, error });
    },
    onHeaders({ status, attempt, durationMs }, readHeaders) {
      if (typeof onResponse !== "function") return;
      const info = { vendor: call.vendor, status, attempt, durationMs };
      const headers = readHeaders();
      if (headers.size > 0) Object.assign(info, instance()?.describe(headers, call.secrets));
      quietly(onResponse, info);
    },
  };
}

/**
 * From whatever a call ended with to what its caller gets.
 *
 * @param {unknown} fault
 * @param {readonly Call[]} calls
 * @param {readonly Host[]} hosts
 * @param {Instance | undefined} instance
 * @param {CallSite} site
 */
export function whatHappened(fault, calls, hosts, instance, site) {
  const aborted = hosts.find((host) => host.abortedBy)?.abortedBy;
  if ((fault === null || fault === "aborted") && aborted) return aborted.reason;
  return site(toOurs(fault, calls, hosts, instance));
}

/**
 * @param {unknown} fault
 * @param {readonly Call[]} calls
 * @param {readonly Host[]} hosts
 * @param {Instance | undefined} instance
 */
function toOurs(fault, calls, hosts, instance) {
  const vendor = calls.length === 1 ? calls[0]?.vendor : undefined;
  // Why the module did not start is told to every call that waited for it: each gets an error of its own.
  if (fault instanceof LinkedInStatusError) return instance ? fault : copyOf(fault, vendor);
  const attempts = hosts.reduce((sum, host) => sum + host.attempts, 0);
  if (fault === TRAPPED) return trapError(vendor, attempts);
  if (fault === null || fault === "aborted") {
    return hostError(vendor, attempts, hosts.find((host) => host.fault)?.fault);
  }
  if (isFields(fault)) return toError(fault, scrubOf(calls, instance));
  return startError(vendor, fault);
}

/**
 * @param {readonly Call[]} calls
 * @param {Instance | undefined} instance
 * @returns {import("./faults.js").Scrub}
 */
function scrubOf(calls, instance) {
  const secrets = calls.flatMap(({ secrets }) => secrets);
  return (text) => {
    if (!instance) throw TRAPPED;
    return instance.scrub(text, secrets);
  };
}
