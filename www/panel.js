// One question from form to outcome: reads the fields, makes the call, can cancel it, and keeps the snippet in step.

import { isLinkedInStatusError } from "../pkg/dist/index.js";
import { find } from "./dom.js";
import { createOutcome } from "./outcome.js";
import { snippet } from "./snippet.js";

/**
 * @typedef {Record<string, unknown>} CallOptions as typed by the person: the package checks them, not the page
 */

/**
 * @template Answer
 * @typedef {object} Question
 * @property {import("./services.js").Vendor} vendor
 * @property {string} call name of the package's function
 * @property {string} result name of the variable for its answer
 * @property {(options: CallOptions) => Promise<Answer>} ask
 * @property {(form: HTMLFormElement) => "apiKey" | "jwt"} keyOption
 * @property {(answer: Answer) => { verdict: import("./verdict.js").Verdict, details: Node[] }} describe
 */

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
  const key = find(form, "[data-key]", HTMLInputElement);
  const outcome = createOutcome(find(section, "[data-outcome]", HTMLElement), run);

  /** @type {AbortController | undefined} */
  let controller;
  // Until the first call the snippet follows the fields; from then on it is the code of that call.
  let called = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
  form.addEventListener("input", (event) => {
    if (event.target instanceof Element) event.target.removeAttribute("aria-invalid");
    if (!called) preview();
  });
  cancel.addEventListener("click", () => controller?.abort());

  function readOptions() {
    /** @type {CallOptions} */
    const options = { [question.keyOption(form)]: key.value === "" ? undefined : key.value };
    for (const input of form.querySelectorAll("input")) {
      const name = input.dataset.option;
      if (name !== undefined) options[name] = readValue(input);
    }
    options.baseUrl = services.baseUrl(question.vendor);
    return options;
  }

  /** @param {CallOptions} options */
  function source(options) {
    const keyVariable = services.keyVariable(question.vendor, question.keyOption(form));
    return snippet({ ...question, keyVariable, baseUrlNote: services.baseUrlNote() }, options);
  }

  function preview() {
    outcome.preview(source(readOptions()));
  }

  async function run() {
    if (controller !== undefined) return;
    const options = readOptions();
    const mine = (controller = new AbortController());
    const { signal } = mine;
    called = true;
    setRunning(true);
    outcome.begin(source(options));
    try {
      const answer = await question.ask({ ...options, signal, onRetry: outcome.retried });
      if (controller !== mine) return;
      const { verdict, details } = question.describe(answer);
      outcome.answered(verdict, details, answer);
    } catch (error) {
      if (controller !== mine) return;
      if (signal.aborted && error === signal.reason) outcome.cancelled();
      else outcome.failed(error);
      if (isLinkedInStatusError(error) && error.option !== undefined) pointAt(error.option);
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

  /** @param {string} option */
  function pointAt(option) {
    const field = option === question.keyOption(form) ? key : form.querySelector(`[data-option="${option}"]`);
    if (!(field instanceof HTMLInputElement)) return;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }

  return {
    preview,
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

/**
 * What is no number goes on as it was typed, for the package to refuse.
 *
 * @param {HTMLInputElement} input
 */
function readValue(input) {
  const text = input.value.trim();
  if (text === "") return undefined;
  return input.inputMode === "numeric" && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
