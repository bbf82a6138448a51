// Wrong use, each of which the compiler must refuse: a directive that expects an error where there is none is one itself.

import {
  BASE_URLS,
  checkConnections,
  checkInvite,
  decideInvite,
  getAccountStatus,
  getConnectionStatus,
  isLinkedInStatusError,
  LinkedInStatusError,
} from "linkedin-status";
import { startSandbox } from "linkedin-status/sandbox";
import { setWasm } from "linkedin-status/slim";

// @ts-expect-error options are required
void getAccountStatus();
// @ts-expect-error so is the key
void getAccountStatus({});
// @ts-expect-error null is not "left out"
void getAccountStatus({ apiKey: "k", accountId: null });
// @ts-expect-error ConnectSafely's ids are strings
void getAccountStatus({ apiKey: "k", accountId: 42 });
// @ts-expect-error a typo
void getAccountStatus({ apiKey: "k", acountId: "a" });
// @ts-expect-error a JWT is Seleqt's
void getAccountStatus({ apiKey: "k", jwt: "j" });
// @ts-expect-error milliseconds are a number
void getAccountStatus({ apiKey: "k", timeoutMs: "25s" });
// @ts-expect-error a controller is not a signal
void getAccountStatus({ apiKey: "k", signal: new AbortController() });
// @ts-expect-error nobody to ask about
void getConnectionStatus({ apiKey: "k" });
// @ts-expect-error Seleqt's ids are numbers
void getConnectionStatus({ apiKey: "k", prospectId: "1" });
// @ts-expect-error both halves are needed
void checkInvite({ account: { apiKey: "k" } });
// @ts-expect-error the prospect is missing
void checkInvite({ account: { apiKey: "k" }, connection: { apiKey: "k" } });
// @ts-expect-error a promise is not an answer
void decideInvite(getAccountStatus({ apiKey: "k" }), getConnectionStatus({ apiKey: "k", prospectId: 1 }));
// @ts-expect-error a list has no one prospect
checkConnections({ apiKey: "k", prospectIds: [1], prospectId: 1 });
// @ts-expect-error ids are numbers
checkConnections({ apiKey: "k", prospectIds: ["1"] });

export async function narrowing(caught: unknown): Promise<void> {
  // @ts-expect-error nothing is known of a caught value
  caught.code;
  if (isLinkedInStatusError(caught)) {
    // @ts-expect-error no such code
    if (caught.code === "not_found") return;
    // @ts-expect-error errors are not written to
    caught.code = "network";
  }
  const account = await getAccountStatus({ apiKey: "k" });
  // @ts-expect-error it may be missing or null
  account.firstName.length;
  // @ts-expect-error it may be missing or null
  account.linkedinPlan.isPremium;
  // @ts-expect-error undocumented fields are unknown
  account.newField.length;
  const connection = await getConnectionStatus({ apiKey: "k", prospectId: 1 });
  // @ts-expect-error it may be null
  connection.connection_level + 1;
  const { decision, reasons } = await decideInvite(account, connection);
  // @ts-expect-error no such decision
  if (decision === "invite") return;
  // @ts-expect-error no such reason
  reasons.includes("pending");
  for await (const check of checkConnections({ apiKey: "k", prospectIds: [1] })) {
    // @ts-expect-error only where it is ok
    check.verdict;
    // @ts-expect-error only where it is not
    check.error;
  }
}

// @ts-expect-error constants
BASE_URLS.seleqt.production = "";
// @ts-expect-error no such host
BASE_URLS.seleqt.sandbox;
// @ts-expect-error fields are required
new LinkedInStatusError("message");
// @ts-expect-error a closed list of codes
new LinkedInStatusError({ code: "oops", message: "m", retryable: false, attempts: 0 });
// @ts-expect-error an address is not a module
setWasm("/linkedin_status.wasm");
// @ts-expect-error it is given, not fetched
setWasm();
// @ts-expect-error a port is a number
void startSandbox({ port: "8080" });
