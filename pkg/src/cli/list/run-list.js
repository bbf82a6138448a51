// Runs a list: requests its ids through the package and writes the answers as rows.

import { DEFAULT_PER_DAY, DEFAULT_PER_MINUTE } from "../../limits.js";
import { stderr } from "../output.js";
import { clean, count, plural } from "../text.js";
import { usageError } from "../usage.js";
import { askOnce } from "./ask-once.js";
import { openDestination } from "./destination.js";
import { matchEarlier } from "./earlier.js";
import { startProgress } from "./progress.js";
import { Requests } from "./requests.js";
import { answerOf, rowOf } from "./rows.js";
import { Tally } from "./tally.js";

/** @typedef {import("./earlier.js").Earlier} Earlier */
/** @typedef {import("./formats.js").Answer} Answer */
/** @typedef {import("./kinds.js").ListCall} ListCall */

/**
 * @typedef {object} Ended
 * @property {unknown} failure what ended the run early; undefined if it is complete
 * @property {number} total rows of the list
 * @property {number} before rows that earlier runs have answered
 * @property {Tally} tally
 * @property {number} ms
 * @property {number | undefined} leftToday requests that the day has left, where a limit holds
 * @property {import("./destination.js").Destination["end"]} end
 */

/**
 * @param {object} given
 * @param {import("./kinds.js").Kind} given.kind
 * @param {import("./kinds.js").Check} given.check
 * @param {import("./read-list.js").List} given.list
 * @param {import("./formats.js").Format} given.format
 * @param {ListCall} given.call
 * @param {string | undefined} given.output
 * @param {string | undefined} given.sender the account that is to send, where it was given
 * @param {boolean} given.json
 * @param {boolean} given.resume
 * @returns {Promise<Ended>}
 */
