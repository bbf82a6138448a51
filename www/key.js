// The field of a key: filled in for the sandbox; for the real services typed each time, kept nowhere, gone when you leave.

import { find } from "./dom.js";

const HINTS = {
  sandbox: "Filled in. The sandbox takes any, except one that begins with “invalid”.",
  live: "Used for your calls only, stored nowhere, and cleared when you leave the page.",
};

/**
 * @param {HTMLFormElement} form
 * @param {import("./services.js").Vendor} vendor
 * @param {(form: HTMLFormElement) => "apiKey" | "jwt"} keyOption
 * @param {import("./services.js").Services} services
 * @returns {{ refill: () => void }}
 */
export function startKey(form, vendor, keyOption, services) {
  const field = find(form, "[data-key]", HTMLInputElement);
  const hint = find(form, "[data-key-hint]", HTMLElement);
  const label = find(form, `label[for="${field.id}"]`, HTMLLabelElement);

  function refill() {
    const option = keyOption(form);
    label.textContent = option === "jwt" ? "JWT" : "API key";
    hint.textContent = services.isLive() ? HINTS.live : HINTS.sandbox;
    field.value = services.isLive() ? "" : services.sandboxKey(vendor, option);
    field.removeAttribute("aria-invalid");
  }

  for (const radio of form.querySelectorAll("[name=auth]")) radio.addEventListener("input", refill);
  addEventListener("pagehide", () => (field.value = ""));
  // Back from the browser's page cache: the sandbox's key is wanted again, a real one is not.
  addEventListener("pageshow", (event) => event.persisted && refill());
  return { refill };
}
