// The card in which a call ends: a headline with its picture, then what belongs to it. And how an error fills it.

import { isLinkedInStatusError } from "../pkg/dist/index.js";
import { errorWords } from "./advice.js";
import { factList, h } from "./dom.js";
import { duration } from "./format.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../pkg/dist/index.js").LinkedInStatusError} LinkedInStatusError
 * @typedef {import("./reasons.js").Tone} Tone
 */

export function createCard() {
  // It stands there from the start: screen readers announce what is put into it later.
  const alert = h("div", { role: "alert" });
  const body = h("div");
  const element = h("div.card", { hidden: true }, alert, body);

  /**
   * @param {Tone} tone
   * @param {Node[]} alertContent
   * @param {Node[]} bodyContent
   */
  function fill(tone, alertContent, bodyContent) {
    element.className = `card tone-${tone}`;
    element.hidden = false;
    body.replaceChildren(...bodyContent);
    alert.replaceChildren(...alertContent);
    element.scrollIntoView({ block: "nearest" });
  }

  return {
    element,
    fill,

    clear() {
      element.hidden = true;
      alert.replaceChildren();
      body.replaceChildren();
    },

    /**
     * @param {unknown} error
     * @param {Node[]} further what follows the error's facts
     */
    fail(error, further) {
      if (!isLinkedInStatusError(error)) {
        const text = error instanceof Error ? error.message : String(error);
        const advice = h("p", {}, `Reload it and ask again. (${text})`);
        return fill("bad", [headline("warning", "The page itself failed"), advice], []);
      }
      const { title, advice } = errorWords(error);
      fill("bad", [headline("warning", title), h("p.advice", {}, advice)], [errorFacts(error), ...further]);
    },
  };
}

/**
 * @param {import("./icons.js").IconName} name
 * @param {string} text
 */
export function headline(name, text) {
  return h("h3", {}, icon(name), h("span", {}, text));
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
