// Which service the page asks: the sandbox, or, where the demo server forwards (--live), the real ones. And with which key.

import { find } from "./dom.js";

/**
 * @typedef {"connectsafely" | "seleqt"} Vendor
 * @typedef {Record<Vendor, string>} BaseUrls
 * @typedef {"apiKey" | "jwt"} KeyOption
 * @typedef {object} Config as in /config.json
 * @property {object} sandbox
 * @property {string} sandbox.url
 * @property {BaseUrls} sandbox.baseUrls
 * @property {Record<Vendor, Partial<Record<KeyOption, string>>>} sandbox.keys
 * @property {BaseUrls | null} live where this server forwards to the real services, if it does
 * @typedef {ReturnType<typeof createServices>} Services
 */

/** @param {Config} config */
export function createServices({ sandbox, live }) {
  let mode = /** @type {"sandbox" | "live"} */ ("sandbox");

  return {
    hasLive: live !== null,
    isLive: () => mode === "live",

    /** @param {"sandbox" | "live"} next */
    choose(next) {
      mode = next;
    },

    /** @param {Vendor} vendor */
    baseUrl(vendor) {
      return mode === "live" && live !== null ? new URL(live[vendor], location.origin).href : sandbox.baseUrls[vendor];
    },

    baseUrlNote: () =>
      mode === "live"
        ? "this page's forwarding; a server needs none of it"
        : "the sandbox; leave it out for the real service",

    /**
     * No secret: it spares typing. A real key comes from the person, each time.
     *
     * @param {Vendor} vendor
     * @param {KeyOption} option
     */
    sandboxKey: (vendor, option) => sandbox.keys[vendor][option] ?? "",

    /**
     * @param {Vendor} vendor
     * @param {KeyOption} option
     */
    keyVariable: (vendor, option) =>
      vendor === "connectsafely" ? "CONNECTSAFELY_API_KEY" : option === "jwt" ? "SELEQT_JWT" : "SELEQT_API_KEY",
  };
}

/**
 * Shows the switch between the two where there is one, and says what is asked.
 *
 * @param {Services} services
 * @param {() => void} onChange
 */
export function startSwitch(services, onChange) {
  const fieldset = find(document, "#service-switch", HTMLFieldSetElement);
  const live = find(fieldset, "[value=live]", HTMLInputElement);
  fieldset.hidden = !services.hasLive;
  // A browser may bring back an earlier choice on reload, and with it a mode that the page is not in.
  find(fieldset, "[value=sandbox]", HTMLInputElement).checked = true;
  fieldset.addEventListener("input", () => {
    services.choose(live.checked ? "live" : "sandbox");
    document.body.classList.toggle("live", live.checked);
    onChange();
  });
}
