// The right-hand side of the list: keeps the results of a run, and brings them to the screen a few times a second.

import { isLinkedInStatusError } from "../pkg/dist/index.js";
import { createCard, headline } from "./card.js";
import { codeBlock } from "./code-block.js";
import { download, toCsv } from "./csv.js";
import { h } from "./dom.js";
import { duration } from "./format.js";
import { createProgress } from "./list-progress.js";
import { createTable } from "./list-table.js";
import { count, failureGroups, paceWords, plural, waitingWords } from "./list-words.js";
import { createPace } from "./pace.js";

/**
 * @typedef {import("../pkg/dist/index.js").ConnectionCheck} ConnectionCheck
 * @typedef {Omit<import("../pkg/dist/index.js").ListProgress, "leftToday">} ListProgress
 */

/** Milliseconds between two looks at the screen. */
const FRAME = 120;
const NOTHING = { done: 0, connected: 0, notConnected: 0, self: 0, unknown: 0, failed: 0, waitingMs: 0 };

/**
 * @param {HTMLElement} container
 * @param {{ onPause: () => void, onCancel: () => void }} buttons
 */
export function createListOutcome(container, buttons) {
  const progress = createProgress(buttons);
  const card = createCard();
  const code = codeBlock("The code");
  const table = createTable(() => {
    const minute = new Date().toISOString().slice(0, 16).replace(":", "");
    download(toCsv(checks), `connections-${minute}.csv`);
  });
  container.append(progress.element, card.element, table.element, code.element);

  /** @type {ConnectionCheck[]} */
  let checks = [];
  /** @type {ListProgress} */
  let latest = NOTHING;
  let total = 0;
  let perMinute = 0;
  let pace = createPace(0);
  /** When the pause ends that the run is in, and when the one ends that the service asked for. */
  let waitingUntil = 0;
  let askedUntil = 0;
  /** The run's own clock stands still while the person pauses it. */
  let started = 0;
  let pausedAt = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let frames;

  const time = () => (pausedAt || performance.now()) - started;

  function paint() {
    const left = pace.left(time(), total - latest.done);
    const wait = waitingUntil - performance.now();
    const words = paceWords({
      done: latest.done,
      total,
      rate: pace.rate(time()),
      left: left && Math.max(left, wait),
      held: pausedAt === 0 ? 0 : latest.done - checks.length,
    });
    progress.measure(latest, total, words);
    // A second is the pace of every day; only what is longer needs a word, but what the service asks always does.
    const byService = waitingUntil - askedUntil < 1_500;
    const waits = frames !== undefined && pausedAt === 0 && wait > 0;
    progress.waiting(waits ? waitingWords(wait, byService, perMinute) : undefined);
    if (waits && wait > 5_000) progress.announce(waitingWords(wait, byService, perMinute), "sometimes");
    else if (frames !== undefined && pausedAt === 0) progress.announce(words, "sometimes");
    table.update();
  }

  /** @param {string} text */
  function end(text) {
    clearInterval(frames);
    frames = undefined;
    paint();
    pausedAt = 0;
    progress.state(text);
    progress.announce(text);
    code.show(code.text(), "The code that made the run");
  }

  function clear() {
    clearInterval(frames);
    frames = undefined;
    checks = [];
    latest = NOTHING;
    waitingUntil = askedUntil = pausedAt = 0;
    card.clear();
    table.reset(checks);
  }

  return {
    hasFocus: progress.hasFocus,

    /** @param {string} source */
    preview(source) {
      code.show(source, "The code this will run");
    },

    reset() {
      clear();
      progress.show(false);
      progress.state("No run yet.");
    },

    /** @param {string} problem of the list itself; nothing is started */
    refused(problem) {
      card.fill(
        "bad",
        [headline("warning", "Please check the list of ids"), h("p.advice", {}, `${problem} Nothing was sent.`)],
        [],
      );
    },

    /** @param {string} source @param {number} ids @param {number} limit */
    begin(source, ids, limit) {
      clear();
      total = ids;
      perMinute = limit;
      pace = createPace(limit);
      started = performance.now();
      code.show(source, "The code that makes the run");
      progress.show(true);
      progress.state("Running…", { running: true });
      progress.element.scrollIntoView({ block: "nearest" });
      progress.announce(`Running over ${plural(ids, "prospect")}.`);
      frames = setInterval(paint, FRAME);
      paint();
    },

    /** @param {ConnectionCheck} check */
    came(check) {
      checks.push(check);
    },

    /** @param {ListProgress} next */
    progressed(next) {
      pace.came(time(), next.done - latest.done);
      latest = next;
      waitingUntil = next.waitingMs === 0 ? 0 : performance.now() + next.waitingMs;
    },

    /** @param {{ delayMs: number, error: { code: string } }} retry */
    retried({ delayMs, error }) {
      if (error.code === "rate_limited") askedUntil = performance.now() + delayMs;
    },

    /** @param {boolean} isPaused */
    paused(isPaused) {
      if (isPaused) pausedAt = performance.now();
      else {
        started += performance.now() - pausedAt;
        pausedAt = 0;
      }
      const text = isPaused ? "Paused. No further prospect is asked; what is open already ends by itself." : "Running…";
      progress.state(text, { running: true, paused: isPaused });
      progress.announce(isPaused ? text : "Resumed.");
    },

    /** @param {import("./list-run.js").Ending} ending */
    ended(ending) {
      const took = duration(time());
      const checked = `${count(checks.length)} of ${plural(total, "prospect")}`;
      if (ending.how === "cancelled") return end(`Cancelled after ${checked}. What was open was dropped.`);
      if (ending.how === "failed") {
        const { error } = ending;
        const sent = isLinkedInStatusError(error) && error.code !== "invalid_options";
        end(sent || checks.length > 0 ? `Ended early, after ${checked} in ${took}.` : "Not started.");
        const why = "Any other prospect would meet the same, so nothing more was sent. The results so far stay below.";
        return card.fail(error, sent ? [h("p.note", {}, why)] : []);
      }
      end(`Done: ${plural(checks.length, "result")} in ${took}.`);
      const groups = failureGroups(checks);
      if (groups.length === 0) return;
      const failed = checks.filter(({ ok }) => !ok).length;
      card.fill(
        "wait",
        [],
        [headline("warning", `${plural(failed, "prospect")} could not be checked`), failureList(groups)],
      );
    },
  };
}

/** @param {ReturnType<typeof failureGroups>} groups */
function failureList(groups) {
  const items = groups.map(({ number, title, advice, code }) =>
    h("li", {}, h("strong", {}, `${count(number)} × ${title}`), " ", h("code", {}, code), h("p", {}, advice)),
  );
  return h("div.why", {}, h("ol", {}, ...items));
}
