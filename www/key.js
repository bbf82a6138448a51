// The field of a key: filled in for the sandbox; for the real services typed each time, kept nowhere, gone when you leave.

import { find } from "./dom.js";
import { findKey } from "./fields.js";

const HINTS = {
  sandbox: "Filled in. The sandbox takes any, except one that begins with “invalid”.",
  live: "Used for your calls only, stored nowhere, and cleared when you leave the page.",
};

/**
 * @param {HTMLFormElement} form
 * @param {import("./fields.js").Part} part
 * @param {import("./services.js").Services} services
 * @returns {{ refill: () => void }}
 */
export function startKey(form, part, services) {
  const { vendor, keyOption } = part;
  const field = findKey(form, part);
  const hint = find(form, `#${field.id}-hint`, HTMLElement);
  const label = find(form, `label[for="${field.id}"]`, HTMLLabelElement);

  function refill() {
    const option = keyOption(form);
    label.textContent = (label.textContent ?? "").replace(/^(API key|JWT)/, option === "jwt" ? "JWT" : "API key");
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
