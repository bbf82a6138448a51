// Keys and ids, in the extension's storage. No web page reaches it, and content scripts are kept from it where the browser
// can do that: they run beside the code of a web page.

/**
 * What is stored is what `checkInvite` takes, but for the prospect.
 *
 * @typedef {import("./linkedin-status.js").AccountStatusOptions} AccountOptions
 * @typedef {{ apiKey?: string, jwt?: string, accountId?: number, baseUrl?: string }} ConnectionOptions
 * @typedef {{ account: AccountOptions, connection: ConnectionOptions }} Settings
 */

const { local } = chrome.storage;
// Firefox has no such levels: there content scripts of this extension, such as crm.js, could read it.
const restricted = local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

/** @returns {Promise<Settings | undefined>} */
export async function readSettings() {
  await restricted;
  const { settings } = await local.get("settings");
  return /** @type {Settings | undefined} */ (settings);
}

/** @param {Settings} settings */
export async function saveSettings(settings) {
  await restricted;
  await local.set({ settings });
}

export const forgetSettings = () => local.clear();
