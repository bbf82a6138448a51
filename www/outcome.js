// The right-hand side of a question: how the call goes, then its answer or error, beside the code that made it.

import { isLinkedInStatusError } from "../pkg/dist/index.js";
import { errorWords } from "./advice.js";
import { codeBlock } from "./code-block.js";
import { factList, h } from "./dom.js";
import { duration } from "./format.js";

/**
 * @typedef {import("../pkg/dist/index.js").LinkedInStatusError} LinkedInStatusError
 * @typedef {import("./verdict.js").Verdict} Verdict
 * @typedef {{ attempt: number, delayMs: number, error: LinkedInStatusError }} Retry
 */

/**
 * @param {HTMLElement} container
 * @param {() => void} askAgain
 */
export function createOutcome(container, askAgain) {
  const state = h("p.state", {}, "No answer yet.");
  const attempts = h("ol.attempts");
  // These two stand there from the start: screen readers announce what is put into them later.
  const progress = h("div.progress", { role: "status" }, state, attempts);
  const alert = h("div", { role: "alert" });
  const body = h("div");
  const card = h("div.card", { hidden: true }, alert, body);
  const code = codeBlock("The code");
  const json = codeBlock("The answer as JSON");
  json.element.classList.add("json");
  json.element.hidden = true;
  container.append(progress, card, h("div.code-pair", {}, code.element, json.element));

  let started = 0;

  /**
   * @param {string} tone
   * @param {Array<Node>} alertContent
   * @param {Array<Node>} bodyContent
   */
  function fillCard(tone, alertContent, bodyContent) {
    card.className = `card tone-${tone}`;
    card.hidden = false;
    body.replaceChildren(...bodyContent);
    alert.replaceChildren(...alertContent);
    card.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} jsonTitle @param {unknown} value */
  function showJson(jsonTitle, value) {
    json.element.hidden = false;
    json.show(toText(value), jsonTitle);
  }

  function clear() {
    card.hidden = true;
    json.element.hidden = true;
    alert.replaceChildren();
    body.replaceChildren();
    attempts.replaceChildren();
  }

  return {
    /** @param {string} source */
    preview(source) {
      code.show(source, "The code this will run");
    },

    reset() {
      clear();
      progress.classList.remove("running");
      state.textContent = "No answer yet.";
    },

    /** @param {string} source */
    begin(source) {
      clear();
      started = performance.now();
      progress.classList.add("running");
      state.textContent = "Asking…";
      code.show(source, "The code that makes the call");
    },

    /** @param {Retry} retry */
    retried({ attempt, delayMs, error }) {
      const why = error.status ?? error.code;
      attempts.append(h("li", {}, `Attempt ${attempt} failed (${why}), next in ${duration(delayMs)}.`));
    },

    /**
     * @param {Verdict} verdict
     * @param {Array<Node>} details
     * @param {unknown} answer
     */
    answered(verdict, details, answer) {
      end(`Answered in ${duration(performance.now() - started)}.`);
      // Read out, but not shown: the card says it, too.
      state.append(h("span.unseen", {}, ` ${verdict.headline}.`));
      const notes = verdict.notes.map((note) => h("p.note", {}, note));
      fillCard(verdict.tone, [], [h("h3", {}, verdict.headline), ...notes, ...details]);
      showJson("The answer as JSON", answer);
    },

    cancelled() {
      end("Cancelled. The open request was dropped; ask again whenever you like.");
    },

    /** @param {unknown} error */
    failed(error) {
      end(`No answer, after ${duration(performance.now() - started)}.`);
      if (!isLinkedInStatusError(error)) {
        const text = error instanceof Error ? error.message : String(error);
        return fillCard(
          "bad",
          [h("h3", {}, "The page itself failed"), h("p", {}, `Reload it and ask again. (${text})`)],
          [],
        );
      }
      const { title, advice } = errorWords(error);
      const again = error.retryable && h("button", { type: "button", click: askAgain }, "Ask again");
      const details = [errorFacts(error), ...(again ? [again] : [])];
      fillCard("bad", [h("h3", {}, title), h("p.advice", {}, advice)], details);
      showJson("The error as JSON (toJSON)", error);
    },
  };

  /** @param {string} text */
  function end(text) {
    progress.classList.remove("running");
    state.textContent = text;
    code.show(code.text(), "The code that made the call");
  }
}

/** @param {unknown} value */
function toText(value) {
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return "// Nested too deeply to be written out here. Your code has it whole.";
  }
}

/** @param {LinkedInStatusError} error */
function errorFacts(error) {
  return factList([
    error.vendorMessage !== undefined && ["The service's words", h("q", {}, error.vendorMessage)],
    ["Code", h("code", {}, error.code)],
    error.status !== undefined && ["HTTP status", String(error.status)],
    error.option !== undefined && ["Option", h("code", {}, error.option)],
    ["Requests sent", String(error.attempts)],
    ["Worth retrying", error.retryable ? "Yes, the same call may work later" : "No, not as it is"],
    error.retryAfterMs !== undefined && ["Retry after", duration(error.retryAfterMs)],
    error.requestId !== undefined && ["Request id", h("code", {}, error.requestId)],
  ]);
}
