// Two forms, two questions. The service worker makes the call; this page only shows what came of it. Keys are kept nowhere.

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLInputElement}
 */
function find(selector, within = document) {
  const element = within.querySelector(selector);
  if (!element) throw new Error(`popup.html has no ${selector}`);
  return /** @type {HTMLInputElement} */ (element);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Ask}
 */
function read(form) {
  /** @param {string} name */
  const field = (name) => find(`[name=${name}]`, form).value.trim();
  const common = { apiKey: field("apiKey"), baseUrl: find(`#${form.id}-url`).value.trim() || undefined };
  if (form.id === "account") {
    return { ask: "account", options: { ...common, accountId: field("accountId") || undefined } };
  }
  return { ask: "connection", options: { ...common, prospectId: Number(field("prospectId")) } };
}

/** @param {Reply} reply */
function inWords({ account, connection, error }) {
  if (account) {
    const { status, enabled, hasTokens } = account;
    return `${status}; automation ${enabled ? "on" : "not on"}; session ${hasTokens ? "valid" : "not valid"}`;
  }
  if (connection) {
    const { is_connected, network_distance } = connection;
    return `${is_connected ? "Connected" : "Not connected"} (${network_distance ?? "distance unknown"})`;
  }
  return `${error?.code}: ${error?.message}`;
}

for (const form of document.forms) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const output = find("output", form);
    output.dataset.state = "waiting";
    output.textContent = "Asking…";
    const reply = await chrome.runtime.sendMessage(read(form));
    output.textContent = inWords(reply);
    output.dataset.state = reply.error ? "error" : "answer";
  });
}
