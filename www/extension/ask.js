// How the extension's pages ask its worker, and what they show where no answer comes.

/**
 * @typedef {import("./service-worker.js").Ask} Ask
 * @typedef {import("./service-worker.js").Reply} Reply
 * @typedef {import("./service-worker.js").Said} Said
 */

// Longer than any call takes. Chrome lets a message to a worker that cannot start wait for ever; Firefox refuses it.
const LIMIT_MS = 60_000;

/** @type {Said} */
const STOPPED = {
  tone: "unknown",
  title: "The extension's worker was stopped",
  lines: [
    {
      title: "",
      advice:
        "Nothing was learned. Check again. If it stays so, reload the extension; a copy from git is to be built first (README.md).",
    },
  ],
};
/** @type {Said} */
const CLOSED = {
  tone: "unknown",
  title: "The extension closed the connection",
  lines: [{ title: "", advice: "Nothing was learned. Check again." }],
};

/**
 * @param {Ask} message
 * @returns {Promise<Reply & { none: Said }>} none: what to show in the place of an answer that did not come
 */
export async function ask(message) {
  try {
    const late = new Promise((resolve) => setTimeout(resolve, LIMIT_MS, { none: STOPPED }));
    return { none: CLOSED, ...(await Promise.race([chrome.runtime.sendMessage(message), late])) };
  } catch (error) {
    return { none: String(error).includes("Receiving end does not exist") ? STOPPED : CLOSED };
  }
}
