// Starts the demo page: fetches where the sandbox is and what it can play, then sets its four sections up.

import { accountQuestion } from "./account.js";
import { casesOf, startCases } from "./cases.js";
import { connectionQuestion } from "./connection.js";
import { find } from "./dom.js";
import { partElement } from "./fields.js";
import { inviteQuestion } from "./invite.js";
import { startKey } from "./key.js";
import { LIST_PART, startList } from "./list.js";
import { startPanel } from "./panel.js";
import { createServices, startSwitch } from "./services.js";

async function start() {
  /** @type {import("./services.js").Config} */
  const config = await fetchJson("config.json");
  /** @type {import("./cases.js").Scenario[]} */
  const scenarios = await fetchJson(new URL("/scenarios.json", config.sandbox.url).href);
  find(document, "#sandbox-table", HTMLAnchorElement).href = config.sandbox.url;

  const services = createServices(config);
  const panels = [
    setUp("#account", accountQuestion),
    setUp("#connection", connectionQuestion),
    setUp("#invite", inviteQuestion),
    setUpList("#list"),
  ];
  startSwitch(services, () => panels.forEach((panel) => panel.restart()));
  for (const panel of panels) panel.restart();

  /**
   * @template Answer
   * @param {string} selector
   * @param {import("./panel.js").Question<Answer>} question
   */
  function setUp(selector, question) {
    const section = find(document, selector, HTMLElement);
    const form = find(section, "form", HTMLFormElement);
    // In this order, so that a choice has filled the fields before the panel reads them.
    const parts = question.parts.map((part) => ({
      cases: startCases(partElement(form, part), part, casesOf(scenarios, part.vendor)),
      key: startKey(form, part, services),
    }));
    const panel = startPanel(section, question, services);
    return {
      restart() {
        form.reset();
        for (const { cases, key } of parts) {
          if (!services.isLive()) cases.chooseFirst();
          key.refill();
        }
        panel.reset();
      },
    };
  }

  /** @param {string} selector */
  function setUpList(selector) {
    const section = find(document, selector, HTMLElement);
    const form = find(section, "form", HTMLFormElement);
    const key = startKey(form, LIST_PART, services);
    const list = startList(section, services);
    return {
      restart() {
        form.reset();
        key.refill();
        list.reset();
      },
    };
  }
}

/** @param {string} url */
async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

start().catch(() => {
  const problem = find(document, "#page-problem", HTMLElement);
  problem.hidden = false;
  problem.textContent =
    "The page could not start. Is the demo server still running? Start it again, then reload this page.";
});
