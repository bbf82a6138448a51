// The fields of a form as the options of a call, and back: which field an error means.

import { find } from "./dom.js";

/**
 * @typedef {Record<string, unknown>} CallOptions as typed by the person: the package checks them, not the page
 * @typedef {import("./services.js").KeyOption} KeyOption
 *
 * @typedef {object} Part what a form has for one service
 * @property {string} name "" where that is the whole form; else the option that holds it, and its fieldset's data-part
 * @property {import("./services.js").Vendor} vendor
 * @property {(form: HTMLFormElement) => KeyOption} keyOption
 * @property {string} [first] label of the case to begin with, if not the first
 */

/**
 * @param {HTMLFormElement} form
 * @param {Part} part
 */
export function partElement(form, { name }) {
  return name === "" ? form : find(form, `[data-part="${name}"]`, HTMLElement);
}

/**
 * The keys of both services stand together: browsers complain where other fields lie between two passwords.
 *
 * @param {HTMLFormElement} form
 * @param {Part} part
 */
export function findKey(form, { name }) {
  return find(form, `[data-key="${name}"]`, HTMLInputElement);
}

/**
 * @param {HTMLFormElement} form
 * @param {readonly Part[]} parts
 * @param {import("./services.js").Services} services
 */
export function createFields(form, parts, services) {
  form.addEventListener("input", ({ target }) => target instanceof Element && target.removeAttribute("aria-invalid"));

  /** @param {Part} part */
  const keyField = (part) => findKey(form, part);

  /** @param {Part} part */
  function readPart(part) {
    const key = keyField(part).value;
    /** @type {CallOptions} */
    const options = { [part.keyOption(form)]: key === "" ? undefined : key };
    for (const input of partElement(form, part).querySelectorAll("input")) {
      const name = input.dataset.option?.split(".").at(-1);
      if (name !== undefined) options[name] = readValue(input);
    }
    options.baseUrl = services.baseUrl(part.vendor);
    return options;
  }

  return {
    read() {
      const [only] = parts;
      if (only?.name === "") return readPart(only);
      return Object.fromEntries(parts.map((part) => [part.name, readPart(part)]));
    },

    /** The environment variable that stands for a key in the code shown, by the option's full name. */
    keyVariables() {
      return Object.fromEntries(
        parts.map((part) => {
          const option = part.keyOption(form);
          return [(part.name && `${part.name}.`) + option, services.keyVariable(part.vendor, option)];
        }),
      );
    },

    /** @param {string} option as an error names it */
    pointAt(option) {
      const part = parts.find(({ name, keyOption }) => option === (name && `${name}.`) + keyOption(form));
      const field = part === undefined ? form.querySelector(`[data-option="${option}"]`) : keyField(part);
      if (!(field instanceof HTMLElement)) return;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    },
  };
}

/**
 * What is no number goes on as it was typed, for the package to refuse.
 *
 * @param {HTMLInputElement} input
 */
function readValue(input) {
  const text = input.value.trim();
  if (text === "") return undefined;
  return input.inputMode === "numeric" && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
