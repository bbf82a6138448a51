// "Who on this list is connected already?" From the list typed to the run and its end.

import { isLinkedInStatusError } from "../pkg/dist/index.js";
import { find } from "./dom.js";
import { createFields } from "./fields.js";
import { parseIds } from "./ids.js";
import { createListOutcome } from "./list-outcome.js";
import { startRun } from "./list-run.js";
import { plural } from "./list-words.js";
import { startSamples } from "./samples.js";
import { listSnippet } from "./snippet.js";

/** @typedef {import("./list-run.js").ConnectionListOptions} ConnectionListOptions */

/** @type {import("./fields.js").Part} */
export const LIST_PART = { name: "", vendor: "seleqt", keyOption: () => "apiKey" };

/** The package's own default: the published limit of one key. */
const PER_MINUTE = 50;
const LIVE = { concurrency: "1", perMinute: String(PER_MINUTE) };

/**
 * @param {HTMLElement} section
 * @param {import("./services.js").Services} services
 */
export function startList(section, services) {
  const form = find(section, "form", HTMLFormElement);
  const start = find(form, "button[type=submit]", HTMLButtonElement);
  const ids = find(form, "textarea", HTMLTextAreaElement);
  const idsCount = find(form, "[data-ids-count]", HTMLElement);
  const fields = createFields(form, [LIST_PART], services);
  const samples = startSamples(form, ids);
  const outcome = createListOutcome(find(section, "[data-outcome]", HTMLElement), {
    onPause: togglePause,
    onCancel: () => run?.cancel(),
  });

  /** @type {ReturnType<typeof startRun> | undefined} */
  let run;
  let paused = false;
  let called = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void begin();
  });
  form.addEventListener("input", follow);

  /** Keeps the count, and until the first run the code, in step with the fields. */
  function follow() {
    const list = parseIds(ids.value);
    const doubles = list.problem === undefined && list.doubles > 0 ? `, each asked once (${list.doubles} doubled)` : "";
    idsCount.textContent = list.problem ?? `${plural(list.ids.length, "prospect")}${doubles}`;
    if (!called && list.problem === undefined) outcome.preview(source(list.ids));
  }

  /** @param {number[]} list */
  function source(list) {
    const parts = { keys: fields.keyVariables(), baseUrlNote: services.baseUrlNote() };
    return listSnippet(parts, list, fields.read());
  }

  async function begin() {
    if (run !== undefined) return;
    const list = parseIds(ids.value);
    if (list.problem !== undefined) {
      outcome.refused(list.problem);
      return fields.pointAt("prospectIds");
    }
    called = true;
    paused = false;
    const options = fields.read();
    outcome.begin(source(list.ids), list.ids.length, Number(options.perMinute ?? PER_MINUTE));
    const given = { ...options, onProgress: outcome.progressed, onRetry: outcome.retried };
    const mine = (run = startRun(/** @type {ConnectionListOptions} */ (given), list.ids, outcome.came));
    // Not disabled: a disabled button would lose the keyboard's place.
    start.setAttribute("aria-disabled", "true");
    const ending = await mine.ended;
    if (run !== mine) return;
    stop();
    outcome.ended(ending);
    const option = ending.how === "failed" && isLinkedInStatusError(ending.error) ? ending.error.option : undefined;
    if (option !== undefined) fields.pointAt(option);
  }

  function togglePause() {
    if (run === undefined) return;
    paused = !paused;
    if (paused) run.pause();
    else run.resume();
    outcome.paused(paused);
  }

  function stop() {
    run = undefined;
    start.setAttribute("aria-disabled", "false");
    // The buttons of the run go; the keyboard's place must not go with them.
    if (outcome.hasFocus()) start.focus({ preventScroll: true });
  }

  return {
    /** Drops what is open and shown, and begins anew with the service that is chosen now. */
    reset() {
      run?.cancel();
      stop();
      called = false;
      outcome.reset();
      if (services.isLive()) {
        for (const [name, value] of Object.entries(LIVE)) {
          find(form, `[data-option="${name}"]`, HTMLInputElement).value = value;
        }
      } else {
        samples.chooseFirst();
      }
      ids.removeAttribute("aria-invalid");
      follow();
    },
  };
}
