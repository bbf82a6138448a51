// The keys of both services. A saved key is never written back into the page: an empty field keeps it.

import { forgetSettings, readSettings, saveSettings } from "./settings.js";

const form = /** @type {HTMLFormElement} */ (document.forms[0]);
const state = /** @type {HTMLElement} */ (document.querySelector("#state"));

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
/** @param {string} name */
const text = (name) => field(name).value.trim() || undefined;

let saved = await readSettings();
let { origins: granted = [] } = await chrome.permissions.getAll();
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
  if (!(await mayReach([settings.account.baseUrl, settings.connection.baseUrl]))) {
    return say("Not saved: nothing can be sent to an address that this extension may not reach.");
  }
  await saveSettings(settings);
  saved = settings;
  field("accountKey").value = field("connectionKey").value = "";
  fill();
  await check("Saved.");
});

document.querySelector("#check")?.addEventListener("click", () => check(""));

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
 * Asks the person for leave to reach hosts other than those of the manifest.
 *
 * @param {(string | undefined)[]} addresses
 */
async function mayReach(addresses) {
  const origins = addresses
    .filter((one) => one !== undefined)
    .map((one) => {
      const { protocol, hostname } = new URL(one);
      return `${protocol}//${hostname}/*`; // Firefox takes no port here.
    });
  const wanted = origins.filter((origin) => !granted.includes(origin));
  if (wanted.length > 0 && !(await chrome.permissions.request({ origins: wanted }))) return false;
  granted = [...granted, ...wanted];
  return true;
}

/** @param {string} first */
async function check(first) {
  say(`${first} Checking…`);
  const { account, connection } = await ask({ ask: "keys" });
  show("#account", account);
  show("#connection", connection);
  say(account && connection ? first : `${first} No answer: the browser stopped the check. Check again.`);
}

/** @param {import("./service-worker.js").Ask} message @returns {Promise<import("./service-worker.js").Reply>} */
async function ask(message) {
  try {
    return (await chrome.runtime.sendMessage(message)) ?? {};
  } catch {
    return {}; // The service worker did not start, or was stopped before it replied.
  }
}

/** @param {string} selector @param {import("./service-worker.js").Said | undefined} said */
function show(selector, said) {
  const output = /** @type {HTMLElement} */ (document.querySelector(selector));
  output.className = said?.tone ?? "";
  output.textContent = said ? [`${said.title}.`, ...said.lines.map(({ advice }) => advice)].join(" ") : "";
}

/** @param {string} words */
function say(words) {
  state.textContent = words;
}
