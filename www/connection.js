// "Are we connected already?" How Seleqt's answer reads.

import { getConnectionStatus } from "../pkg/dist/index.js";
import { factList, find, h } from "./dom.js";
import { connectionVerdict } from "./verdict.js";

/**
 * @typedef {import("../pkg/dist/index.js").ConnectionStatus} ConnectionStatus
 * @typedef {import("../pkg/dist/index.js").ConnectionStatusOptions} ConnectionStatusOptions
 */

/** @type {import("./panel.js").Question<ConnectionStatus>} */
export const connectionQuestion = {
  parts: [
    {
      name: "",
      vendor: "seleqt",
      keyOption: (form) => (find(form, "[value=jwt]", HTMLInputElement).checked ? "jwt" : "apiKey"),
    },
  ],
  call: "getConnectionStatus",
  result: "connection",
  ask: (options, further) => getConnectionStatus(/** @type {ConnectionStatusOptions} */ ({ ...options, ...further })),
  describe: async (connection) => ({
    verdict: await connectionVerdict(connection),
    details: [connectionFacts(connection)],
  }),
};

/** @param {ConnectionStatus} connection */
function connectionFacts({ is_connected, connection_level, network_distance, checked_with_account_id }) {
  return factList([
    ["Viewed from", `Account ${checked_with_account_id}`],
    ["Connected", is_connected ? "Yes" : "No"],
    ["Level", typeof connection_level === "number" && String(connection_level)],
    ["Provider's word", typeof network_distance === "string" && h("code", {}, network_distance)],
  ]);
}
