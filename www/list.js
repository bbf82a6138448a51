// A list of prospects, asked one after another, with the keys of the form above.

import { checkConnections, isLinkedInStatusError } from "../pkg/dist/index.js";
import { CONNECTION, errorWords } from "../pkg/src/words.js";
import { readQuestion } from "./check.js";
import { element, find } from "./dom.js";

const form = find("#list", HTMLFormElement);
const stop = find("[type=button]", HTMLButtonElement, form);
const progress = find("#progress", HTMLElement);
const results = find("#results", HTMLElement);
const SHOWN = 500;

/**
 * The one place that says how a list is asked and what a result reads as.
 *
 * @param {import("./page.js").Service} service
 * @param {number[]} prospectIds
 * @param {AbortSignal} signal
 */
async function* run(service, prospectIds, signal) {
  const { prospectId: _, ...options } = readQuestion(service).connection;
  const all = /** @type {unknown} */ ({ ...options, prospectIds, signal });
  for await (const check of checkConnections(
    /** @type {import("../pkg/dist/index.js").ConnectionListOptions} */ (all),
  )) {
    const words = check.ok ? CONNECTION[check.verdict] : { tone: "bad", title: errorWords(check.error).title };
    yield { prospectId: check.prospectId, ...words };
  }
}

/** @param {import("./page.js").Service} service */
export function startList(service) {
  /** @type {AbortController | undefined} */
  let running;

  async function start() {
    running?.abort();
    const { signal } = (running = new AbortController());
    const ids = find("[name=ids]", HTMLTextAreaElement, form)
      .value.split(/[\s,;]+/)
      .filter(Boolean);
    results.replaceChildren();
    stop.hidden = false;
    /** @type {Map<string, number>} */
    const counts = new Map();
    let done = 0;
    /** @param {string} state */
    const say = (state) => {
      const parts = [...counts].map(([title, count]) => `${count} ${title.toLowerCase()}`);
      if (running?.signal === signal)
        progress.textContent = [`${state}: ${done} of ${ids.length}`, ...parts].join(", ");
    };
    say("Asking");
    try {
      for await (const { prospectId, title, tone } of run(service, ids.map(Number), signal)) {
        done += 1;
        counts.set(title, (counts.get(title) ?? 0) + 1);
        results.append(element("li", `${prospectId}: ${title}`, tone));
        if (results.childElementCount > SHOWN) results.firstElementChild?.remove();
        say("Asking");
      }
      say("Done");
    } catch (error) {
      if (isLinkedInStatusError(error)) {
        const { title, advice } = errorWords(error);
        say(`${title}. ${advice} Ended`);
      } else say("Stopped");
    }
    if (running?.signal === signal) stop.hidden = true;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void start();
  });
  stop.addEventListener("click", () => running?.abort());

  return {
    restart() {
      running?.abort();
      running = undefined;
      stop.hidden = true;
      progress.textContent = "";
      results.replaceChildren();
    },
  };
}
