// Loads what the page needs and says so if that fails. Nothing here needs the package: this runs before it is there.

import { find, show } from "./dom.js";

/**
 * @typedef {{ connectsafely: string, seleqt: string }} BaseUrls
 * @typedef {object} Config as in /config.json
 * @property {{ url: string, baseUrls: BaseUrls, keys: { account: string, connection: string } }} sandbox
 * @property {BaseUrls | null} live where this server forwards to the real services, if it does
 * @typedef {object} Service
 * @property {() => boolean} isLive
 * @property {(service: keyof BaseUrls) => string} baseUrl
 * @property {number[]} lookUps when Seleqt was asked since the page was opened: they count towards the day of a list
 * @property {(response: { vendor: string }) => void} onResponse
 */

try {
  const [response, { startCheck }, { startList }] = await Promise.all([
    fetch("config.json"),
    import("./check.js"),
    import("./list.js"),
  ]);
  /** @type {Config} */
  const { sandbox, live } = await response.json();
  find("#scenarios", HTMLAnchorElement).href = sandbox.url;
  find("#service", HTMLElement).hidden = !live;

  const liveChoice = find("[value=live]", HTMLInputElement);
  const isLive = () => live !== null && liveChoice.checked;
  /** @type {Service} */
  const service = {
    isLive,
    lookUps: [],
    onResponse: ({ vendor }) => void (vendor === "seleqt" && service.lookUps.push(Date.now())),
    baseUrl: (name) => (live && isLive() ? new URL(live[name], location.origin).href : sandbox.baseUrls[name]),
  };
  const check = startCheck(service);
  const list = startList(service);
  // Keys of one service never go to the other one, and no answer stays that is not of the service asked.
  const choose = () => {
    find("#cases", HTMLElement).hidden = isLive();
    check.restart(isLive() ? { account: "", connection: "" } : sandbox.keys);
    service.lookUps.length = 0;
    list.restart();
  };
  find("#service", HTMLElement).addEventListener("input", choose);
  find("[value=sandbox]", HTMLInputElement).checked = true;
  choose();
  for (const fields of document.querySelectorAll("form > fieldset")) fields.removeAttribute("disabled");
} catch {
  show("bad", "The page could not be loaded whole", [
    { title: "", advice: "See whether the demo still runs in its terminal, then reload the page." },
  ]);
}
