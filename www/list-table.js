// The results of a run as a table that grows from the top: the last few hundred rows, so that it stays fast, and a choice
// of what to see. The CSV has them all.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { count, detailWords } from "./list-words.js";
import { outcomeOf, OUTCOMES } from "./reasons.js";

/**
 * @typedef {import("../pkg/dist/index.js").ConnectionCheck} ConnectionCheck
 * @typedef {import("./reasons.js").Outcome} Outcome
 */

/** Rows that are shown. */
export const MOST_ROWS = 200;

/** @type {ReadonlyArray<Outcome | "all">} */
const CHOICES = ["all", .../** @type {Outcome[]} */ (Object.keys(OUTCOMES))];

/** @param {() => void} onDownload */
export function createTable(onDownload) {
  /** @type {ConnectionCheck[]} */
  let checks = [];
  /** Of `checks`, what the table has seen. */
  let seen = 0;
  /** @type {Outcome | "all"} */
  let chosen = "all";
  /** @type {Map<Outcome | "all", number>} */
  let numbers = new Map();

  const filters = CHOICES.map((choice) => {
    const number = h("b", {}, "0");
    const { word, tone } = choice === "all" ? { word: "All", tone: "all" } : OUTCOMES[choice];
    const picture = choice === "all" ? null : icon(OUTCOMES[choice].icon);
    const props = { type: "button", "aria-pressed": "false", "data-show": choice, click: () => show(choice) };
    return { choice, number, button: h(`button.filter.tone-${tone}`, props, picture, `${word} `, number) };
  });
  const body = h("tbody", { role: "rowgroup" });
  const table = h(
    "table",
    { role: "table" },
    h("caption.unseen", {}, "Results, the latest first"),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        ...["Prospect", "Result", "Details", "Checked"].map((name) =>
          h("th", { scope: "col", role: "columnheader" }, name),
        ),
      ),
    ),
    body,
  );
  // Focusable, so that the keyboard can scroll it.
  const scroller = h("div.rows", { tabindex: "0", role: "region", "aria-label": "Results, the latest first" }, table);
  const note = h("p.hint");
  const save = h("button", { type: "button", "data-download": "", click: onDownload }, "Download CSV");
  const element = h(
    "div.results",
    { hidden: true },
    h("div.filters", { role: "group", "aria-label": "Results to show" }, ...filters.map(({ button }) => button)),
    scroller,
    h("div.below", {}, note, save),
  );

  /** @param {ConnectionCheck} check */
  const isShown = (check) => chosen === "all" || outcomeOf(check) === chosen;

  /** @param {Outcome | "all"} choice */
  function show(choice) {
    chosen = choice;
    body.replaceChildren(...checks.filter(isShown).slice(-MOST_ROWS).reverse().map(row));
    scroller.scrollTop = 0;
    tell();
  }

  function tell() {
    for (const { choice, number, button } of filters) {
      number.textContent = count(numbers.get(choice) ?? 0);
      button.setAttribute("aria-pressed", String(choice === chosen));
    }
    const all = numbers.get(chosen) ?? 0;
    note.textContent =
      all > MOST_ROWS
        ? `The latest ${MOST_ROWS} of ${count(all)} are shown. The CSV has all ${count(checks.length)}.`
        : "";
  }

  return {
    element,

    /** Shows what has come since. */
    update() {
      const fresh = checks.slice(seen);
      seen = checks.length;
      if (fresh.length === 0) return;
      element.hidden = false;
      for (const check of fresh) {
        for (const choice of /** @type {const} */ (["all", outcomeOf(check)])) {
          numbers.set(choice, (numbers.get(choice) ?? 0) + 1);
        }
      }
      body.prepend(...fresh.filter(isShown).slice(-MOST_ROWS).reverse().map(row));
      while (body.childElementCount > MOST_ROWS) body.lastElementChild?.remove();
      tell();
    },

    /** @param {ConnectionCheck[]} next the list that the results of a new run go into */
    reset(next) {
      checks = next;
      seen = 0;
      numbers = new Map();
      element.hidden = true;
      show("all");
    },
  };
}

/**
 * With roles, since narrow screens lay the cells out in another way, and a table would be none any more.
 *
 * @param {ConnectionCheck} check
 */
function row(check) {
  const { word, tone, icon: picture } = OUTCOMES[outcomeOf(check)];
  const { title, advice } = detailWords(check);
  const { checkedAt } = check;
  const time = new Date(checkedAt).toLocaleTimeString("en-GB");
  return h(
    `tr.tone-${tone}`,
    { role: "row" },
    h("th", { scope: "row", role: "rowheader" }, String(check.prospectId)),
    h("td.result", { role: "cell" }, h("span", {}, icon(picture), word)),
    h(
      "td.details",
      { role: "cell" },
      advice && !/[.!?]$/.test(title) ? `${title}.` : title,
      advice ? h("span.aside", {}, ` ${advice}`) : "",
      !check.ok && h("code", {}, check.error.code),
    ),
    h("td.when", { role: "cell" }, h("time", { datetime: checkedAt }, time)),
  );
}
