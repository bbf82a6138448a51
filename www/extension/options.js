// The keys of both services. A saved key is never written back into the page: an empty field keeps it.

import { ask } from "./ask.js";
import { forgetSettings, readSettings, saveSettings } from "./settings.js";

const form = /** @type {HTMLFormElement} */ (document.forms[0]);
const state = /** @type {HTMLElement} */ (document.querySelector("#state"));

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
/** @param {string} name */
const text = (name) => field(name).value.trim() || undefined;

let saved = await readSettings();
const SERVICES = chrome.runtime.getManifest().host_permissions ?? [];
const REFUSED = "This extension may not reach that address: try again and allow it, or leave the address empty.";
let { origins: granted = [] } = await chrome.permissions.getAll();
for (const event of [chrome.permissions.onAdded, chrome.permissions.onRemoved]) {
  event.addListener(async () => ({ origins: granted = [] } = await chrome.permissions.getAll()));
}
fill();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const kind = field("kind").value === "jwt" ? "jwt" : "apiKey";
  const accountKey = text("accountKey") ?? saved?.account.apiKey;
  const connectionKey = text("connectionKey") ?? saved?.connection[kind];
  if (!accountKey || !connectionKey) return say("Not saved: both keys are needed.");
  /** @type {import("./settings.js").Settings} */
  const settings = {
    account: { apiKey: accountKey, accountId: text("accountId"), baseUrl: text("accountUrl") },
    connection: {
      [kind]: connectionKey,
      accountId: Number(text("viewerId")) || undefined,
      baseUrl: text("connectionUrl"),
    },
  };
  // First of all: browsers ask the person only at once after a click.
  if (!(await mayReach(settings))) return say(`Not saved. ${REFUSED}`);
  await saveSettings(settings);
  saved = settings;
  field("accountKey").value = field("connectionKey").value = "";
  fill();
  await check("Saved.");
});

document.querySelector("#check")?.addEventListener("click", async () => {
  if (saved && !(await mayReach(saved))) return say(`Not checked. ${REFUSED}`);
  await check("");
});

document.querySelector("#forget")?.addEventListener("click", async () => {
  await ask({ ask: "cancel" });
  await forgetSettings();
  saved = undefined;
  form.reset();
  fill();
  await check("All is forgotten.");
});

function fill() {
  const { account, connection } = saved ?? { account: undefined, connection: undefined };
  field("kind").value = connection?.jwt ? "jwt" : "apiKey";
  field("accountId").value = account?.accountId ?? "";
  field("viewerId").value = String(connection?.accountId ?? "");
  field("accountUrl").value = account?.baseUrl ?? "";
  field("connectionUrl").value = connection?.baseUrl ?? "";
  for (const name of ["accountKey", "connectionKey"])
    field(name).placeholder = saved ? "saved; type to replace it" : "";
}

/**
 * Asks the person for leave to reach the services, where it is missing: other hosts than those of the manifest need it, and
 * leave that was given can be taken back.
 *
 * @param {import("./settings.js").Settings} settings
 */
async function mayReach({ account, connection }) {
  const own = [account.baseUrl, connection.baseUrl].filter((one) => one !== undefined).map((one) => new URL(one));
  const origins = own.map(({ protocol, hostname }) => `${protocol}//${hostname}/*`); // Firefox takes no port here.
  const wanted = [...SERVICES, ...origins].filter((origin) => !granted.includes(origin));
  return wanted.length === 0 || chrome.permissions.request({ origins: wanted }).catch(() => false);
}

/** @param {string} first */
async function check(first) {
  say(`${first} Checking…`);
  const { none, account = none, connection = none } = await ask({ ask: "keys" });
  show("#account", account);
  show("#connection", connection);
  say(first || "Checked.");
}

/** @param {string} selector @param {import("./ask.js").Said} said */
function show(selector, said) {
  const output = /** @type {HTMLElement} */ (document.querySelector(selector));
  output.className = said.tone;
  output.textContent = [`${said.title}.`, ...said.lines.map(({ advice }) => advice)].join(" ");
}

/** @param {string} words */
function say(words) {
  state.textContent = words;
}
