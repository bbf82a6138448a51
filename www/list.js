// A list of prospects, each with its decision, with the keys of the form above.

import { checkInvites, isLinkedInStatusError } from "../pkg/dist/index.js";
import { csvLine } from "../pkg/src/csv.js";
import { DECISIONS, errorWords, REASONS } from "../pkg/src/words.js";
import { readQuestion } from "./check.js";
import { element, find } from "./dom.js";

/** @import { InviteListCheck, InviteListOptions, InviteListProgress } from "../pkg/dist/index.js" */

const form = find("#list", HTMLFormElement);
const stop = find("[type=button]", HTMLButtonElement, form);
const progress = find("#progress", HTMLElement);
const results = find("#results", HTMLElement);
const csv = find("#csv", HTMLAnchorElement);

/**
 * The one place that says how a list is asked.
 *
 * @param {import("./page.js").Service} service
 * @param {AbortSignal} signal
 * @param {(progress: InviteListProgress) => void} onProgress
 */
function ask(service, signal, onProgress) {
  const { connection, ...common } = readQuestion(service);
  const { prospectId: _, ...view } = connection;
  const ids = find("[name=ids]", HTMLTextAreaElement, form).value.split(/[\s,;]+/);
  const prospectIds = ids.filter(Boolean).map(Number);
  const text = find("[name=take]", HTMLInputElement, form).value.trim();
  const take = text === "" ? undefined : Number(text);
  const all = {
    ...common,
    connection: view,
    prospectIds,
    take,
    signal,
    onProgress,
    onResponse: service.onResponse,
    earlierChecks: service.lookUps,
  };
  return checkInvites(/** @type {InviteListOptions} */ (/** @type {unknown} */ (all)));
}

/** What a result reads as. @param {InviteListCheck} check */
function wordsOf(check) {
  if (!check.ok) return { title: errorWords(check.error).title, tone: "bad" };
  const { title, tone } = DECISIONS[check.decision];
  const [reason] = check.reasons;
  return { title: check.decision === "send" || !reason ? title : REASONS[reason].title, tone };
}

/** @param {InviteListCheck} check */
const rowOf = (check) => [
  String(check.prospectId),
  ...(check.ok ? [check.decision, check.reasons.join(" ")] : ["", ""]),
  check.checkedAt,
  check.ok ? "" : check.error.code,
];

/** @param {import("./page.js").Service} service */
export function startList(service) {
  /** @type {AbortController | undefined} */
  let running;

  async function start() {
    restart();
    const { signal } = (running = new AbortController());
    stop.hidden = false;
    const rows = [["prospect_id", "decision", "reasons", "checked_at", "error_code"]];
    let counts = "";
    /** @param {string} state */
    const say = (state) => {
      if (running?.signal === signal) progress.textContent = state + counts;
    };
    const onProgress = (/** @type {InviteListProgress} */ { done, total, send, skip, unknown, failed, leftToday }) => {
      counts = `: ${done} of ${total}; ${send} to send, ${skip} to skip, ${unknown} unknown, ${failed} failed; ${leftToday} look-ups left today`;
      say("Asking");
    };
    say("Asking");
    try {
      for await (const check of ask(service, signal, onProgress)) {
        const { title, tone } = wordsOf(check);
        results.append(element("li", `${check.prospectId}: ${title}`, tone));
        rows.push(rowOf(check));
      }
      say("Done");
    } catch (error) {
      if (isLinkedInStatusError(error)) {
        const { title, advice } = errorWords(error);
        say(`${title}. ${advice} Ended`);
      } else say("Stopped");
    }
    if (running?.signal !== signal) return; // A later list stands there.
    stop.hidden = true;
    csv.href = `data:text/csv;charset=utf-8,${encodeURIComponent(rows.map((row) => csvLine(row)).join(""))}`;
    csv.hidden = false;
  }

  function restart() {
    running?.abort();
    running = undefined;
    stop.hidden = csv.hidden = true;
    progress.textContent = "";
    results.replaceChildren();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void start();
  });
  stop.addEventListener("click", () => running?.abort());
  return { restart };
}
