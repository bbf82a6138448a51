// Runs a list: requests its ids through the package and writes the answers as rows.

import { checkConnections } from "../../index.js";
import { stderr } from "../output.js";
import { count, plural } from "../text.js";
import { askOnce } from "./ask-once.js";
import { openDestination } from "./destination.js";
import { answerOf, rowOf } from "./rows.js";
import { startProgress } from "./progress.js";
import { Tally } from "./tally.js";

/** @typedef {import("./formats.js").Answer} Answer */
/** @typedef {import("./formats.js").EarlierRow} EarlierRow */

/** The package's default, for messages. */
const DEFAULT_PER_MINUTE = 50;

/**
 * @typedef {import("../../../types/index.js").ConnectionListOptions} ListOptions
 * @typedef {import("../../../types/index.js").DistributiveOmit<ListOptions, "prospectIds"> & { signal: AbortSignal }} Call
 * @typedef {object} Ended
 * @property {unknown} failure what ended the run early; undefined if it is complete
 * @property {number} total rows of the list
 * @property {number} before rows that earlier runs have answered
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

  const once = askOnce({ rows: list.rows, ids, write });

  /** Whether a row of an earlier run stays in the file. @param {EarlierRow} row */
  const keep = ({ id, verdict, cells }) => {
    if (!ids.has(id)) return true; // A row of another list is left alone.
    if (!verdict) return false;
    if (ids.answer(id)) tally.add({ verdict });
    if (ids.left(id) > 1) once.remember(id, { outcome: { verdict }, cells });
    return true;
  };
  let clear = () => {};
  const destination = await openDestination(format, { output, json, resume, keep, signal }, () => clear());
  const before = tally.done;
  announce(total, before, call.perMinute ?? DEFAULT_PER_MINUTE);

  const began = performance.now();
  const progress = startProgress({ total, tally, perMinute: call.perMinute ?? DEFAULT_PER_MINUTE });
  clear = progress.clear;

  let isOver = false;
  /** @type {unknown} */
  let failure;
  try {
    const onProgress = (/** @type {{ waitingMs: number }} */ { waitingMs }) => {
      if (waitingMs > 0 && !isOver) progress.paused(waitingMs);
    };
    for await (const check of checkConnections({ ...call, prospectIds: once.requests(), onProgress })) {
      await once.answered(check.prospectId, answerOf(format, check));
    }
    signal.throwIfAborted();
  } catch (error) {
    failure = error;
  } finally {
    isOver = true;
    once.stop();
    progress.stop();
  }
  return { failure, total, before, tally, ms: performance.now() - began, end: destination.end };

  /** @param {import("./read-list.js").Row} row @param {Answer} answer */
  async function write({ id, values }, answer) {
    const { text, outcome } = rowOf(format, id, values, answer);
    await destination.write(text);
    tally.add(outcome);
    progress.answered();
  }
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
