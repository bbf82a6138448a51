// The built extension with what a test needs beside it: leave to reach 127.0.0.1, which a person would be asked for.

import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildExtension } from "../../../xtask/js/extension.mjs";

const SUPPORT = fileURLToPath(new URL(".", import.meta.url));

/** Acts as a hostile web page does that has taken over the process in which the content scripts run. */
const HOSTILE = `
(async () => {
  const tried = {};
  for (const message of [{ ask: "keys" }, { ask: "account" }, { ask: "check", prospectId: 91101 }, { ask: "cancel" }, { ask: "toString" }]) {
    try {
      tried[message.ask] = (await chrome.runtime.sendMessage(message)) ?? "nothing";
    } catch {
      tried[message.ask] = "nothing";
    }
  }
  try {
    tried.storage = await chrome.storage.local.get();
  } catch {
    tried.storage = "closed";
  }
  document.documentElement.dataset.tried = JSON.stringify(tried);
})();
`;

/** Beside crm.js: notes on the page all that a content script is told, hears and can read. */
const EAVESDROPPER = `
const heard = [];
const note = (...all) => {
  heard.push(all);
  document.documentElement.dataset.heard = JSON.stringify(heard);
};
chrome.runtime.onMessage.addListener((message) => note("message", message));
chrome.runtime.onConnect.addListener((port) => note("port", port.name));
note("listening");
`;

/**
 * @param {import("../../../xtask/js/extension.mjs").Kind} kind
 * @param {{ home?: string, isBuilt?: boolean }} [options] home: whence control.html takes its orders; isBuilt: false leaves out
 *   what the build adds to the folder in git
 */
export async function testCopy(kind, { home, isBuilt = true } = {}) {
  const folder = await mkdtemp(join(tmpdir(), `linkedin-status-extension-${kind}-`));
  await buildExtension(kind, folder);
  if (!isBuilt) for (const file of ["linkedin-status.js", "words.js"]) await rm(join(folder, file));
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  manifest.host_permissions.push("http://127.0.0.1/*");
  manifest.content_scripts.push({ matches: ["http://127.0.0.1/hostile/*"], js: ["hostile.js"] });
  await writeFile(join(folder, "hostile.js"), HOSTILE);
  await appendFile(join(folder, "crm.js"), EAVESDROPPER);
  if (home) {
    for (const file of ["control.html", "control.js", "perform.js"]) await cp(join(SUPPORT, file), join(folder, file));
    const open = `chrome.runtime.onInstalled.addListener(() => chrome.tabs.create({ url: "control.html?home=${home}" }));\n`;
    await writeFile(join(folder, "open.js"), open);
    manifest.background.scripts.unshift("open.js");
  }
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
