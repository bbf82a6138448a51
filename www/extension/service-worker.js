// Makes the calls: with the manifest's host permissions no CORS stands in the way, and the keys stay out of web pages. The
// popup asks by message and is answered with plain JSON, since an Error does not survive a message whole.

import { getAccountStatus, getConnectionStatus, isLinkedInStatusError } from "./linkedin-status.js";

/**
 * @param {Ask} message
 * @returns {Promise<Reply>}
 */
async function answer(message) {
  try {
    if (message.ask === "account") return { account: await getAccountStatus(message.options) };
    return { connection: await getConnectionStatus(message.options) };
  } catch (error) {
    return { error: isLinkedInStatusError(error) ? error.toJSON() : { message: String(error) } };
  }
}

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== chrome.runtime.id || !["account", "connection"].includes(message?.ask)) return false;
  answer(message).then(reply);
  return true; // The reply comes later.
});
