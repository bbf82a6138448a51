// The progress of a run: bar, pace, what it waits for, and the buttons to pause and cancel. What changes all the time is
// for the eye; screen readers hear of it now and then.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { OUTCOMES } from "./reasons.js";

/** @typedef {import("../pkg/dist/index.js").ListProgress} ListProgress */

const SEGMENTS = /** @type {const} */ ({
  connected: "connected",
  notConnected: "not_connected",
  self: "self",
  unknown: "unknown",
  failed: "failed",
});
const NAMES = /** @type {Array<keyof typeof SEGMENTS>} */ (Object.keys(SEGMENTS));

/** At most one announcement of progress in this time. Milliseconds. */
const BETWEEN_ANNOUNCEMENTS = 10_000;

/**
 * @param {{ onPause: () => void, onCancel: () => void }} buttons
 */
export function createProgress({ onPause, onCancel }) {
  const state = h("p.state", {}, "No run yet.");
  const wrapper = h("div.progress.list-state", {}, state);
  const segments = NAMES.map((name) => h(`span.tone-${OUTCOMES[SEGMENTS[name]].tone}`));
  const bar = h(
    "div.bar",
    { role: "progressbar", "aria-label": "Prospects checked", "aria-valuemin": "0" },
    ...segments,
  );
  const pace = h("p.pace");
  const waitingText = h("span");
  const waiting = h("p.waiting", { hidden: true }, icon("clock"), waitingText);
  const pause = h("button", { type: "button", "data-pause": "", click: onPause }, "Pause");
  const cancel = h("button", { type: "button", "data-cancel": "", click: onCancel }, "Cancel");
  const buttons = h("div.actions", {}, pause, cancel);
  const measure = h("div.measure", { hidden: true }, bar, h("div.beside", {}, pace, buttons), waiting);
  const announcement = h("p.unseen", { role: "status" });
  let announcedAt = -Infinity;

  return {
    element: h("div.run", {}, wrapper, measure, announcement),
    hasFocus: () => buttons.contains(document.activeElement),

    /** @param {string} text @param {{ running?: boolean, paused?: boolean }} [how] */
    state(text, { running = false, paused = false } = {}) {
      state.textContent = text;
      const classes = ["progress", "list-state", running && "running", running && !paused && "spinning"];
      wrapper.className = classes.filter(Boolean).join(" ");
      measure.classList.toggle("paused", paused);
      pause.textContent = paused ? "Resume" : "Pause";
      buttons.hidden = !running;
    },

    /** @param {boolean} shown */
    show(shown) {
      measure.hidden = !shown;
    },

    /** @param {Omit<ListProgress, "total" | "leftToday" | "waitingMs">} progress @param {number} total @param {string} words */
    measure(progress, total, words) {
      bar.setAttribute("aria-valuemax", String(total));
      bar.setAttribute("aria-valuenow", String(progress.done));
      bar.setAttribute("aria-valuetext", words);
      segments.forEach((segment, index) => {
        const name = NAMES[index];
        if (name) segment.style.width = `${(progress[name] / total) * 100}%`;
      });
      pace.textContent = words;
    },

    /** @param {string | undefined} words */
    waiting(words) {
      waiting.hidden = words === undefined;
      waitingText.textContent = words ?? "";
    },

    /**
     * @param {string} text
     * @param {"always" | "sometimes"} [how] sometimes: not, if something was said just now
     */
    announce(text, how = "always") {
      const now = performance.now();
      if (how === "sometimes" && now - announcedAt < BETWEEN_ANNOUNCEMENTS) return;
      announcedAt = now;
      announcement.textContent = text;
    },
  };
}
