// Right use where the compiler knows no platform at all: neither the DOM library nor the types of Node or another runtime.

import {
  checkConnections,
  checkInvite,
  getAccountStatus,
  getConnectionStatus,
  isLinkedInStatusError,
  type AbortSignalLike,
  type FetchLike,
} from "linkedin-status";
import { setWasm } from "linkedin-status/slim";

export async function calls(signal: AbortSignalLike, apiKey: string | undefined): Promise<void> {
  const account = await getAccountStatus({ apiKey, signal, timeoutMs: 1_000 });
  account.status.length;
  const stub: FetchLike = async (url, { headers, signal: ours }) => {
    void [url, headers["Accept"], ours?.aborted, ours?.reason];
    return { status: 200, json: async () => ({ id: "1", status: "AVAILABLE" }) };
  };
  await getConnectionStatus({ apiKey, prospectId: 1, fetch: stub });
  await getConnectionStatus({ apiKey, prospectId: 1, fetch: async (url: string) => ({ ok: url.length > 1 }) });
  const { reasons } = await checkInvite({ account: { apiKey }, connection: { apiKey, prospectId: 1 }, signal });
  reasons.join();
  for await (const check of checkConnections({ apiKey, prospectIds: [1], signal })) {
    if (!check.ok && isLinkedInStatusError(check.error)) void check.error.cause;
  }
  setWasm(new Uint8Array());
}
