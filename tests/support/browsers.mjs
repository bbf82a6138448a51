// Launches the headless browsers of the tests: Chromium, and Firefox over WebDriver BiDi. Each gets a fresh profile in
// a temporary directory that is removed with it. A browser that is not installed is an error, never a skipped test.

import { access, constants, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";

/** @typedef {"chromium" | "firefox"} BrowserName */

/** @type {readonly BrowserName[]} */
export const BROWSERS = ["chromium", "firefox"];

const PROGRAMS = {
  chromium: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"],
  firefox: ["firefox-esr", "firefox", "firefox.exe"],
};

// Nothing that reaches out to the world, and nothing that a machine without a screen lacks.
const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const FIREFOX_PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

/**
 * The path of an installed browser: from LINKEDIN_STATUS_CHROMIUM or LINKEDIN_STATUS_FIREFOX, else from PATH.
 *
 * @param {BrowserName} name
 * @returns {Promise<string>}
 */
export async function findBrowser(name) {
  const variable = `LINKEDIN_STATUS_${name.toUpperCase()}`;
  const stated = process.env[variable];
  if (stated) {
    if (await isProgram(stated)) return stated;
    throw new Error(`${variable} names ${stated}, which cannot be run. Set it to the browser's program, or unset it.`);
  }
  for (const directory of (process.env.PATH ?? "").split(delimiter)) {
    for (const program of PROGRAMS[name]) {
      const path = join(directory, program);
      if (directory !== "" && (await isProgram(path))) return path;
    }
  }
  throw new Error(
    `No ${name} found: looked for ${PROGRAMS[name].join(", ")} on PATH. Install it, or set ${variable} to its program.`,
  );
}

/**
 * @param {BrowserName} name
 * @param {{ args?: string[], extensions?: boolean }} [options] args: further command-line flags; extensions: Chromium takes
 *   unpacked extensions (`browser.installExtension`), as Firefox always does
 * @returns {Promise<{ browser: import("puppeteer-core").Browser, close: () => Promise<void> }>}
 */
export async function launchBrowser(name, { args = [], extensions = false } = {}) {
  const executablePath = await findBrowser(name);
  const userDataDir = await mkdtemp(join(tmpdir(), `linkedin-status-${name}-`));
  const removeProfile = () => rm(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  try {
    const browser = await puppeteer.launch({
      executablePath,
      userDataDir,
      headless: true,
      // A busy machine may take long to start a browser, and longer to load a page.
      timeout: 120_000,
      protocolTimeout: 180_000,
      ...(name === "chromium"
        ? {
            browser: "chrome",
            args: [...CHROMIUM_FLAGS, ...sandboxFlags(), ...args],
            ...(extensions ? { enableExtensions: true, pipe: true } : {}),
          }
        : { browser: "firefox", extraPrefsFirefox: FIREFOX_PREFERENCES, args }),
    });
    return {
      browser,
      async close() {
        await browser.close().catch(() => {});
        await removeProfile();
      },
    };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

/** Chromium refuses to run as root with its sandbox on; everyone else keeps it. */
function sandboxFlags() {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

/** @param {string} path */
async function isProgram(path) {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