export async function runList({ kind, check: startChecks, list, format, call, output, sender, json, resume }) {
  const { total, repeats } = list;
  const { perMinute = DEFAULT_PER_MINUTE, perDay = DEFAULT_PER_DAY } = call;
  const tally = new Tally(kind);
  /** What an earlier run has left in the output. @type {Earlier | undefined} */
  let earlier;
  /** What no row of a file tells of: requests, where a limit of the day holds, and an account that was named. @type {Requests | undefined} */
  let requests;
  const stop = new AbortController();
  const { signal } = stop;
  // Not by `AbortSignal.any`, which Node has since 20.3.
  const interrupted = () => stop.abort(call.signal.reason);
  if (call.signal.aborted) interrupted();
  else call.signal.addEventListener("abort", interrupted, { once: true });

  const once = askOnce({
    rows: list.rows,
    repeats,
    isAnswered: (position) => earlier?.answered.has(position) ?? false,
    write: (row, answer) => write(row, answer),
    async beforeRequest() {
      await destination.flush();
      await list.verify();
    },
  });

  let clear = () => {};
  const account = call.accountId === undefined ? undefined : String(call.accountId);
  const how = {
    output,
    json,
    resume,
    signal,
    /** @param {string} real @param {string} temporary */
    locked(real, temporary) {
      if (perDay !== Infinity || kind.hasSender) requests = new Requests(real, temporary);
    },
    /** @param {AsyncIterable<import("./earlier-rows.js").Entry>} entries */
    async examine(entries) {
      /** @param {import("./formats.js").EarlierRow} row */
      const keep = ({ id, verdict = "", cells, account }) => {
        tally.add({ verdict });
        once.remember(id, { outcome: { verdict }, cells, account, isWritten: true });
      };
      earlier = await matchEarlier({
        list,
        own: format.own,
        entries,
        name: output ?? "",
        account,
        sender,
        noted: requests?.sender,
        keep,
      });
      requests?.match(earlier);
    },
  };
  const destination = await openDestination(format, how, () => clear());
  const before = tally.done;
  announce(total, before, perMinute);
  if (earlier?.undated && perDay !== Infinity) {
    stderr.line(
      `${plural(earlier.undated, "row")} of ${clean(output, 200)} do not tell in checked_at when they were asked: they count as asked just now.`,
    );
  }

  const began = performance.now();
  const progress = startProgress({ total, tally, perMinute });
  clear = progress.clear;

  let isOver = false;
  const earlierChecks = [...(earlier?.recent ?? []).map(({ time }) => time), ...(requests?.times ?? [])];
  let leftToday = Math.max(0, perDay - earlierChecks.length);
  /** @type {unknown} */
  let failure;
  try {
    // That none was named, a row of JSON tells by the account that answered; a csv has no column for that.
    if (kind.hasSender) requests?.noteSender(sender ?? (format.header === undefined ? undefined : null));
    const onProgress = (/** @type {{ waitingMs: number, leftToday: number }} */ { waitingMs, leftToday: left }) => {
      leftToday = left;
      if (waitingMs > 0 && !isOver) progress.paused(waitingMs);
    };
    for await (const check of startChecks({
      ...call,
      signal,
      onResponse: call.onResponse && showResponse,
      fetch: requests && perDay !== Infinity ? noted : undefined,
      earlierChecks,
      prospectIds: once.requests(),
      onProgress,
    })) {
      const answer = answerOf(format, check);
      refuseOtherView(answer, check, earlier, kind, output);
      await once.answered(check.prospectId, answer);
      requests?.told(check.prospectId);
    }
    signal.throwIfAborted();
    await destination.flush();
    await list.verify(true);
  } catch (error) {
    failure = error;
  } finally {
    isOver = true;
    once.stop();
    progress.stop();
    try {
      requests?.end();
    } catch (error) {
      failure ??= error;
    }
  }
  return {
    failure,
    total,
    before,
    tally,
    ms: performance.now() - began,
    leftToday: Number.isFinite(leftToday) ? leftToday : undefined,
    end: destination.end,
  };

  /** The bar would be drawn over the line. @param {Parameters<NonNullable<ListCall["onResponse"]>>[0]} info */
  function showResponse(info) {
    progress.clear();
    call.onResponse?.(info);
  }

  /** Sends a request of which a note is on the disk. @param {string} url @param {RequestInit} init */
  async function noted(url, init) {
    const id = /\d+(?=\/connection-status\/)/.exec(url)?.[0] ?? "";
    try {
      requests?.sent(id);
    } catch (error) {
      // Without the note, the next run would not know of it: nothing more is sent.
      stop.abort(error);
      throw error;
    }
    const response = await fetch(url, init);
    // What Seleqt refuses never gets to LinkedIn.
    if (response.status >= 400 && response.status < 500) requests?.told(id);
    return response;
  }

  /** @param {import("./read-list.js").Row} row @param {Answer} answer */
  async function write({ id, values }, answer) {
    const { text, outcome } = rowOf(format, id, values, answer);
    await destination.write(text, !repeats.has(id) || !answer.isWritten);
    answer.isWritten = true;
    tally.add(outcome);
    progress.answered();
  }
}

/**
 * Where no account is asked for, the services take the first active one, and the one used last. That may be another one than in the
 * earlier run.
 *
 * @param {Answer} answer
 * @param {import("./kinds.js").ListCheck} check
 * @param {Earlier | undefined} earlier
 * @param {import("./kinds.js").Kind} kind
 * @param {string | undefined} output
 */
function refuseOtherView({ account }, { account: sender }, earlier, kind, output = "") {
  if (kind.hasSender && sender && earlier?.sender !== undefined && sender.id !== earlier.sender) {
    throw usageError(
      `The service now answers for the account ${clean(sender.id, 60)}, and ${output} holds decisions for ${clean(earlier.sender, 60)}. ` +
        "Name the account with --account-id, or choose another --output.",
      "accountId",
    );
  }
  if (account === undefined || earlier?.account === undefined || account === earlier.account) return;
  throw usageError(
    `The service now answers as account ${account} sees it, and ${output} holds answers of account ${earlier.account}. ` +
      `Name the account with ${kind.accountFlag} ${earlier.account}, or choose another --output.`,
    "accountId",
  );
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
