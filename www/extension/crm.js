// Runs in the pages of your own CRM that the manifest names under content_scripts, here the example in crm/. When the popup
// asks, it hands over the prospect id that the page states. It reads nothing else, and nothing on LinkedIn's pages.

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== chrome.runtime.id || message?.ask !== "prospect") return;
  /** @type {HTMLElement | null} */
  const element = document.querySelector("[data-prospect-id]");
  reply({ prospectId: element?.dataset.prospectId });
});
