// Wrong use, each of which the compiler must refuse: a directive that expects an error where there is none is one itself.

import {
  type AccountStatus,
  BASE_URLS,
  checkConnections,
  checkInvite,
  checkInvites,
  accountVerdict,
  connectionVerdict,
  type ConnectionStatusOptions,
  decideInvite,
  type DistributiveOmit,
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
// @ts-expect-error a key is undefined at most
void getAccountStatus({ apiKey: null });
// @ts-expect-error nor is it left out where there are other options
void getAccountStatus({ accountId: "a" });
// @ts-expect-error neither of the two keys
void getConnectionStatus({ prospectId: 1 });
// @ts-expect-error both of them
void getConnectionStatus({ apiKey: "k", jwt: "j", prospectId: 1 });

export function keys(env: { readonly [name: string]: string | undefined }): void {
  // @ts-expect-error both, whatever is set
  void getConnectionStatus({ apiKey: env["A"], jwt: env["J"], prospectId: 1 });
  // @ts-expect-error neither, in a list
  checkConnections({ prospectIds: [1] });
  // @ts-expect-error both, in a list
  checkConnections({ apiKey: env["A"], jwt: env["J"], prospectIds: [1] });
  // @ts-expect-error neither, in an invite
  void checkInvite({ account: { apiKey: "k" }, connection: { prospectId: 1 } });
  // @ts-expect-error both, in an invite
  void checkInvite({ account: { apiKey: "k" }, connection: { apiKey: "k", jwt: "j", prospectId: 1 } });
  const ask = (own: DistributiveOmit<ConnectionStatusOptions, "prospectId">) =>
    getConnectionStatus({ ...own, prospectId: 1 });
  // @ts-expect-error neither, in a wrapper
  void ask({ timeoutMs: 1_000 });
  // @ts-expect-error both, in a wrapper
  void ask({ apiKey: env["A"], jwt: env["J"] });
}

// @ts-expect-error an address is not a function
void getAccountStatus({ apiKey: "k", fetch: "https://example.com" });
// @ts-expect-error it is given a string
void getAccountStatus({ apiKey: "k", fetch: async (url: URL) => ({ status: 200, url: url.href }) });
// @ts-expect-error an answer has a status
void getAccountStatus({ apiKey: "k", fetch: async () => ({ json: async () => ({}) }) });
// @ts-expect-error as another client answers
void getAccountStatus({ apiKey: "k", fetch: async () => ({ data: { id: "1", status: "AVAILABLE" } }) });
// @ts-expect-error nor is it text
void getAccountStatus({ apiKey: "k", fetch: async () => "{}" });
// @ts-expect-error forgotten return
void getAccountStatus({ apiKey: "k", fetch: async () => {} });
// @ts-expect-error nobody to ask about
void getConnectionStatus({ apiKey: "k" });
// @ts-expect-error Seleqt's ids are numbers
void getConnectionStatus({ apiKey: "k", prospectId: "1" });
// @ts-expect-error an answer has a status, not a statusCode
void getAccountStatus({ apiKey: "k", onResponse: (info) => void info.statusCode });
// @ts-expect-error the two services have no base URL in common
void checkInvite({ account: { apiKey: "k" }, connection: { apiKey: "k", prospectId: 1 }, baseUrl: "https://x.y" });
// @ts-expect-error a key is one service's
void checkInvite({ apiKey: "k", account: { apiKey: "k" }, connection: { apiKey: "k", prospectId: 1 } });
// @ts-expect-error a typo in what holds for both
void checkInvite({ account: { apiKey: "k" }, connection: { apiKey: "k", prospectId: 1 }, timeout: 1_000 });
// @ts-expect-error both halves are needed
void checkInvite({ account: { apiKey: "k" } });
// @ts-expect-error the prospect is missing
void checkInvite({ account: { apiKey: "k" }, connection: { apiKey: "k" } });
// @ts-expect-error a promise is not an answer
void decideInvite(getAccountStatus({ apiKey: "k" }), getConnectionStatus({ apiKey: "k", prospectId: 1 }));
// @ts-expect-error a list has no one prospect
checkConnections({ apiKey: "k", prospectIds: [1], prospectId: 1 });
// @ts-expect-error a pause has two ends
checkConnections({ apiKey: "k", prospectIds: [1], pauseBetweenMs: [30_000] });
// @ts-expect-error nor is it one number
checkConnections({ apiKey: "k", prospectIds: [1], pauseBetweenMs: 30_000 });
// @ts-expect-error a count is not a list of times
checkConnections({ apiKey: "k", prospectIds: [1], earlierChecks: 12 });
// @ts-expect-error "off" is Infinity
checkConnections({ apiKey: "k", prospectIds: [1], perDay: false });
// @ts-expect-error only invites are taken
checkConnections({ apiKey: "k", prospectIds: [1], take: 20 });
// @ts-expect-error whose account?
checkInvites({ connection: { apiKey: "k" }, prospectIds: [1] });
// @ts-expect-error a list has no one prospect
checkInvites({ account: { apiKey: "k" }, connection: { apiKey: "k", prospectId: 1 }, prospectIds: [1] });
// @ts-expect-error neither of the two keys
checkInvites({ account: { apiKey: "k" }, connection: { accountId: 1 }, prospectIds: [1] });
// @ts-expect-error both of them
checkInvites({ account: { apiKey: "k" }, connection: { apiKey: "k", jwt: "j" }, prospectIds: [1] });
// @ts-expect-error the pace is the run's
checkInvites({ account: { apiKey: "k" }, connection: { apiKey: "k", perDay: 10 }, prospectIds: [1] });
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
  // @ts-expect-error an undocumented field
  account.newField;
  // @ts-expect-error a misspelt field
  if (!account.hastokens) return;
  // @ts-expect-error a misspelt field, in brackets
  void account["has_tokens"];
  // @ts-expect-error a misspelt field of the plan
  void account.linkedinPlan?.premium;
  // @ts-expect-error what is reached through a Record is unknown
  (account as Record<string, unknown>)["newField"].length;
  // @ts-expect-error a misspelt field, in an answer of one's own
  const answer: AccountStatus = { id: "1", status: "AVAILABLE", hastokens: true };
  void answer;
  const connection = await getConnectionStatus({ apiKey: "k", prospectId: 1 });
  // @ts-expect-error it may be null
  connection.connection_level + 1;
  // @ts-expect-error a field that is not there must not read as "not connected"
  if (!connection.isConnected) return;
  // @ts-expect-error a promise is no verdict
  if (connectionVerdict(connection) === "not_connected") return;
  // @ts-expect-error the verdict of the other
  if ((await accountVerdict(account)) === "connected") return;
  // @ts-expect-error each takes its own answer
  await connectionVerdict(account);
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
  for await (const check of checkInvites({ account: { apiKey: "k" }, connection: { jwt: "j" }, prospectIds: [1] })) {
    // @ts-expect-error only where it is ok
    check.decision;
    // @ts-expect-error the decision, not the verdict
    if (check.ok) check.verdict;
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
