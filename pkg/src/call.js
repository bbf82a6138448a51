// One call, from the caller's options to the answer or a LinkedInStatusError. The work is Rust's; this side reads the
// options, lends the runtime to it, and turns what comes back into values that JavaScript knows.

import { canListen, isSignal, onAbort } from "./abort.js";
import { cleanCause } from "./cause.js";
import { ring } from "./clock.js";
import { TRAPPED } from "./engine.js";
import { LinkedInStatusError } from "./error.js";
import { Host } from "./host.js";
import { keyFinder } from "./key-finder.js";
import { get, isObject, quietly } from "./quietly.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */
/** @typedef {import("../types/index.js").Vendor} Vendor */
/** @typedef {import("./engine.js").Glue} Glue */
/** @typedef {import("./engine.js").Instance} Instance */
/** @typedef {import("./options.js").Snapshot} Snapshot */
/** @typedef {() => Instance | Promise<Instance>} Engine */
/** @typedef {ReturnType<typeof ask>} Question */

/** @type {readonly AbortSignal[]} */
const NONE = [];
const DEFAULT_TIMEOUT_MS = 25_000;

/**
 * What one service is to be asked, before anything is sent.
 *
 * @param {Snapshot} snapshot
 * @param {Vendor} vendor
 * @param {string} [prefix] of the options' names in errors
 * @param {unknown} [outer] another signal that ends the call
 */
