// Calls each endpoint once from Node with the built package, and prints code and answer.

import { loadPackage, SANDBOX_KEYS } from "./package.mjs";

/** The documented example of a connection. */
const PROSPECT_ID = 91101;

/**
 * @param {string} dist directory of the built package
 * @param {import("./package.mjs").Sandbox["baseUrls"]} baseUrls
 * @param {(text: string) => void} print
 */
export async function printNodeCalls(dist, baseUrls, print) {
  const { getAccountStatus, getConnectionStatus } = await loadPackage(dist);

  const { apiKey: accountKey } = SANDBOX_KEYS.connectsafely;
  const account = await getAccountStatus({ apiKey: accountKey, baseUrl: baseUrls.connectsafely });
  print(`ConnectSafely: is the sending account fit to send?
await getAccountStatus({ apiKey, baseUrl: "${baseUrls.connectsafely}" })
${JSON.stringify(account, null, 2)}
`);

  const { apiKey: connectionKey } = SANDBOX_KEYS.seleqt;
  const connection = await getConnectionStatus({
    apiKey: connectionKey,
    prospectId: PROSPECT_ID,
    baseUrl: baseUrls.seleqt,
  });
  print(`Seleqt: are we connected already?
await getConnectionStatus({ apiKey, prospectId: ${PROSPECT_ID}, baseUrl: "${baseUrls.seleqt}" })
${JSON.stringify(connection, null, 2)}
`);
}
