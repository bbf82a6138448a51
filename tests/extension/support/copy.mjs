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

/**
 * @param {import("../../../xtask/js/extension.mjs").Kind} kind
 * @param {{ packageFile?: string, home?: string }} [options] home: whence control.html takes its orders
 */
export async function testCopy(kind, { packageFile, home } = {}) {
  const folder = await mkdtemp(join(tmpdir(), `linkedin-status-extension-${kind}-`));
  await buildExtension(kind, folder, packageFile);
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  manifest.host_permissions.push("http://127.0.0.1/*");
  manifest.content_scripts.push({ matches: ["http://127.0.0.1/hostile/*"], js: ["hostile.js"] });
  await writeFile(join(folder, "hostile.js"), HOSTILE);
  if (home) {
    for (const file of ["control.html", "control.js", "perform.js"]) await cp(join(SUPPORT, file), join(folder, file));
    const open = `chrome.runtime.onInstalled.addListener(() => chrome.tabs.create({ url: "control.html?home=${home}" }));\n`;
    await appendFile(join(folder, "service-worker.js"), open);
  }
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
  const script = join(folder, "linkedin-status.js");
  if (!(await readFile(script, "utf8")).includes("accountVerdict")) await appendFile(script, SHIM);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

const SHIM = `
export const accountVerdict = async ({ status, enabled, hasTokens }) =>
  hasTokens === false || status === "ERROR" || enabled === false ? "fix" : status === "IN_USE" || status === "WARMUP" ? "wait"
    : status === "AVAILABLE" && enabled && hasTokens ? "fit" : "unknown";
`;
