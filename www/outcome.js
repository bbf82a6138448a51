// The right-hand side of a question: how the call goes, then its answer or error, beside the code that made it.

import { isLinkedInStatusError } from "../pkg/dist/index.js";
import { SERVICE_NAMES } from "./advice.js";
import { createCard, headline } from "./card.js";
import { codeBlock } from "./code-block.js";
import { h } from "./dom.js";
import { duration } from "./format.js";

/**
 * @typedef {import("./verdict.js").Verdict} Verdict
 * @typedef {{ attempt: number, delayMs: number, error: import("./card.js").LinkedInStatusError }} Retry
 */

/**
 * @param {HTMLElement} container
 * @param {{ askAgain: () => void, jsonTitle?: string | undefined, services: number }} question services: how many it asks
 */
export function createOutcome(container, { askAgain, jsonTitle = "The answer as JSON", services }) {
  const state = h("p.state", {}, "No answer yet.");
  const attempts = h("ol.attempts");
  // It stands there from the start: screen readers announce what is put into it later.
  const progress = h("div.progress", { role: "status" }, state, attempts);
  const card = createCard();
  const code = codeBlock("The code");
  const json = codeBlock(jsonTitle);
  json.element.classList.add("json");
  json.element.hidden = true;
  container.append(progress, card.element, h("div.code-pair", {}, code.element, json.element));

  let started = 0;

  /** @param {string} title @param {unknown} value */
  function showJson(title, value) {
    json.element.hidden = false;
    json.show(toText(value), title);
  }

  function clear() {
    card.clear();
    json.element.hidden = true;
    attempts.replaceChildren();
  }

  /** @param {string} text */
  function end(text) {
    progress.classList.remove("running");
    state.textContent = text;
    code.show(code.text(), "The code that made the call");
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
      state.textContent = services > 1 ? "Asking both…" : "Asking…";
      code.show(source, "The code that makes the call");
    },

    /** @param {Retry} retry */
    retried({ attempt, delayMs, error }) {
      const whose = services > 1 && error.vendor ? `${SERVICE_NAMES[error.vendor]}: attempt` : "Attempt";
      const why = error.status ?? error.code;
      attempts.append(h("li", {}, `${whose} ${attempt} failed (${why}), next in ${duration(delayMs)}.`));
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
      card.fill(verdict.tone, [], [headline(verdict.icon, verdict.headline), ...notes, ...details]);
      showJson(jsonTitle, answer);
    },

    cancelled() {
      const dropped = services > 1 ? "What was open was dropped" : "The open request was dropped";
      end(`Cancelled. ${dropped}; ask again whenever you like.`);
    },

    /** @param {unknown} error */
    failed(error) {
      end(`No answer, after ${duration(performance.now() - started)}.`);
      const known = isLinkedInStatusError(error);
      card.fail(error, known && error.retryable ? [h("button", { type: "button", click: askAgain }, "Ask again")] : []);
      if (known) showJson("The error as JSON (toJSON)", error);
    },
  };
}

/** @param {unknown} value */
function toText(value) {
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return "// Nested too deeply to be written out here. Your code has it whole.";
  }
}
