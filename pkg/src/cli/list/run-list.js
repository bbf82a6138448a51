// The run itself: rows of the list become questions, answers become rows of the result.

import { checkConnections } from "../../index.js";
import { stderr } from "../output.js";
import { count, plural } from "../text.js";
import { openDestination } from "./destination.js";
import { outcomeOf } from "./formats.js";
import { startProgress } from "./progress.js";
import { Tally } from "./tally.js";

/** @typedef {import("./formats.js").Answer} Answer */
/** @typedef {import("./formats.js").Found} Found */

/** The package's default, for what is told. */
const PER_MINUTE = 50;

/**
 * @typedef {Omit<import("../../../types/index.js").ConnectionListOptions, "prospectIds"> & { signal: AbortSignal }} Call
 * @typedef {object} Ended
 * @property {unknown} failure what ended the run early; undefined: it is complete
 * @property {number} total rows of the list
 * @property {number} before rows that earlier runs answered
 * @property {Tally} tally
 * @property {number} ms
 * @property {import("./destination.js").Destination["end"]} end
 */

/**
 * @param {object} given
 * @param {import("./read-list.js").List} given.list
 * @param {import("./rows-file.js").Format} given.format
 * @param {Call} given.call
 * @param {string | undefined} given.output
 * @param {boolean} given.json
 * @param {boolean} given.resume
 * @returns {Promise<Ended>}
 */
export async function runList({ list, format, call, output, json, resume }) {
  const { ids, total } = list;
  const { signal } = call;
  const tally = new Tally();
  /** Answers of ids that come by again. @type {Map<number, Answer>} */
  const known = new Map();
  /** Rows whose question is open. @type {Map<number, string[][]>} */
  const open = new Map();

  /** @param {Found} found a row of an earlier run */
  const keep = ({ id, verdict, cells }) => {
    if (!ids.has(id)) return true; // Not of this list, and so not ours to take away.
    if (!verdict) return false;
    if (ids.answer(id)) tally.add({ verdict });
    if (ids.left(id) > 1) known.set(id, { outcome: { verdict }, cells });
    return true;
  };
  let clear = () => {};
  const destination = await openDestination(format, { output, json, resume, keep, signal }, () => clear());
  const before = tally.done;
  announce(total, before, call.perMinute ?? PER_MINUTE);

  const began = performance.now();
  const progress = startProgress({ total, tally, perMinute: call.perMinute ?? PER_MINUTE });
  clear = progress.clear;

  /** @param {string[]} values @param {Answer} answer */
  const record = async (values, answer) => {
    await destination.write(format.row(values, answer.cells));
    tally.add(answer.outcome);
    progress.answered();
  };

  let isOver = false;
  const questions = async function* () {
    for await (const { id, values } of list.rows()) {
      if (isOver || signal.aborted) return;
      if (ids.take(id)) continue;
      const answer = known.get(id);
      const waiting = open.get(id);
      if (answer) {
        if (ids.left(id) === 0) known.delete(id);
        await record(values, answer);
      } else if (waiting) {
        waiting.push(values);
      } else {
        open.set(id, [values]);
        yield id;
      }
    }
  };

  /** @type {unknown} */
  let failure;
  try {
    const onProgress = (/** @type {{ waitingMs: number }} */ { waitingMs }) => {
      if (waitingMs > 0 && !isOver) progress.paused(waitingMs);
    };
    for await (const check of checkConnections({ ...call, prospectIds: questions(), onProgress })) {
      const { prospectId } = check;
      const answer = { outcome: outcomeOf(check), cells: format.cells(check) };
      const rows = open.get(prospectId) ?? [];
      open.delete(prospectId);
      if (ids.left(prospectId) > 0) known.set(prospectId, answer);
      for (const values of rows) await record(values, answer);
    }
    signal.throwIfAborted();
  } catch (error) {
    failure = error;
  } finally {
    isOver = true;
    progress.stop();
  }
  return { failure, total, before, tally, ms: performance.now() - began, end: destination.end };
}

/**
 * @param {number} total
 * @param {number} before
 * @param {number} perMinute
 */
function announce(total, before, perMinute) {
  if (total === 0) return stderr.line("The list holds no ids: there is nothing to ask.");
  const rest = before > 0 ? `, ${count(before)} of them answered before` : "";
  const pace = before < total ? `; up to ${plural(perMinute, "request")} a minute` : "";
  stderr.line(`${plural(total, "row")}${rest}${pace}.`);
}
