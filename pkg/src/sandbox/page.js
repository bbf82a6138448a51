// The HTML page at `/`: how to call the sandbox, and a table of all scenarios. It needs no other file, and scripts only
// for the filter.
import { UNKNOWN_ACCOUNT } from "./documented.js";
import { STYLE } from "./page-style.js";
import { RULES } from "./seleqt.js";
import { pagePolicy } from "./browser-protection.js";

/** @typedef {import("../../types/sandbox.js").SandboxScenario} SandboxScenario */

const VENDORS = { connectsafely: "ConnectSafely", seleqt: "Seleqt" };

/** @type {{ group: SandboxScenario["group"], title: string, says: string }[]} */
const GROUPS = [
  { group: "answers", title: "Answers", says: "The call resolves." },
  { group: "errors", title: "Errors", says: "An HTTP status that is no success, in the words of the service." },
  {
    group: "secrets",
    title: "Secrets",
    says: "The server repeats the caller’s key in its response. No error of the package may contain it.",
  },
  { group: "redirects", title: "Redirects", says: "The package follows none, since the key would be sent along." },
  {
    group: "retries",
    title: "Retries",
    says: "Rate limits, and failures that are over after one or two requests. Counted per key.",
  },
  { group: "faults", title: "Faults", says: "Broken connections and damaged answers." },
];

/**
 * @param {string} url base URL of the sandbox
 * @param {readonly SandboxScenario[]} scenarios
 */
export function scenariosPage(url, scenarios) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>linkedin-status sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>linkedin-status sandbox</h1>
<p>A local stand-in for both services. What it answers depends on the id alone: ${scenarios.length} scenarios, each with a
number and a name.</p>
</header>
<main>
${howTo(url)}
<section aria-labelledby="scenarios">
<h2 id="scenarios">Scenarios</h2>
<nav aria-label="Groups">${GROUPS.map(({ group, title }) => `<a href="#${group}">${title}</a>`).join(" ")}
<a href="/scenarios.json">JSON</a></nav>
<label class="filter" hidden>Filter <input type="search" id="filter" placeholder="busy, 429, timeout …" autocomplete="off">
<output id="count" for="filter"></output></label>
${GROUPS.map((group) => section(group, scenarios)).join("\n")}
</section>
</main>
<script>${FILTER}</script>
</body>
</html>
`;
}

/** @param {string} url */
function howTo(url) {
  return `<section aria-labelledby="ask">
<h2 id="ask">How to ask</h2>
<dl>
<dt>ConnectSafely</dt>
<dd>Base URL <code>${url}/linkedin</code>. The scenario’s name (or number) is the <code>accountId</code>; left out, or any
24 hex digits: the documented example. Anything else is not found.</dd>
<dt>Seleqt</dt>
<dd>Base URL <code>${url}</code>. The scenario’s number is the <code>prospectId</code>; other numbers follow the rule below.
<code>accountId</code> comes back as <code>checked_with_account_id</code> (default 42), except ${UNKNOWN_ACCOUNT}: that account
is not active here.</dd>
<dt>Keys</dt>
<dd>Any key or JWT is good, except one that begins with <code>invalid</code>: 401. So is a missing one.</dd>
</dl>
<pre tabindex="0"><code>curl -H "Authorization: Bearer any-key" "${url}/linkedin/account/status?accountId=in-use"
curl -H "X-API-Key: any.key" ${url}/api/v1/public/prospects/91102/connection-status/</code></pre>
<details>
<summary>Prospect ids that are no scenario</summary>
<dl>${RULES.map(({ ids, says }) => `<dt>${escape(ids)}</dt><dd>${escape(says)}</dd>`).join("\n")}</dl>
</details>
</section>`;
}

// The roles repeat what the elements are: browsers drop that meaning where the stylesheet changes `display` (narrow screens).
const COLUMNS = ["Number", "Name", "Service", "HTTP", "What it does", "Outcome"]
  .map((title) => `<th scope="col" role="columnheader">${title}</th>`)
  .join("");

/**
 * @param {(typeof GROUPS)[number]} group
 * @param {readonly SandboxScenario[]} scenarios
 */
function section({ group, title, says }, scenarios) {
  const rows = scenarios.filter((scenario) => scenario.group === group);
  return `<section class="group" aria-labelledby="${group}">
<h3 id="${group}">${title} <small>${rows.length}</small></h3>
<p>${escape(says)}</p>
<table role="table" aria-labelledby="${group}">
<thead role="rowgroup"><tr role="row">${COLUMNS}</tr></thead>
<tbody role="rowgroup">
${rows.map(row).join("\n")}
</tbody>
</table>
</section>`;
}

/** @param {SandboxScenario} scenario */
function row(scenario) {
  const { id, name, title, vendors, statuses, says, expect } = scenario;
  const service = vendors.length === 2 ? "both" : vendors.map((vendor) => VENDORS[vendor]).join(", ");
  const http = statuses.map((status) => status ?? "–").join(", ");
  const cells = [
    ["service", service],
    ["http", http],
    ["says", escape(says)],
    [`outcome ${expect.ok ? "good" : "bad"}`, outcome(expect)],
  ].map(([kind, html]) => `<td role="cell" class="${kind}">${html}</td>`);
  return `<tr role="row" id="${name}"><td role="cell" class="id">${id}</td>\
<th scope="row" role="rowheader">${escape(title)} <code>${name}</code></th>${cells.join("")}</tr>`;
}

/** @param {SandboxScenario["expect"]} expect */
function outcome(expect) {
  const first = expect.ok ? "answer" : `<code>${expect.code}</code>`;
  const or = expect.orCode ? ` or <code>${expect.orCode}</code>` : "";
  const notes = [];
  if (expect.ok && expect.verdict) notes.push(expect.verdict);
  if (expect.ok && expect.reasons) notes.push(...expect.reasons);
  if (expect.ok && expect.inPage) notes.push(`in a page: ${expect.inPage.code}`);
  if (expect.attempts > 1) notes.push(`${expect.attempts} requests`);
  return `${first}${or}${notes.length ? ` <small>${escape(notes.join(", "))}</small>` : ""}`;
}

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

/** The script of the page: hides rows that do not contain every word in the filter field. */
const FILTER = `
const input = document.getElementById("filter"), count = document.getElementById("count");
const rows = [...document.querySelectorAll("tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
const apply = () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const [row, text] of rows) shown += !(row.hidden = !words.every((word) => text.includes(word)));
  for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("tbody tr:not([hidden])");
  count.textContent = words.length ? shown + " of " + rows.length : "";
};
input.addEventListener("input", apply);
document.querySelector(".filter").hidden = false;
apply();
`;

/** The Content-Security-Policy of this page. */
export const PAGE_POLICY = pagePolicy({ script: FILTER, style: STYLE });
