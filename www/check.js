// One prospect: should the invitation go out now? Reads the form, asks, shows the answer and the code that asks the same.

import { checkInvite, isLinkedInStatusError } from "../pkg/dist/index.js";
import { accountFacts, DECISIONS, duration, errorWords, REASONS } from "../pkg/src/words.js";
import { find, show } from "./dom.js";

/**
 * @typedef {Record<string, string | number>} Half
 * @typedef {{ account: Half, connection: Half, timeoutMs?: number, maxRetries?: number }} Question
 * @typedef {import("../pkg/dist/index.js").InviteOptions} InviteOptions
 */

/** Each key stands in the code as the variable that holds it. */
const VARIABLES = { account: "CONNECTSAFELY_API_KEY", connection: "SELEQT_API_KEY" };
const KEYS = new Set(["apiKey", "jwt"]);

const form = find("#check", HTMLFormElement);
const kind = find("#kind", HTMLSelectElement);
const cancel = find("#cancel", HTMLButtonElement);
const code = find("#code", HTMLElement);
const raw = find("#raw", HTMLElement);

/** @param {string} name */
const field = (name) => find(`[name="${name}"]`, HTMLInputElement, form);

/**
 * Only what differs from the defaults.
 *
 * @param {import("./page.js").Service} service
 */
export function readQuestion(service) {
  /** @type {Question} */
  const question = { account: {}, connection: {} };
  for (const input of form.querySelectorAll("input")) {
    const text = input.value.trim();
    if (text === "") continue;
    const [half = "", option = ""] = input.name.includes(".") ? input.name.split(".") : ["", input.name];
    // What is no number stays a text: the package then says what is wrong with it.
    const value = input.inputMode === "numeric" && Number.isFinite(Number(text)) ? Number(text) : text;
    const isSeleqtKey = input.name === "connection.apiKey";
    Object.assign(half ? Object(question)[half] : question, { [isSeleqtKey ? kind.value : option]: value });
  }
  question.account.baseUrl = service.baseUrl("connectsafely");
  question.connection.baseUrl = service.baseUrl("seleqt");
  return question;
}

/** @param {Question} question */
function codeOf({ account, connection, ...common }) {
  /** @param {"account" | "connection"} name @param {Half} half */
  const halfOf = (name, half) =>
    Object.entries(half).map(([option, value]) => {
      const variable = option === "jwt" ? "SELEQT_JWT" : VARIABLES[name];
      return `    ${option}: ${KEYS.has(option) ? `process.env.${variable}` : JSON.stringify(value)},`;
    });
  return [
    `import { checkInvite } from "linkedin-status";\n`,
    `const { decision, reasons } = await checkInvite({`,
    ...["  account: {", ...halfOf("account", account), "  },"],
    ...["  connection: {", ...halfOf("connection", connection), "  },"],
    ...Object.entries(common).map(([option, value]) => `  ${option}: ${JSON.stringify(value)},`),
    "});",
  ].join("\n");
}

/** @param {import("./page.js").Service} service */
export function startCheck(service) {
  /** @type {AbortController | undefined} */
  let running;

  const preview = () => (code.textContent = codeOf(readQuestion(service)));

  async function ask() {
    running?.abort();
    const { signal } = (running = new AbortController());
    const { account, connection, ...common } = readQuestion(service);
    preview();
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    const about = `Prospect ${connection.prospectId ?? "without an id"}, ${account.accountId ? `sent by ${account.accountId}` : "sent by the account used last"}`;
    show("waiting", "Asking…", [], about);
    raw.hidden = true;
    cancel.hidden = false;
    const began = performance.now();
    /** @type {InviteOptions["account"]["onRetry"]} */
    const onRetry = ({ delayMs, error }) =>
      show(
        "waiting",
        "Asking…",
        [{ title: errorWords(error).title, advice: `Tried again in ${duration(delayMs)}.` }],
        about,
      );
    /** @param {string} tone @param {string} title @param {{ title: string, advice: string }[]} lines @param {unknown} json */
    const end = (tone, title, lines, json) => {
      if (running?.signal !== signal) return; // A later question stands there.
      cancel.hidden = true;
      show(tone, title, lines, `${about}, after ${duration(performance.now() - began)}`);
      raw.hidden = json === undefined;
      find("#json", HTMLElement).textContent = asText(json);
    };
    try {
      const options = /** @type {unknown} */ ({
        account: { ...account, ...common, onRetry },
        connection: { ...connection, ...common, onRetry },
        signal,
        onResponse: service.onResponse,
      });
      const check = await checkInvite(/** @type {InviteOptions} */ (options));
      const { title, tone } = DECISIONS[check.decision];
      const name = [check.account.firstName, check.account.lastName].filter(Boolean).join(" ") || check.account.id;
      const lines = check.reasons.map((reason) => REASONS[reason]);
      end(tone, title, [...lines, { title: `The account, ${name}`, advice: accountFacts(check.account) }], check);
    } catch (error) {
      if (!isLinkedInStatusError(error)) {
        return end("unknown", "Cancelled", [{ title: "", advice: "Nothing more is sent." }], undefined);
      }
      const wrong =
        error.option && form.querySelector(`[name="${CSS.escape(error.option.replace(/jwt$/, "apiKey"))}"]`);
      if (wrong instanceof HTMLInputElement) {
        wrong.setAttribute("aria-invalid", "true");
        wrong.focus();
      }
      const { title, advice } = errorWords(error);
      end("bad", title, [{ title: "", advice }], error);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask();
  });
  form.addEventListener("input", () => {
    preview();
    find("#answer", HTMLElement).classList.add("old"); // An answer to another question.
  });
  cancel.addEventListener("click", () => running?.abort());
  find("#cases", HTMLElement).addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    field("connection.prospectId").value = target.dataset.prospect ?? "";
    field("account.accountId").value = target.dataset.account ?? "";
    void ask();
  });

  return {
    /** Forgets keys and answer. @param {{ account: string, connection: string }} keys */
    restart(keys) {
      running?.abort();
      running = undefined;
      cancel.hidden = raw.hidden = true;
      field("account.apiKey").value = keys.account;
      field("connection.apiKey").value = keys.connection;
      show("", "No answer yet", []);
      preview();
    },
  };
}

/** @param {unknown} value */
function asText(value) {
  try {
    return JSON.stringify(value, undefined, 2) ?? "";
  } catch {
    return "Nested too deeply to be written out here.";
  }
}
