// One question: should the invitation go out now? The service worker asks; this page shows what came of it.

/**
 * @typedef {import("./service-worker.js").Ask} Ask
 * @typedef {import("./service-worker.js").Said} Said
 */

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 */
const find = (selector, within = document) => /** @type {HTMLInputElement} */ (within.querySelector(selector));

const form = /** @type {HTMLFormElement} */ (document.forms[0]);
const output = find("output", form);
const cancel = find("#cancel");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const prospectId = Number(find("[name=prospectId]", form).value.trim());
  output.className = "waiting";
  output.textContent = `Asking about prospect ${prospectId}…`;
  cancel.hidden = false;
  const { decision, account } = await ask({ ask: "check", prospectId });
  cancel.hidden = true;
  const about = { title: `Prospect ${prospectId}`, advice: `Checked at ${new Date().toLocaleTimeString()}.` };
  if (decision) show(output, { ...decision, lines: [...decision.lines, about] });
  else show(output, noAnswer(`prospect ${prospectId}`));
  if (account) show(find("#account"), account);
});

// An answer to another question than the one that stands there is shown as such.
form.oninput = () => output.classList.add("old");
cancel.onclick = () => ask({ ask: "cancel" });

void showAccount();
void fillIn();

async function showAccount() {
  const { account } = await ask({ ask: "account" });
  show(find("#account"), account ?? noAnswer("the account"));
}

/** Takes the prospect of the page in front, where that is a page of the CRM: crm.js answers there. */
async function fillIn() {
  try {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const { prospectId } = await chrome.tabs.sendMessage(tab?.id ?? -1, { ask: "prospect" });
    const field = find("[name=prospectId]", form);
    // The page says what it likes: nothing but a number is taken.
    if (/^[1-9]\d{0,15}$/.test(prospectId) && field.value === "") field.value = prospectId;
  } catch {
    // Not a page of the CRM: the id is typed in.
  }
}

/** @param {Ask} message @returns {Promise<import("./service-worker.js").Reply>} */
async function ask(message) {
  try {
    return (await chrome.runtime.sendMessage(message)) ?? {};
  } catch {
    return {}; // The service worker did not start, or was stopped before it replied.
  }
}

/** @param {string} about @returns {Said} */
function noAnswer(about) {
  return { tone: "unknown", title: `No answer about ${about}: the browser stopped the check. Check again.`, lines: [] };
}

/** @param {HTMLElement} element @param {Said} said */
function show(element, { tone, title, lines }) {
  element.className = tone;
  element.textContent = title;
  for (const line of lines) {
    const item = document.createElement("span");
    const strong = document.createElement("strong");
    strong.textContent = line.title;
    item.append(strong, line.title && ": ", line.advice);
    element.append(" ", item);
  }
}