export function ask({ values, problem }, vendor, prefix = "", outer) {
  const fetcher = values.fetch ?? globalThis.fetch;
  if (typeof fetcher !== "function" && values.fetch === undefined) {
    problem ??= { option: "fetch", why: "is required: this runtime has no fetch" };
  }
  const signals = outer === undefined && values.signal === undefined ? NONE : [outer, values.signal].filter(isSignal);
  for (const signal of signals) {
    if (!canListen(signal)) problem ??= { option: "signal", why: "could not be listened to: it threw" };
  }
  return {
    values,
    vendor,
    signals,
    fetcher: /** @type {typeof fetch} */ (fetcher),
    problem: problem && { ...problem, option: prefix + problem.option },
    /** What no error may show. */
    secrets: [values.apiKey, values.jwt].filter(isText),
    /** Which signal ended it. */
    abortedBy: /** @type {AbortSignal | undefined} */ (undefined),
    /** Requests sent. */
    attempts: 0,
  };
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isText = (value) => typeof value === "string";

/**
 * Throws what is wrong with the questions already: an aborted signal first, then options that could not be read.
 *
 * @param {readonly Question[]} questions
 */
export function refuse(questions) {
  for (const { signals } of questions) for (const signal of signals) if (get(signal, "aborted")) throw signal.reason;
  for (const { problem, vendor } of questions) if (problem) throw invalidOption(vendor, problem.option, problem.why);
}

/**
 * @param {Question} question
 * @param {(ms: number) => void} [pausing]
 */
export function lend(question, pausing) {
  /** @param {Fields} fault @param {number} delayMs */
  const retrying = (fault, delayMs) => {
    if (typeof question.values.onRetry !== "function") return;
    quietly(question.values.onRetry, { attempt: fault.attempts, delayMs, error: toError(fault, [question]) });
  };
  return new Host(question, retrying, pausing);
}

/**
 * Has Rust do the work that `questions` take.
 *
 * @template T
 * @param {Engine} engine
 * @param {readonly Question[]} questions
 * @param {(glue: Glue, hosts: Host[]) => Promise<T>} enter
 * @returns {Promise<T>}
 */
export async function call(engine, questions, enter) {
  refuse(questions);
  const hosts = questions.map((question) => lend(question));
  /** @type {Instance | undefined} */
  let instance;
  /** @type {Promise<T> | undefined} */
  let promise;
  try {
    const ready = engine();
    instance = ready instanceof Promise ? await within(ready, questions) : ready;
    promise = instance.begin(hosts, (glue) => enter(glue, hosts));
    return await promise;
  } catch (fault) {
    throw whatHappened(fault, questions);
  } finally {
    for (const host of hosts) instance?.end(promise, host);
  }
}

/**
 * One question to one service: what `call` does, with nothing made for more than one.
 *
 * @param {Engine} engine
 * @param {Question} question
 */
export async function askOne(engine, question) {
  if (question.problem || question.signals !== NONE) refuse([question]);
  const host = lend(question);
  /** @type {Instance | undefined} */
  let instance;
  try {
    const ready = engine();
    instance = ready instanceof Promise ? await within(ready, [question]) : ready;
    return await instance.ask(host, question);
  } catch (fault) {
    throw whatHappened(fault, [question]);
  } finally {
    instance?.end(undefined, host);
  }
}

/**
 * From whatever a call ended with to what its caller gets.
 *
 * @param {unknown} fault
 * @param {readonly Question[]} questions
 */
export function whatHappened(fault, questions) {
  if (fault instanceof LinkedInStatusError) return fault;
  if (fault === null) return questions.find(({ abortedBy }) => abortedBy)?.abortedBy?.reason;
  if (fault === TRAPPED) {
    const attempts = questions.reduce((sum, question) => sum + question.attempts, 0);
    return internal(questions, "WebAssembly trapped; the next call gets a fresh instance", { attempts });
  }
  if (isFields(fault)) return toError(fault, questions);
  const what = `WebAssembly could not start (${startFailure(fault)}); the next call tries again`;
  return internal(questions, what, { cause: fault });
}

/**
 * @param {Fields} fault
 * @param {readonly Question[]} questions
 */
function toError(fault, questions) {
  const secrets = questions.flatMap(({ secrets }) => secrets);
  const fields = { ...fault };
  if ("cause" in fields) fields.cause = cleanCause(fields.cause, secrets);
  // Rust has taken the key of its own call out of what a service says; where two are asked, the other's is none of its business.
  if (secrets.length > 1 && fields.status !== undefined) {
    const keys = keyFinder(secrets);
    for (const name of /** @type {const} */ (["message", "vendorMessage", "requestId"])) {
      if (fields[name] !== undefined) fields[name] = keys.takenOut(fields[name]);
    }
  }
  return new LinkedInStatusError(fields);
}

/**
 * Waits for the first instance under the calls' own deadline and signals: a module that is given as a promise may never come.
 *
 * @template T
 * @param {Promise<T>} ready
 * @param {readonly Question[]} questions
 * @returns {Promise<T>}
 */
export function within(ready, questions) {
  const times = questions.map(({ values: { timeoutMs: ms } }) =>
    typeof ms === "number" && ms > 0 && ms <= 0x7fffffff ? ms : DEFAULT_TIMEOUT_MS,
  );
  const ms = times.length === 0 ? DEFAULT_TIMEOUT_MS : Math.min(...times);
  /** @type {(() => void)[]} */
  const stops = [];
  const started = new Promise((resolve, reject) => {
    for (const question of questions) {
      for (const signal of question.signals) {
        const heard = () => {
          question.abortedBy ??= signal;
          reject(null);
        };
        stops.push(onAbort(signal, heard));
      }
    }
    const message = `WebAssembly did not start within ${ms} ms. Check that the module given can be loaded.`;
    stops.push(ring(ms, () => reject(ownError("timeout", message, onlyVendor(questions), { retryable: true }))));
    ready.then(resolve, reject);
  });
  // However it ends: a module that never comes must not leave a timer behind.
  return started.finally(() => stops.forEach((stop) => stop()));
}

/**
 * @param {Vendor | undefined} vendor
 * @param {string} option
 * @param {string} why
 */
export function invalidOption(vendor, option, why) {
  const message = `${option} ${why}. Correct the option and call again; nothing was sent.`;
  return ownError("invalid_options", message, vendor, { option });
}

/**
 * @param {readonly Question[]} questions
 * @param {string} what
 * @param {Partial<Fields>} more
 */
function internal(questions, what, more) {
  const message = `${what}. Please report it, with the code that made the call.`;
  return ownError("internal", message, onlyVendor(questions), more);
}

/**
 * A fault of this side, before anything was sent where nothing else is said.
 *
 * @param {Fields["code"]} code
 * @param {string} message
 * @param {Vendor | undefined} vendor
 * @param {Partial<Fields>} more
 */
const ownError = (code, message, vendor, more) =>
  new LinkedInStatusError({ code, message, vendor, retryable: false, attempts: 0, ...more });

/** Where one alone is concerned. @param {readonly Question[]} questions */
const onlyVendor = (questions) => (questions.length === 1 ? questions[0]?.vendor : undefined);

/** @param {unknown} error */
function startFailure(error) {
  const text = error instanceof Error ? error.message : String(error);
  // What V8 says in workers at the edge, where the entry for these was not chosen.
  if (/disallowed by embedder/i.test(text)) {
    return `${text}; this runtime takes compiled modules only: bundle with the export condition "workerd" or "edge-light"`;
  }
  return /unsafe-eval|Content Security Policy|\bCSP\b|code generation/i.test(text)
    ? `${text}; the page's Content Security Policy needs 'wasm-unsafe-eval' in script-src`
    : text;
}

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
function isFields(value) {
  return isObject(value) && !(value instanceof Error) && "code" in value;
}
