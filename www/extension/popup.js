// One question: should the invitation go out now? The service worker asks; this page shows what came of it.

import { ask } from "./ask.js";

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 */
const find = (selector, within = document) => /** @type {HTMLInputElement} */ (within.querySelector(selector));

const form = /** @type {HTMLFormElement} */ (document.forms[0]);
const output = find("output", form);
const cancel = find("#cancel");
let asked = 0;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const prospectId = Number(find("[name=prospectId]", form).value.trim());
  const turn = ++asked;
  output.className = "waiting";
  output.textContent = `Asking about prospect ${prospectId}…`;
  cancel.hidden = false;
  const { none, decision = none, account } = await ask({ ask: "check", prospectId });
  if (turn !== asked) return; // Another question has taken this one's place.
  cancel.hidden = true;
  const about = { title: `Prospect ${prospectId}`, advice: `Asked at ${new Date().toLocaleTimeString()}.` };
  show(output, { ...decision, lines: [...decision.lines, about] });
  if (account) show(find("#account"), account);
});

// An answer to another question than the one that stands there is shown as such.
form.oninput = () => output.classList.add("old");
cancel.onclick = () => ask({ ask: "cancel" });

void showAccount();
void fillIn();

async function showAccount() {
  const { none, account = none } = await ask({ ask: "account" });
  show(find("#account"), account);
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

/** @param {HTMLElement} element @param {import("./ask.js").Said} said */
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
