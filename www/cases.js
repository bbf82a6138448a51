// The list of things the sandbox can play, and how a choice from it fills the fields.

import { find, h } from "./dom.js";

/**
 * @typedef {import("../pkg/dist/sandbox.js").SandboxScenario} Scenario
 * @typedef {import("./services.js").Vendor} Vendor
 * @typedef {object} Case
 * @property {string} group
 * @property {string} label
 * @property {string} says
 * @property {Record<string, string>} fields what goes into which field, by option
 */

/** @type {ReadonlyMap<Scenario["group"], string>} in the order of the list */
const GROUPS = new Map([
  ["answers", "All answers"],
  ["errors", "All errors"],
  ["retries", "Fails first"],
  ["faults", "Slow, stalled, broken"],
  ["redirects", "Redirects"],
  ["secrets", "The key comes back in an error"],
]);

export const FIRST_GROUP = "Start here";

/** @type {Record<Vendor, Case[]>} */
const ORDINARY = {
  connectsafely: [
    { group: FIRST_GROUP, label: "The account used last", says: "No id is sent.", fields: { accountId: "" } },
  ],
  seleqt: [],
};

/**
 * What people meet first, out of some hundred: scenario names with words for them.
 *
 * @type {Record<Vendor, Array<[name: string, label: string]>>}
 */
export const START_HERE = {
  connectsafely: [
    ["available-sales-navigator", "Available, with Sales Navigator"],
    ["in-use", "In use"],
    ["warmup", "Warming up"],
    ["error", "Needs attention"],
    ["no-tokens", "LinkedIn session missing"],
    ["disabled", "Automation switched off"],
    ["account-not-found", "No such account (404)"],
    ["unauthorized", "Key refused (401)"],
    ["twice-502", "Fails twice, then answers"],
    ["rate-limited-retry-after-86400", "Too many requests (429)"],
    ["never", "Never answers: try Cancel"],
  ],
  seleqt: [
    ["first-degree", "Connected"],
    ["second-degree", "Not connected, 2nd degree"],
    ["out-of-network", "Not connected, out of network"],
    ["self", "Own profile"],
    ["no-distance", "Not said how far apart"],
    ["connected-level-2", "An answer that contradicts itself"],
    ["prospect-not-found", "No such prospect (404)"],
    ["no-profile-url", "No LinkedIn profile to check (400)"],
    ["provider-failed", "Profile cannot be fetched (502)"],
    ["twice-503", "Fails twice, then answers"],
    ["html", "A web page instead of an answer"],
    ["never", "Never answers: try Cancel"],
  ],
};

/**
 * @param {readonly Scenario[]} scenarios
 * @param {Vendor} vendor
 */
export function casesOf(scenarios, vendor) {
  const cases = [...ORDINARY[vendor]];
  for (const [name, label] of START_HERE[vendor]) {
    const scenario = scenarios.find((candidate) => candidate.name === name);
    if (scenario !== undefined) cases.push({ ...toCase(scenario, vendor, FIRST_GROUP), label });
  }
  for (const [group, label] of GROUPS) {
    for (const scenario of scenarios) {
      if (scenario.group === group && scenario.vendors.includes(vendor)) cases.push(toCase(scenario, vendor, label));
    }
  }
  return cases;
}

/**
 * @param {Scenario} scenario
 * @param {Vendor} vendor
 * @param {string} group
 * @returns {Case}
 */
function toCase({ id, name, says, statuses, options }, vendor, group) {
  const words = name.replaceAll("-", " ");
  const steps = statuses.map((status) => status ?? "broken off").join(", ");
  const label = words.charAt(0).toUpperCase() + words.slice(1) + (steps === "200" ? "" : ` (${steps})`);
  const viewer = options === undefined ? "" : String(options.accountId);
  /** @type {Record<string, string>} */
  const fields = vendor === "seleqt" ? { prospectId: String(id), accountId: viewer } : { accountId: name };
  return { group, label, says, fields };
}

/**
 * @param {HTMLElement} element of the part
 * @param {import("./fields.js").Part} part
 * @param {Case[]} cases
 * @returns {{ chooseFirst: () => void }}
 */
export function startCases(element, part, cases) {
  const select = find(element, "[data-case]", HTMLSelectElement);
  const hint = find(element, "[data-case-hint]", HTMLElement);
  const prefix = part.name && `${part.name}.`;
  const groups = new Map(cases.map(({ group }) => [group, h("optgroup", { label: group })]));
  cases.forEach(({ group, label }, index) => {
    groups.get(group)?.append(h("option", { value: String(index) }, label));
  });
  select.replaceChildren(h("option", { value: "" }, "None: the ids typed below"), ...groups.values());

  /** @param {string} option */
  const field = (option) => find(element, `[data-option="${prefix}${option}"]`, HTMLInputElement);

  /** @param {Case | undefined} chosen */
  function show(chosen) {
    select.value = chosen === undefined ? "" : String(cases.indexOf(chosen));
    hint.textContent = chosen?.says ?? "Any other id has an answer, too.";
  }

  /** @param {Case | undefined} chosen */
  function choose(chosen) {
    for (const [option, value] of Object.entries(chosen?.fields ?? {})) {
      field(option).value = value;
      field(option).removeAttribute("aria-invalid");
    }
    show(chosen);
  }

  select.addEventListener("input", () => choose(select.value === "" ? undefined : cases[Number(select.value)]));
  element.addEventListener("input", (event) => {
    if (event.target === select) return;
    show(cases.find(({ fields }) => Object.entries(fields).every(([option, value]) => field(option).value === value)));
  });
  return { chooseFirst: () => choose(cases.find(({ label }) => label === part.first) ?? cases[0]) };
}
