// One question from form to outcome: makes the call, can cancel it, and keeps the snippet in step.

import { isLinkedInStatusError } from "../pkg/dist/index.js";
import { find } from "./dom.js";
import { createFields } from "./fields.js";
import { createOutcome } from "./outcome.js";
import { snippet } from "./snippet.js";

/** @typedef {import("./fields.js").CallOptions} CallOptions */

/**
 * @template Answer
 * @typedef {object} Question
 * @property {readonly import("./fields.js").Part[]} parts
 * @property {string} call name of the package's function
 * @property {string} result name of the variable for its answer
 * @property {string} [jsonTitle]
 * @property {(options: CallOptions, further: Further) => Promise<Answer>} ask
 * @property {(answer: Answer) => Promise<{ verdict: import("./verdict.js").Verdict, details: Node[] }>} describe
 */

/** @typedef {Pick<import("../pkg/dist/index.js").CallOptions, "signal" | "onRetry">} Further */

/**
 * @template Answer
 * @param {HTMLElement} section
 * @param {Question<Answer>} question
 * @param {import("./services.js").Services} services
 */
export function startPanel(section, question, services) {
  const form = find(section, "form", HTMLFormElement);
  const ask = find(form, "button[type=submit]", HTMLButtonElement);
  const cancel = find(form, "[data-cancel]", HTMLButtonElement);
  const fields = createFields(form, question.parts, services);
  const outcome = createOutcome(find(section, "[data-outcome]", HTMLElement), {
    askAgain: run,
    jsonTitle: question.jsonTitle,
    services: question.parts.length,
  });

  /** @type {AbortController | undefined} */
  let controller;
  // Until the first call the snippet follows the fields; from then on it is the code of that call.
  let called = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
  form.addEventListener("input", () => {
    if (!called) preview();
  });
  cancel.addEventListener("click", () => controller?.abort());

  /** @param {CallOptions} options */
  function source(options) {
    return snippet({ ...question, keys: fields.keyVariables(), baseUrlNote: services.baseUrlNote() }, options);
  }

  function preview() {
    outcome.preview(source(fields.read()));
  }

  async function run() {
    if (controller !== undefined) return;
    const options = fields.read();
    const mine = (controller = new AbortController());
    const { signal } = mine;
    called = true;
    setRunning(true);
    outcome.begin(source(options));
    try {
      const answer = await question.ask(options, { signal, onRetry: outcome.retried });
      const { verdict, details } = await question.describe(answer);
      if (controller !== mine) return;
      outcome.answered(verdict, details, answer);
    } catch (error) {
      if (controller !== mine) return;
      if (signal.aborted && error === signal.reason) outcome.cancelled();
      else outcome.failed(error);
      if (isLinkedInStatusError(error) && error.option !== undefined) fields.pointAt(error.option);
    } finally {
      if (controller === mine) stop();
    }
  }

  function stop() {
    controller = undefined;
    setRunning(false);
  }

  /** @param {boolean} running */
  function setRunning(running) {
    // Not disabled: a disabled button would lose the keyboard's place.
    ask.setAttribute("aria-disabled", String(running));
    if (!running && document.activeElement === cancel) ask.focus();
    cancel.hidden = !running;
  }

  return {
    /** Drops what is open and shown: the answer of one service must not stand beside the name of another. */
    reset() {
      controller?.abort();
      stop();
      called = false;
      outcome.reset();
      preview();
    },
  };
}
