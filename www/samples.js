// Lists that show what a run can meet, out of what the sandbox plays.

import { find, h } from "./dom.js";

const SAMPLES = [
  {
    label: "A bad day: 500 prospects",
    says: "Some answers fail at first, twice the service asks for a second’s rest, a few prospects are gone.",
    ids: "95000-95499",
  },
  { label: "Every way to answer", says: "All that one answer can say, contradictions included.", ids: "91101-91129" },
  {
    label: "A slow service",
    says: "Some answers take a second, one takes five: time to try Pause.",
    ids: "91212\n95001-95030\n91211\n95031-95060\n91213\n95061-95090",
  },
  {
    label: "Told to wait for an hour",
    says: "The run pauses as a whole, as the service asked. Cancel ends the wait.",
    ids: "95001-95020\n93042\n95021-95040",
  },
  {
    label: "Ends early",
    says: "After some answers no LinkedIn account is connected any more: no other prospect could be checked.",
    ids: "95001-95040\n92006\n95041-95080",
  },
];

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} field
 * @returns {{ chooseFirst: () => void }}
 */
export function startSamples(form, field) {
  const select = find(form, "[data-sample]", HTMLSelectElement);
  const hint = find(form, "[data-sample-hint]", HTMLElement);
  const options = SAMPLES.map(({ label }, index) => h("option", { value: String(index) }, label));
  select.replaceChildren(h("option", { value: "" }, "None: the ids below"), ...options);

  function describe() {
    const index = SAMPLES.findIndex(({ ids }) => ids === field.value.trim());
    select.value = index < 0 ? "" : String(index);
    hint.textContent = SAMPLES[index]?.says ?? "Any id has an answer. What it is, the sandbox’s own page tells.";
  }

  /** @param {number} index */
  function choose(index) {
    field.value = SAMPLES[index]?.ids ?? field.value;
    field.removeAttribute("aria-invalid");
    describe();
  }

  select.addEventListener("input", () => select.value !== "" && choose(Number(select.value)));
  field.addEventListener("input", describe);
  return { chooseFirst: () => choose(0) };
}
